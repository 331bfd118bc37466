//! Rules, alerts, stages, wording and standard replies.
use super::Wrong;

const RULES: &str = "config/rules.yaml";
const ALERTS: &str = "config/alerts.yaml";
const PROCESS: &str = "config/process.yaml";
const WORDING: &str = "config/wording.yaml";
const SCRIPT: &str = "scripts/a.yaml";

/// Words of a hundred and one characters.
const LONG: &str = "keywords: {a: {words: [xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\
    xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx]}}\nrules: [{name: r, keywords: [a], tags: [t]}]\n";
const LONG_VAGUE: &str = "vague: [{words: [a, xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\
    xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx], advice: b}]\n";

pub const WRONG: &[Wrong] = &[
    (RULES, "keywords: {a: {words: []}}\nrules: [{name: r, keywords: [a], tags: [t]}]\n", "library-empty", "1:23"),
    (
        RULES,
        "keywords: {a: {words: [b, ' ']}}\nrules: [{name: r, keywords: [a], tags: [t]}]\n",
        "keyword-blank",
        "1:27",
    ),
    (
        RULES,
        "keywords: {a: {words: [\"\\u200b\"]}}\nrules: [{name: r, keywords: [a], tags: [t]}]\n",
        "keyword-blank",
        "1:24",
    ),
    (RULES, LONG, "keyword-long", "1:24"),
    (RULES, "keywords: {a: {words: [b, B]}}\nrules: [{name: r, keywords: [a], tags: [t]}]\n", "keyword-twice", "1:27"),
    (
        RULES,
        "keywords: {a: {words: [b], not: [b]}}\nrules: [{name: r, keywords: [a], tags: [t]}]\n",
        "keyword-never",
        "1:24",
    ),
    (
        RULES,
        "keywords: {a: {words: [refund*], not: [weather]}}\nrules: [{name: r, keywords: [a], tags: [t]}]\n",
        "keyword-not-idle",
        "1:40",
    ),
    (RULES, "keywords: {a: {words: [b]}}\n", "library-unused", "1:15"),
    (RULES, "rules: [{name: r, tags: [t]}, {name: r, tags: [u]}]\n", "rule-twice", "1:38"),
    (RULES, "rules: [{name: r, keywords: [], tags: [t]}]\n", "rule-keywords-empty", "1:29"),
    (RULES, "rules: [{name: r, keywords: [a], tags: [t]}]\n", "rule-library-unknown", "1:30"),
    (RULES, "rules: [{name: r, when: type = fault and type = inquiry, tags: [t]}]\n", "rule-contradiction", "1:25"),
    (RULES, "rules: [{name: r, when: priority > urgent, tags: [t]}]\n", "rule-contradiction", "1:25"),
    (
        RULES,
        "keywords: {a: {words: [b]}}\nrules: [{name: r, when: keyword = a and keyword != a, tags: [t]}]\n",
        "rule-contradiction",
        "2:25",
    ),
    (RULES, "rules: [{name: r, tags: [t], stop: true}, {name: s, tags: [u]}]\n", "rule-unreachable", "1:50"),
    (RULES, "rules: [{name: r}]\n", "rule-without-effect", "1:16"),
    (RULES, "rules: [{name: r, notify: [li, boss]}]\n", "rule-notify-unknown", "1:32"),
    (RULES, "rules: [{name: r, set: {type: falt}}]\n", "code-unknown", "1:31"),
    (RULES, "rules: [{name: r, set: {team: tec}}]\n", "team-unknown", "1:31"),
    (RULES, "rules: [{name: r, when: tpye = fault, tags: [t]}]\n", "query-field-unknown", "1:25"),
    (RULES, "rules: [{name: r, when: '(type = fault', tags: [t]}]\n", "query-wants-close", "1:39"),
    (RULES, "rules: [{name: r, when: type = 'fault, tags: [t]}]\n", "query-wants-quote", "1:32"),
    (RULES, "classification: {confirm: {level1: chief}}\n", "role-absent", "1:36"),
    (RULES, "rules: [{name: r, raise: low}]\n", "rule-raises-nothing", "1:26"),
    (RULES, "rules: [{name: r, set: {team: tech}}, {name: s, set: {team: care}}]\n", "rule-shadowed", "1:39"),
    (ALERTS, "map: [{when: {a: []}, set: {type: fault}}]\n", "alert-case-empty", "1:18"),
    (ALERTS, "map: [{when: {a: b}}]\n", "alert-case-nothing", "1:7"),
    (ALERTS, "map: [{set: {type: fault}}, {set: {type: inquiry}}]\n", "alert-case-never", "1:29"),
    (ALERTS, "resolved: close\n", "alert-reason-missing", "1:11"),
    (ALERTS, "close_reason: solved\n", "alert-reason-idle", "1:15"),
    (PROCESS, "stages: [{code: a, results: [{code: r}], begins: create}]\n", "process-act-unknown", "1:50"),
    (
        PROCESS,
        "stages: [{code: a, results: [{code: r}], begins: created}, {code: b, results: [{code: r}], begins: created}]\n",
        "process-begins-twice",
        "1:100",
    ),
    (PROCESS, "stages: [{code: a, results: [{code: r}], ends: {closed: s}}]\n", "process-result-unknown", "1:57"),
    (
        PROCESS,
        "stages: [{code: a, results: [{code: r}, {code: s, ends: false}], ends: {closed: s}}]\n",
        "process-result-goes-on",
        "1:81",
    ),
    (PROCESS, "stages: [{code: a, results: [{code: r}], initial: r}]\n", "process-initial-ends", "1:51"),
    (PROCESS, "stages: [{code: a}]\n", "process-stage-endless", "1:10"),
    (PROCESS, "stages: [{code: a, results: [{code: r}, {code: r}]}]\n", "process-code-twice", "1:48"),
    (
        PROCESS,
        "stages: [{code: a, results: [{code: r, label: x}]}, {code: b, results: [{code: r, label: y}]}]\n",
        "process-label-differs",
        "1:90",
    ),
    (
        PROCESS,
        "stages: [{code: a, results: [{code: r}]}]\nlayouts: [{code: l, columns: []}]\n",
        "process-columns-missing",
        "2:30",
    ),
    (PROCESS, "processes: {a: {}}\nuse: b\n", "process-unknown", "2:6"),
    (PROCESS, "processes: {a: {}}\nstages: [{code: a, results: [{code: r}]}]\n", "process-beside", "2:9"),
    (PROCESS, "processes: {a: {when: type = fault}}\n", "process-when-rest", "1:23"),
    (PROCESS, "processes: {a: {}, b: {when: stage = x}}\n", "process-when-stage", "1:30"),
    (PROCESS, "processes: {a: {}, b: {when: status = new}}\n", "query-field-unknown", "1:30"),
    (PROCESS, "processes: {a: {}, b: {when: type = falt}}\n", "query-value-code", "1:37"),
    (PROCESS, "processes: {a: {}, b: {when: type = fault and type = inquiry}}\n", "process-when-never", "1:30"),
    (PROCESS, "processes: {a: {}, b: {}, c: {when: type = fault}}\n", "process-idle", "1:23"),
    (
        PROCESS,
        "processes: {a: {}, b: {when: type = fault}, c: {when: type = fault and priority = high}}\n",
        "process-unwalked",
        "1:55",
    ),
    (
        PROCESS,
        "processes: {a: {stages: [{code: s, label: x, results: [{code: r}]}]}, b: {when: type = fault, stages: [{code: s, label: y, results: [{code: r}]}]}}\n",
        "process-label-differs",
        "1:121",
    ),
    (PROCESS, "stages: [{code: a, results: [{code: r}], role: chief}]\n", "role-absent", "1:48"),
    (WORDING, "vague: [{words: [a, ' '], advice: b}]\n", "wording-word-empty", "1:21"),
    (WORDING, "vague: [{words: [a], advice: b}, {words: [A], advice: c}]\n", "wording-word-twice", "1:43"),
    (WORDING, LONG_VAGUE, "wording-word-long", "1:21"),
    (WORDING, "vague: [{words: [a], advice: b}]\nexcept: [a b, c]\n", "wording-except-idle", "2:15"),
    (SCRIPT, "label: a\ntext: '{{ custmer.name }}'\n", "script-placeholder-unknown", "2:10"),
    (SCRIPT, "label: a\nset: {a-b: c}\ntext: x\n", "script-set-malformed", "2:12"),
    (SCRIPT, "label: a\nset: {a: c}\ntext: x\n", "script-set-idle", "2:10"),
    (SCRIPT, "label: a\nfor: {type: [falt]}\ntext: x\n", "code-unknown", "2:14"),
    (SCRIPT, "label: a\ntext: ''\n", "script-empty", "2:7"),
    (SCRIPT, "label: a\ntext: '{{ x'\n", "template-malformed", "2:10"),
    (SCRIPT, "label: a\ntext: hello\neach: hello\n", "script-each-idle", "3:7"),
    (SCRIPT, "label: a\ntext: '{{ due.lunch }}'\n", "script-clock-unknown", "2:10"),
    (PROCESS, "processes: {a: {stages: []}}\n", "process-stages-missing", "1:25"),
    (RULES, "rules: [{name: r, set: {team: desk}}]\n", "rule-team-empty", "1:31"),
    (WORDING, "vague: [{words: [], advice: b}]\n", "wording-words-missing", "1:17"),
    (WORDING, "vague: [{words: [a, b], advice: b}]\nexcept: [A]\n", "wording-word-excepted", "1:18"),
    ("knowledge/a.md", "---\ntitle: a\ncategory: fault/powr\n---\n", "code-unknown", "3:11"),
];
