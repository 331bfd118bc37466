//! Calendars, clocks and waits.
use super::Wrong;

const OFFICE: &str = "calendars/office.yaml";
const SLA: &str = "config/sla.yaml";

pub const WRONG: &[Wrong] = &[
    (OFFICE, "tz: Asia/Shangai\n", "zone-unknown", "1:5"),
    (OFFICE, "tz: UTC\nweek: {mon: [['9', '18:00']]}\n", "calendar-time", "2:15"),
    (OFFICE, "tz: UTC\nweek: {mon: [['09:00', '25:00']]}\n", "calendar-time", "2:24"),
    (OFFICE, "tz: UTC\nweek: {mon: [['09:00']]}\n", "calendar-interval", "2:14"),
    (OFFICE, "tz: UTC\nweek: {mon: [['09:00', '12:00'], ['11:00', '18:00']]}\n", "calendar-overlap", "2:13"),
    (OFFICE, "tz: UTC\nweek: {mon: [['22:00', '06:00']], tue: [['05:00', '09:00']]}\n", "calendar-overlap", "2:13"),
    (
        OFFICE,
        "tz: UTC\nweek: {mon: [['9:00', '18:00']]}\nholidays: [2026-10-01, 2026-02-30]\n",
        "calendar-date",
        "3:24",
    ),
    (OFFICE, "tz: UTC\nweek: {mon: [['9:00', '18:00']]}\nbreaks: {2026-02-30: []}\n", "calendar-date", "3:10"),
    (OFFICE, "tz: UTC\nworkdays_extra: {2026-02-03: [['9', '10:00']]}\n", "calendar-time", "2:32"),
    (OFFICE, "tz: UTC\nweek: {mon: []}\n", "calendar-hourless", "2:7"),
    (SLA, "calendar: offce\nclocks: {a: {starts: created, stops: closed, target: 1h}}\n", "calendar-unknown", "1:11"),
    (SLA, "clocks: {a: {starts: created, stops: closed, target: 1h, calendar: x}}\n", "calendar-unknown", "1:68"),
    (SLA, "clocks: {a: {starts: created, stops: closed, target: 1h}}\n", "clock-calendar-missing", "1:13"),
    (
        SLA,
        "policies: [{since: 2026-01-01, calendar: x, clocks: {a: {starts: created, stops: closed, target: 1h}}}]\n",
        "calendar-unknown",
        "1:42",
    ),
    (SLA, "calendar: office\nclocks: {a: {starts: create, stops: closed, target: 1h}}\n", "clock-act-unknown", "2:22"),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: [closed, shut], target: 1h}}\n",
        "clock-act-unknown",
        "2:47",
    ),
    (SLA, "calendar: office\nclocks: {a: {starts: created, target: 1h}}\n", "clock-key-missing", "2:13"),
    (SLA, "calendar: office\nclocks: {a: {starts: created, stops: closed}}\n", "clock-key-missing", "2:13"),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: -10m}}\n",
        "clock-duration-malformed",
        "2:54",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: 99999999999999999999h}}\n",
        "clock-duration-malformed",
        "2:54",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: {urgent: 1x, default: 1h}}}\n",
        "clock-duration-malformed",
        "2:63",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: [{target: 1h}, {target: 1x}]}}\n",
        "clock-duration-malformed",
        "2:78",
    ),
    (
        SLA,
        "policies:\n- since: 2026-01-01\n  calendar: office\n  clocks:\n    a:\n      starts: created\n      \
            stops: closed\n      target: 1x\n",
        "clock-duration-malformed",
        "8:15",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: 1h, warn: 0%}}\n",
        "clock-share-malformed",
        "2:64",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: 1h, levels: [{at: 99999999999999%, \
            notify: tech}]}}\n",
        "clock-share-malformed",
        "2:72",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: 1h, on_breach: [{notify: []}]}}\n",
        "clock-action-malformed",
        "2:70",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: 1h, on_breach: [{notify: tech, \
            escalate: tech}]}}\n",
        "clock-action-malformed",
        "2:70",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: 1h, on_breach: [{at: 5m, \
            notify: tech}]}}\n",
        "clock-breach-at",
        "2:75",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: 1h, on_breach: [{escalate: tech}, \
            {escalate: wu}]}}\n",
        "clock-rung-twice",
        "2:88",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created}}\npolicies: [{since: 2026-01-01}]\n",
        "policies-mixed",
        "2:9",
    ),
    (SLA, "policies: [{since: 2026-01-01}, {since: 2026-01-01}]\n", "policies-same-date", "1:41"),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: until}}\n",
        "clock-until-unnamed",
        "2:54",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: 1h, on_breach: [{notify: lead}]}}\n",
        "promise-nobody",
        "2:70",
    ),
    (SLA, "waits: [{after: 1h, then: close}]\n", "wait-reason-missing", "1:9"),
    (SLA, "waits: [{after: 1h, then: resume, reason: solved}]\n", "wait-reason-idle", "1:43"),
    (SLA, "waits: [{on: resolved, after: 1h, then: resume}]\n", "wait-unfit", "1:14"),
    (SLA, "waits: [{on: resolved, party: customer, after: 1h, notify: li}]\n", "wait-unfit", "1:14"),
    (
        SLA,
        "waits: [{after: 1h, notify: li}, {on: resolved, after: 1h, notify: li}, {on: resolved, after: 2h, notify: wu}]\n",
        "wait-unreachable",
        "1:73",
    ),
    (SLA, "waits: [{after: 1h}]\n", "wait-idle", "1:9"),
    (SLA, "waits: [{after: 1h, then: resume, calendar: x}]\n", "calendar-unknown", "1:45"),
    (SLA, "waits: [{after: 1h, then: resume}, {after: 2h, then: resume}]\n", "wait-unreachable", "1:36"),
    (SLA, "waits: [{after: 0h, then: resume}]\n", "promise-no-time", "1:17"),
    (SLA, "waits: [{after: 1h, then: resume, party: [customer, x]}]\n", "promise-code", "1:53"),
    (SLA, "calendar: office\nclocks: {a: {starts: closed, stops: created, target: 1h}}\n", "promise-endless", "2:37"),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: assigned, stops: accepted, target: 1h, on_breach: [{escalate: li}], \
            levels: [{at: 50%, escalate: wu}]}}\n",
        "promise-cycle",
        "2:72",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: 1h, on_breach: [{notify: boss}]}}\n",
        "promise-whom",
        "2:79",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: {urgent: 1h}}}\n",
        "promise-untargeted",
        "2:54",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: 1h, when: {type: []}}}\n",
        "promise-when-empty",
        "2:71",
    ),
    (SLA, "calendar: office\nclocks: {a: {starts: created, stops: closed, target: 0m}}\n", "promise-no-time", "2:54"),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: 1h, warn: 2h}}\n",
        "promise-rung-early",
        "2:64",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: 1h, levels: [{at: 2h, notify: li}]}}\n",
        "promise-rung-early",
        "2:72",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: 1h, on_breach: [{notify: li}, \
            {notify: li}]}}\n",
        "promise-rung-twice",
        "2:84",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: 1h, on_breach: [{priority: low}]}}\n",
        "promise-raises-nothing",
        "2:81",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: 1h, on_breach: [{escalate: desk}]}}\n",
        "promise-leadless",
        "2:81",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: stage/foo/done, target: 1h}}\n",
        "promise-stageless",
        "2:38",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: 1h, pauses: [waitin]}}\n",
        "promise-pauses",
        "2:67",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: 1h, pauses: [customer, none]}}\n",
        "promise-pauses-beside",
        "2:77",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {starts: created, stops: closed, target: {urgent: 10m, default: 9h}, warn: 2h}}\n",
        "promise-rung-early",
        "2:88",
    ),
    (
        SLA,
        "calendar: office\nclocks: {a: {label: x, starts: created, stops: closed, target: 1h}, b: {label: x, starts: \
            created, stops: closed, target: 1h}}\n",
        "label-twice",
        "2:80",
    ),
    (SLA, "policies: [{since: 2999-01-01, calendar: office}]\n", "policies-ahead", "1:20"),
    (
        OFFICE,
        "tz: UTC\nholidays: [2026-10-01, 2026-10-10]\nworkdays_extra: {2026-10-10: [['9:00', '10:00']]}\n",
        "calendar-day-both",
        "2:24",
    ),
];
