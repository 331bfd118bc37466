//! Customers, survey responses and the demonstration.
pub(super) const TABLE: crate::text::Table = &[
    ("response-key-missing", "评价缺少 `{key}`"),
    ("response-key-missing.hint", "评价包含 `ticket`、`at`、`scores`"),
    ("response-score-malformed", "`{dimension}` 的评分 `{score}` 不是整数"),
    ("response-score-malformed.hint", "请写 `scores: {attitude: 5}`"),
    ("response-vanished", "评价文件 `{path}` 已不存在"),
];
