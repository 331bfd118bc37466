//! The desk, its words and its people: who may do what, whom tickets go to, who is on duty.
use super::Wrong;

const SETTINGS: &str = "desk.yaml";
const VOCABULARY: &str = "config/vocabulary.yaml";
const TEAM: &str = "config/team.yaml";
const ROLES: &str = "config/roles.yaml";
const ASSIGNMENT: &str = "config/assignment.yaml";
const ROTA: &str = "config/rota.yaml";
const SURVEY: &str = "config/survey.yaml";

pub const WRONG: &[Wrong] = &[
    (SETTINGS, "format: 9\nname: D\ntimezone: UTC\nnumber: T{seq:4}\n", "format-newer", "1:9"),
    (SETTINGS, "format: 0\nname: D\ntimezone: UTC\nnumber: T{seq:4}\n", "format-older", "1:9"),
    (SETTINGS, "format: 1\nname: D\ntimezone: Asia/Shangai\nnumber: T{seq:4}\n", "zone-unknown", "3:11"),
    (SETTINGS, "format: 1\nname: D\ntimezone: UTC\nnumber: T\n", "number-no-counter", "4:9"),
    (SETTINGS, "format: 1\nname: D\ntimezone: UTC\nnumber: T{week}\n", "number-part-unknown", "4:9"),
    (SETTINGS, "format: 1\nname: D\ntimezone: UTC\nnumber: T{seq:4\n", "number-brace-open", "4:9"),
    (SETTINGS, "format: 1\nname: D\ntimezone: UTC\nnumber: T/{seq:4}\n", "number-character", "4:9"),
    (VOCABULARY, "types: []\npriorities: [{code: a}]\ndefault_priority: a\n", "vocabulary-empty", "1:8"),
    (VOCABULARY, "types: [{code: a}]\npriorities: [{code: a}]\ndefault_priority: b\n", "default-unknown", "3:19"),
    (
        VOCABULARY,
        "types: [{code: a}, {code: b, priority: c}]\npriorities: [{code: a}]\ndefault_priority: a\n",
        "default-unknown",
        "1:40",
    ),
    (
        VOCABULARY,
        "types: [{code: a}]\npriorities: [{code: a}]\ndefault_priority: a\nrequired: [title, titel]\n",
        "required-unknown",
        "4:19",
    ),
    (
        VOCABULARY,
        "types: [{code: a}]\npriorities: [{code: a}]\ndefault_priority: a\nrequired_in: {resolve: [evidence]}\n",
        "required-act-unknown",
        "4:15",
    ),
    (
        VOCABULARY,
        "types: [{code: a}]\npriorities: [{code: a}]\ndefault_priority: a\nrequired_in: {resolved: [evidence, until]}\n",
        "required-key-unknown",
        "4:36",
    ),
    (TEAM, "members: {clock: {name: C}}\n", "member-reserved", "1:11"),
    (TEAM, "members: {lead: {name: L}}\n", "name-ambiguous", "1:17"),
    (TEAM, "members: {tech: {name: T}}\nteams: {tech: {name: T}}\n", "name-ambiguous", "1:17"),
    (TEAM, "members: {li: {name: L, roles: [any]}}\n", "name-ambiguous", "1:32"),
    (TEAM, "teams: {handler: {name: T}}\n", "name-ambiguous", "1:18"),
    (TEAM, "members: {li: {name: L}}\nteams: {tech: {name: T, lead: li}}\n", "team-lead-outside", "2:31"),
    (TEAM, "members: {li: {name: L}}\nteams: {tech: {name: T, lead: wu}}\n", "member-unknown", "2:31"),
    (TEAM, "members: {li: {name: L, teams: [tesh]}}\n", "team-unknown", "1:32"),
    (TEAM, "members: {li: {name: L, emails: [a@b.c]}, wu: {name: W, emails: [A@b.c]}}\n", "email-twice", "1:65"),
    (TEAM, "members: {li: {name: L, capacity: -1}}\n", "config-expected-number", "1:35"),
    (ROLES, "permissions: {verify: [chief]}\n", "role-absent", "1:23"),
    (ROLES, "permissions: {verify: []}\n", "permission-nobody", "1:23"),
    (ROLES, "extension: {max: 0bd}\n", "extension-none", "1:18"),
    (ASSIGNMENT, "teams: {tech: {by: []}}\n", "assignment-steps-missing", "1:20"),
    (ASSIGNMENT, "teams: {tech: {by: [least-loaded, round-robin]}}\n", "assignment-decides-twice", "1:20"),
    (ASSIGNMENT, "teams: {tech: {by: [on-duty]}}\n", "assignment-rota-missing", "1:20"),
    (ASSIGNMENT, "weights: {medium: 2}\n", "assignment-priority-unknown", "1:19"),
    (ASSIGNMENT, "capacity: 0\n", "assignment-capacity-none", "1:11"),
    (ASSIGNMENT, "teams: {desk: {by: [least-loaded]}}\n", "assignment-team-empty", "1:15"),
    (ASSIGNMENT, "teams: {tech: {by: [industry]}}\n", "assignment-industries-missing", "1:20"),
    (
        ASSIGNMENT,
        "teams: {tech: {by: [least-loaded], industries: {retail: [li]}}}\n",
        "assignment-industries-unused",
        "1:48",
    ),
    (ASSIGNMENT, "teams: {tech: {by: [industry], industries: {shops: [li]}}}\n", "assignment-industry-unknown", "1:52"),
    (ASSIGNMENT, "teams: {care: {by: [industry], industries: {retail: [li]}}}\n", "assignment-not-in-team", "1:53"),
    (ROTA, "shifts: []\n", "rota-empty", "1:9"),
    (ROTA, "shifts: [{members: [li], calendar: office, until: 2020-01-01}]\n", "rota-over", "1:9"),
    (ROTA, "shifts: [{calendar: office}]\n", "rota-members-missing", "1:10"),
    (ROTA, "shifts: [{members: [li]}]\n", "rota-hours-missing", "1:10"),
    (ROTA, "shifts: [{members: [li], calendar: office, ics: a.ics}]\n", "rota-hours-twice", "1:10"),
    (
        ROTA,
        "shifts: [{members: [li], calendar: office, from: 2026-02-01, until: 2026-01-01}]\n",
        "rota-dates-empty",
        "1:69",
    ),
    (ROTA, "shifts: [{members: [li], ics: ../a.ics}]\n", "rota-ics-outside", "1:31"),
    (ROTA, "shifts: [{members: [li], ics: a.ics}]\n", "rota-ics-missing", "1:31"),
    (ROTA, "shifts: [{members: [li, lu], calendar: office}]\n", "member-unknown", "1:25"),
    (ROTA, "shifts: [{members: [li], calendar: offce}]\n", "calendar-unknown", "1:36"),
    (ROTA, "shifts: [{members: [li], week: {mon: [['09:00', '18:00'], ['8', '9']]}}]\n", "calendar-time", "1:60"),
    (ROTA, "shifts: [{members: [li], dates: {2026-02-30: []}}]\n", "calendar-date", "1:34"),
    (
        ROTA,
        "shifts: [{members: [li], calendar: office}, {members: [li], calendar: office}]\n",
        "rota-shift-twice",
        "1:45",
    ),
    (SURVEY, "dimensions: []\nscale: [5, 1]\n", "survey-scale-empty", "2:8"),
    (SURVEY, "dimensions: []\nlow: 9\n", "survey-low-outside", "2:6"),
    (SURVEY, "dimensions: [{code: a}]\noverall: b\n", "survey-overall-unknown", "2:10"),
    (SURVEY, "dimensions: []\nsend: {on: created}\n", "survey-send-on", "2:12"),
    (SURVEY, "dimensions: []\nsend: {after: -5m}\n", "config-expected-duration", "2:15"),
    (SURVEY, "dimensions: []\nsend: {after: 1bd}\n", "survey-send-span", "2:15"),
    (SURVEY, "dimensions: []\nsend: {after: 2h, within: 1h}\n", "survey-send-after", "2:27"),
];
