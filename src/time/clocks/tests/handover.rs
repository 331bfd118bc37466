//! Clocks of the handler's time start anew with each handover; those of the customer's wait do not.
use super::*;

const ACCEPTANCE: &str = "starts: assigned, stops: [accepted, declined], target: 15m";
const CREATED: &str = "10-28T08:00 wang created";

#[test]
fn a_handover_in_time_comes_to_nothing_and_the_next_handler_has_the_whole_target() {
    let lines =
        [CREATED, "10-28T09:00 rules assigned to=li", "10-28T09:10 wang assigned to=zhao", "10-28T09:20 zhao accepted"];
    assert_eq!(
        shows(ACCEPTANCE, &lines, "10-30T09:00"),
        [
            "not_applicable 10m of 15m, 10-28T09:00 to 10-28T09:10, due 10-28T09:15",
            "met 10m of 15m, 10-28T09:10 to 10-28T09:20, due 10-28T09:25",
        ]
    );
}

#[test]
fn a_handover_past_the_target_is_missed() {
    for act in ["assigned", "transferred", "escalated"] {
        let handed_over = format!("10-28T09:20 wang {act} to=zhao");
        let lines = [CREATED, "10-28T09:00 rules assigned to=li", &handed_over];
        assert_eq!(
            shows(ACCEPTANCE, &lines, "10-28T09:25"),
            [
                "missed 20m of 15m, 10-28T09:00 to 10-28T09:20, due 10-28T09:15",
                "running 5m of 15m, 10-28T09:20 to -, due 10-28T09:35",
            ]
        );
    }
}

#[test]
fn a_handover_to_a_team_ends_without_starting() {
    for act in ["assigned team=ops", "transferred team=ops"] {
        let to_team = format!("10-28T09:10 li {act}");
        let lines = [CREATED, "10-28T09:00 rules assigned to=li", &to_team];
        assert_eq!(states(ACCEPTANCE, &lines, "10-28T09:30"), ["not_applicable"], "{act}");
    }
    assert!(states(ACCEPTANCE, &[CREATED, "10-28T09:00 rules assigned team=ops"], "10-28T09:30").is_empty());
}

/// As in the fold of the history, where the handler stays.
#[test]
fn to_escalate_without_naming_a_member_is_no_handover() {
    let lines = [CREATED, "10-28T09:00 rules assigned to=li", "10-28T09:10 li escalated team=ops"];
    assert_eq!(states(ACCEPTANCE, &lines, "10-28T09:12"), ["running"]);
}

/// Two clones acted at once: the head says that it stays resolved, and so do the clocks.
#[test]
fn what_the_desk_does_to_a_ticket_whose_work_is_over_is_no_handover() {
    let lines = |by: &str| {
        let late = format!("10-28T09:30 {by} escalated to=zhao");
        [CREATED, "10-28T09:00 rules assigned to=li", "10-28T09:10 li accepted", "10-28T09:20 li resolved", &late]
            .map(str::to_owned)
    };
    for (by, acceptance, contact) in [("clock", vec!["met"], vec![]), ("wang", vec!["met", "running"], vec!["running"])]
    {
        let lines = lines(by);
        let lines: Vec<_> = lines.iter().map(String::as_str).collect();
        assert_eq!(states(ACCEPTANCE, &lines, "10-28T09:31"), acceptance, "{by}");
        assert_eq!(
            states("starts: escalated, stops: replied, target: 2h, per: ticket", &lines, "10-28T09:31"),
            contact,
            "{by}"
        );
    }
}

#[test]
fn to_decline_stops_where_the_policy_says_so_and_else_gives_back() {
    let lines = [
        CREATED,
        "10-28T09:00 rules assigned to=li",
        "10-28T09:05 li declined",
        "10-28T09:30 wang assigned to=zhao",
        "10-28T09:40 zhao accepted",
    ];
    assert_eq!(states(ACCEPTANCE, &lines, "10-30T09:00"), ["met", "met"]);
    let handling = "starts: assigned, stops: progressed, target: 15m";
    assert_eq!(states(handling, &lines, "10-30T09:00"), ["not_applicable", "missed"]);
}

#[test]
fn without_a_handover_it_runs_once() {
    let lines = [
        CREATED,
        "10-28T09:00 rules assigned to=li",
        "10-28T09:05 li accepted",
        "10-28T09:10 li accepted",
        "10-28T10:00 li transferred to=zhao",
        "10-28T10:10 zhao accepted",
    ];
    assert_eq!(
        shows(ACCEPTANCE, &lines, "10-30T09:00"),
        [
            "met 5m of 15m, 10-28T09:00 to 10-28T09:05, due 10-28T09:15",
            "met 10m of 15m, 10-28T10:00 to 10-28T10:10, due 10-28T10:15",
        ]
    );
}

#[test]
fn a_handover_may_itself_be_the_stop() {
    let rule = "starts: assigned, stops: [accepted, transferred], target: 15m";
    let lines = [CREATED, "10-28T09:00 rules assigned to=li", "10-28T09:10 li transferred to=zhao"];
    assert_eq!(states(rule, &lines, "10-28T09:12"), ["met", "running"]);
}

/// 09–10 is one hour, whoever has it.
#[test]
fn a_transfer_does_not_reset_the_customers_wait() {
    let rule = "starts: created, stops: replied, target: 2h";
    let lines = [
        "10-28T09:00 wang created",
        "10-28T09:00 rules assigned to=li",
        "10-28T09:30 li transferred team=ops",
        "10-28T10:00 zhao replied",
    ];
    assert_eq!(shows(rule, &lines, "10-30T09:00"), ["met 1h of 2h, 10-28T09:00 to 10-28T10:00, due 10-28T11:00"]);
}

#[test]
fn per_ticket_it_runs_from_the_first_assignment_also_to_a_team() {
    let rule = format!("{ACCEPTANCE}, per: ticket");
    let lines = [CREATED, "10-28T09:00 rules assigned team=ops", "10-28T09:10 wang transferred to=li"];
    assert_eq!(shows(&rule, &lines, "10-28T09:12"), ["running 12m of 15m, 10-28T09:00 to -, due 10-28T09:15"]);
}

#[test]
fn per_handler_a_clock_may_start_with_any_act() {
    let rule = "starts: accepted, stops: progressed, target: 1h, per: handler";
    let lines = [
        CREATED,
        "10-28T09:00 li accepted",
        "10-28T09:30 li transferred to=zhao",
        "10-28T09:40 zhao accepted",
        "10-28T10:00 zhao progressed",
    ];
    assert_eq!(
        shows(rule, &lines, "10-30T09:00"),
        [
            "not_applicable 30m of 1h, 10-28T09:00 to 10-28T09:30, due 10-28T10:00",
            "met 20m of 1h, 10-28T09:40 to 10-28T10:00, due 10-28T10:40",
        ]
    );
}
