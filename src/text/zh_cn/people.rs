//! Customers, survey responses and the demonstration.
pub(super) const TABLE: crate::text::Table = &[
    ("document-key-missing", "文件缺少 `{key}`"),
    ("document-key-missing.hint", "请添加一行 `{key}: …`"),
    ("response-score-malformed", "`{dimension}` 的评分 `{score}` 不是整数"),
    ("response-score-malformed.hint", "请写 `scores: {attitude: 5}`"),
    ("response-vanished", "评价文件 `{path}` 已不存在"),
    ("customer-name-missing", "客户须有姓名，且只占一行"),
    ("customer-name-missing.hint", "请给出：`--name 姓名`"),
    ("customer-phone-malformed", "`{phone}` 不是电话号码"),
    ("customer-phone-malformed.hint", "请用数字、空格和 `+-().`；其他字符无法脱敏"),
    ("customer-email-malformed", "`{email}` 不是电子邮件地址"),
    ("customer-email-malformed.hint", "请写成 `name@example.com`"),
];
