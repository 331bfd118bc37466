//! Clocks that are for some tickets only, and clocks of a team.
use super::*;

const CREATED: &str = "10-28T09:00 wang created";
const EMERGENCY: &str = "starts: created, stops: analysed, when: {priority: urgent}, target: 5m";
const RAISED: &str = "10-28T10:00 wang edited field=priority from=high to=urgent";

/// Five minutes from the moment at which the ticket became urgent.
#[test]
fn a_clock_starts_when_the_ticket_becomes_one_that_it_is_for() {
    assert!(shows(EMERGENCY, &[CREATED], "10-28T10:00").is_empty());
    let lines = [CREATED, RAISED, "10-28T10:04 li analysed"];
    assert_eq!(shows(EMERGENCY, &lines, "10-28T18:00"), ["met 4m of 5m, 10-28T10:00 to 10-28T10:04, due 10-28T10:05"]);
    assert_eq!(states(EMERGENCY, &lines[..2], "10-28T10:05:01"), ["missed"]);
    let opened = [CREATED, "10-28T09:00 rules classified field=priority from=high to=urgent"];
    assert_eq!(shows(EMERGENCY, &opened, "10-28T09:03"), ["running 3m of 5m, 10-28T09:00 to -, due 10-28T09:05"]);
}

#[test]
fn it_comes_to_nothing_when_the_ticket_is_none_any_more_and_starts_anew() {
    let lowered = "10-28T10:02 wang edited field=priority from=urgent to=high";
    let again = "10-28T11:00 wang edited field=priority from=high to=urgent";
    let shown = [
        "not_applicable 2m of 5m, 10-28T10:00 to 10-28T10:02, due 10-28T10:05",
        "running 1m of 5m, 10-28T11:00 to -, due 10-28T11:05",
    ];
    assert_eq!(shows(EMERGENCY, &[CREATED, RAISED, lowered, again], "10-28T11:01"), shown);
    assert_eq!(shows(EMERGENCY, &[CREATED, RAISED, lowered], "10-28T11:01"), shown[..1]);
}

#[test]
fn what_was_done_before_is_not_owed_again() {
    assert!(shows(EMERGENCY, &[CREATED, "10-28T09:30 li analysed", RAISED], "10-28T18:00").is_empty());
    let over = [CREATED, "10-28T09:30 li closed reason=solved", RAISED];
    assert!(shows(EMERGENCY, &over, "10-28T18:00").is_empty());
}

#[test]
fn tags_tell_tickets_apart() {
    let clarified = "starts: created, stops: [replied, received], when: {tags: unclear}, target: 10m";
    let tagged = "10-28T09:10 wang edited field=tags to=vip,unclear";
    let lines = [CREATED, tagged, "10-28T09:18 wang replied"];
    assert_eq!(shows(clarified, &lines, "10-28T18:00"), ["met 8m of 10m, 10-28T09:10 to 10-28T09:18, due 10-28T09:20"]);
    assert!(shows(clarified, &[CREATED, "10-28T09:10 wang edited field=tags to=vip"], "10-28T18:00").is_empty());
}

/// tech had it from 09:00, ops from 10:00; li of ops took it at 11:30.
#[test]
fn a_team_has_its_own_time_whoever_in_it_is_named() {
    let taken = "starts: [assigned, transferred], stops: accepted, per: team, target: 2h";
    let lines = [
        CREATED,
        "10-28T09:00 rules assigned team=tech",
        "10-28T09:30 wang assigned team=tech to=zhao",
        "10-28T09:40 zhao declined",
        "10-28T10:00 wang transferred team=ops",
        "10-28T10:10 wang assigned to=li",
        "10-28T11:30 li accepted",
    ];
    let shown = [
        "not_applicable 1h of 2h, 10-28T09:00 to 10-28T10:00, due 10-28T11:00",
        "met 1h30m of 2h, 10-28T10:00 to 10-28T11:30, due 10-28T12:00",
    ];
    assert_eq!(shows(taken, &lines, "10-28T18:00"), shown);
    assert_eq!(states(taken, &lines[..4], "10-28T11:00:01"), ["missed"]);
}

const CLARIFICATION: &str =
    "starts: matched, stops: [received, described, unmatched], repeats: true, when: {tags: unclear}, target: 10m";
const UNCLEAR: &str = "10-28T09:05 wang edited field=tags to=unclear";

/// What marks it does not end it, nor does another edit; ten minutes from the mark.
#[test]
fn a_report_is_clarified_from_when_it_was_marked() {
    let before = "10-28T09:02 wang received";
    let other = "10-28T09:06 wang edited field=priority from=high to=urgent";
    let lines = [CREATED, before, UNCLEAR, other];
    let running = ["running 4m of 10m, 10-28T09:05 to -, due 10-28T09:15"];
    assert_eq!(shows(CLARIFICATION, &lines, "10-28T09:09"), running);
    assert_eq!(states(CLARIFICATION, &lines, "10-28T09:15:01"), ["missed"]);
    let met = ["met 8m of 10m, 10-28T09:05 to 10-28T09:13, due 10-28T09:15"];
    for end in ["received", "edited field=description", "edited field=tags from=unclear"] {
        let end = format!("10-28T09:13 wang {end}");
        assert_eq!(shows(CLARIFICATION, &[CREATED, UNCLEAR, &end], "10-28T18:00"), met, "{end}");
    }
    let again = ["10-28T09:13 wang edited field=tags from=unclear", "10-28T10:00 wang edited field=tags to=unclear"];
    assert_eq!(states(CLARIFICATION, &[CREATED, UNCLEAR, again[0], again[1]], "10-28T10:01"), ["met", "running"]);
}

/// Opened with the mark, and never marked.
#[test]
fn a_ticket_matches_from_the_beginning_or_never() {
    let mut opened = ticket(&[CREATED]);
    opened.head.tags = vec!["unclear".into()];
    let shown: Vec<_> = read(&clock(CLARIFICATION), &opened, instant("10-28T09:01")).iter().map(show).collect();
    assert_eq!(shown, ["running 1m of 10m, 10-28T09:00 to -, due 10-28T09:10"]);
    assert!(shows(CLARIFICATION, &[CREATED, "10-28T09:05 wang edited field=tags to=vip"], "10-28T18:00").is_empty());
}

/// A stage that is said to be over starts it as the act does, once.
#[test]
fn the_result_of_a_stage_is_an_event() {
    let follow_up = "starts: [confirmed, stage/confirm/full], stops: followed-up, target: 3bd";
    let full = "10-28T11:00 wang stage stage=confirm result=full";
    let lines =
        [CREATED, "10-28T10:00 li resolved", full, "10-28T11:30 wang confirmed", "10-28T16:00 wang followed-up"];
    let met = ["met 4h of 1d, 10-28T11:00 to 10-28T16:00, due 11-02T11:00"];
    assert_eq!(shows(follow_up, &lines, "10-28T18:00"), met);
    let partly = [CREATED, "10-28T10:00 li resolved", "10-28T11:00 wang stage stage=confirm result=partly"];
    assert!(shows(follow_up, &partly, "10-28T18:00").is_empty());
    let back = [CREATED, "10-28T10:00 li resolved", full, "10-28T12:00 wang reopened"];
    assert_eq!(states(follow_up, &back, "10-28T18:00"), ["not_applicable"]);
}
