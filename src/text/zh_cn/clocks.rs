//! Clocks and policies.
pub(super) const TABLE: crate::text::Table = &[
    ("clock-act-unknown", "时限 `{clock}` 引用了未知的操作 `{act}`"),
    ("clock-act-unknown.hint", "可用：{near}"),
    ("clock-key-missing", "时限 `{clock}` 缺少 `{key}`"),
    (
        "clock-key-missing.hint",
        "时限须写明 `starts: created`、`stops: resolved` 和 `target: 4h`；各级措施须写明 `at: 150%`",
    ),
    ("clock-calendar-missing", "时限 `{clock}` 没有指定日历"),
    ("clock-calendar-missing.hint", "请在 `clocks` 上方加上 `calendar: office`，或在该时限中加上 `calendar: always`"),
    ("clock-until-unnamed", "时限 `{clock}` 以启动它的操作所写的时间为准，而该操作不带时间"),
    (
        "clock-until-unnamed.hint",
        "请以 `involved`、`transferred`、`sent-back` 或 `reopened` 启动它，或在 `target` 中写明时长，如 `4h`",
    ),
    ("clock-duration-malformed", "时限 `{clock}` 的 `{key}` 中，`{duration}` 不是有效时长"),
    ("clock-duration-malformed.hint", "请写 `10m`、`4h`、`1d`、`2bd`（工作日）或 `1h30m`"),
    ("clock-business-day-unknown", "无法换算时限 `{clock}` 的 `{key}` 中的 `{duration}`：其日历每周都没有工作时段"),
    ("clock-business-day-unknown.hint", "请在日历的 `week` 中设置工作时段，或改用小时：`16h`"),
    ("clock-share-malformed", "时限 `{clock}` 的 `{key}` 中，`{share}` 不是有效的目标占比"),
    (
        "clock-share-malformed.hint",
        "请写不超过 `1000%` 的整数，或写到期前的时长：`30m`；`levels` 中也可写到期后的时长：`+2h`",
    ),
    ("clock-action-malformed", "时限 `{clock}` 的 `{key}` 中，有一项措施没有写明唯一的动作"),
    (
        "clock-action-malformed.hint",
        "每项措施只写一个：`notify: lead`、`escalate: lead`、`reassign: lead` 或 `priority: urgent`",
    ),
    ("clock-rung-twice", "时限 `{clock}` 在 `{at}` 处写了两次 `{verb}`"),
    ("clock-rung-twice.hint", "请只留一个，或在 `levels` 中为另一个写更晚的时点：`at: 150%`"),
    ("clock-breach-at", "时限 `{clock}` 的 `on_breach` 中写了 `at: {at}`，而这里的措施只在超时的那一刻执行"),
    ("clock-breach-at.hint", "请去掉 `at`，或把该措施移到 `levels`"),
    ("policies-mixed", "`clocks` 与 `policies` 不能同时出现"),
    ("policies-mixed.hint", "请把 `clocks` 移到一份写有 `since: 2026-01-01` 的策略之下"),
    ("policies-same-date", "有两份策略都从 `{since}` 起生效"),
    ("policies-same-date.hint", "请为每份策略写不同的 `since`"),
];
