//! What runs out, and what the desk does about it.
pub(super) const TABLE: crate::text::Table = &[
    ("column.point", "时点"),
    ("column.whom", "对象"),
    ("column.trigger", "触发"),
    ("due-empty", "没有即将到期的时限"),
    ("tick-reason", "{clock}，到期时间 {due}"),
    ("usage-tick-ahead", "{at} 尚未到来，不能提前执行"),
    ("usage-tick-ahead.hint", "`tickets tick --dry-run --as-of …` 可预览届时将执行的操作"),
];
