//! What a value must be, in the words with which types that are read say it and by which their reader knows it.

/// Such as `4h`.
pub const DURATION: &str = "a duration";
/// Such as `2026-10-28`.
pub const DATE: &str = "a date";
/// One or several.
pub const NAMES: &str = "a name or a list of names";
/// How much time a clock allows.
pub const TARGET: &str = "a duration, durations by priority, or a list of rules";
