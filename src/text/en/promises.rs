//! What runs out, and what the desk does about it.
pub(super) const TABLE: crate::text::Table = &[
    ("column.point", "Point"),
    ("column.whom", "Whom"),
    ("column.trigger", "trigger"),
    ("due-empty", "nothing runs out"),
    ("tick-reason", "{clock}, due {due}"),
    ("usage-tick-ahead", "{at} lies ahead: nothing is done before its time"),
    ("usage-tick-ahead.hint", "`tickets tick --dry-run --as-of …` tells what would be done"),
];
