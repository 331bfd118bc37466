//! Changes of what the target looks at, and extensions.
use super::*;

const RESOLUTION: &str = "starts: created, stops: resolved, target: {urgent: 2h, high: 4h}";
const CREATED: &str = "10-28T09:00 wang created";
const RAISED: &str = "10-28T10:00 li edited field=priority from=high to=urgent";

/// 2 h from 09:00, not from the change.
#[test]
fn a_change_of_priority_retargets_from_the_clocks_own_start() {
    assert_eq!(
        shows(RESOLUTION, &[CREATED, RAISED], "10-28T10:30"),
        ["running 1h30m of 2h, 10-28T09:00 to -, due 10-28T11:00"]
    );
    assert_eq!(
        shows(RESOLUTION, &[CREATED, RAISED], "10-28T09:30"),
        ["running 30m of 4h, 10-28T09:00 to -, due 10-28T14:00"]
    );
    let lowered = "10-28T12:00 li classified field=priority from=urgent to=high";
    assert_eq!(states(RESOLUTION, &[CREATED, RAISED, lowered], "10-28T11:30"), ["missed"]);
    assert_eq!(states(RESOLUTION, &[CREATED, RAISED, lowered], "10-28T13:30"), ["running"]);
}

/// Resolved after 3 h as `high`; made `urgent` an hour later.
#[test]
fn a_finished_clock_never_changes() {
    let lines = [CREATED, "10-28T12:00 li resolved", "10-28T13:00 li edited field=priority from=high to=urgent"];
    assert_eq!(shows(RESOLUTION, &lines, "10-30T09:00"), ["met 3h of 4h, 10-28T09:00 to 10-28T12:00, due 10-28T14:00"]);
    let closed = [CREATED, "10-28T12:00 li closed", lines[2]];
    assert_eq!(states(RESOLUTION, &closed, "10-30T09:00"), ["not_applicable"]);
}

const RULES: &str = "starts: created, stops: resolved, target: [\
    {when: {type: complaint, priority: [urgent, high]}, target: 1h}, \
    {when: {category: technical}, target: {high: 2h}}, \
    {when: {team: ops}, target: 3h}, \
    {when: {channel: phone, product: [shop, app]}, target: 5h}, \
    {when: {tier: gold, type: order}, target: 6h}, \
    {target: 7h}]";

#[test]
fn the_first_rule_that_matches_wins() {
    let target = |changes: &[&str]| {
        let lines: Vec<_> = std::iter::once(CREATED).chain(changes.iter().copied()).collect();
        read(&clock(RULES), &ticket(&lines), instant("10-28T10:00"))[0].target.map(|seconds| seconds / 3600)
    };
    let (complaint, order) =
        ("10-28T09:00 li edited field=type to=complaint", "10-28T09:00 li edited field=type to=order");
    let (phone, app) = ("10-28T09:00 li edited field=channel to=phone", "10-28T09:00 li edited field=product to=app");
    let technical = "10-28T09:00 rules classified field=category to=technical/payment";
    let low = "10-28T09:00 li edited field=priority to=low";
    assert_eq!(target(&[]), Some(7));
    assert_eq!(target(&[complaint]), Some(1));
    assert_eq!(target(&[complaint, low]), Some(7));
    assert_eq!(target(&[technical]), Some(2));
    assert_eq!(target(&[technical, low]), None); // the rule matches, and promises nothing to `low`
    assert_eq!(target(&["10-28T09:00 li edited field=category to=technicality"]), Some(7));
    assert_eq!(target(&["10-28T09:00 li transferred team=ops"]), Some(3));
    assert_eq!(target(&[phone]), Some(7));
    assert_eq!(target(&[phone, app]), Some(5));
    assert_eq!(target(&[order]), Some(6));
    assert_eq!(target(&[order, "10-28T09:00 li edited field=customer from=C1"]), Some(7));
}

/// The tech team has 30 min, any other 10: li's time of 20 min was spent in tech.
#[test]
fn a_handed_over_instance_is_judged_by_the_team_that_had_it() {
    let rule = "starts: assigned, stops: accepted, target: [{when: {team: tech}, target: 30m}, {target: 10m}]";
    let lines = [
        CREATED,
        "10-28T09:00 rules assigned team=tech to=li",
        "10-28T09:20 li transferred team=ops to=zhao",
        "10-28T09:35 zhao accepted",
    ];
    assert_eq!(
        shows(rule, &lines, "10-30T09:00"),
        [
            "not_applicable 20m of 30m, 10-28T09:00 to 10-28T09:20, due 10-28T09:30",
            "missed 15m of 10m, 10-28T09:20 to 10-28T09:35, due 10-28T09:30",
        ]
    );
}

/// A clock stopped by an assignment is judged by the team that got it.
#[test]
fn a_stop_is_judged_by_what_it_made_of_the_ticket() {
    let rule = "starts: created, stops: assigned, target: [{when: {team: tech}, target: 1h}, {target: 10m}]";
    assert_eq!(states(rule, &[CREATED, "10-28T09:30 wang assigned team=tech to=li"], "10-30T09:00"), ["met"]);
}

const ASKED: &str = "10-28T11:00 li extension-requested clock=c until=10-29T10:00";
const GRANTED: &str = "10-28T12:00 wang approved what=extension clock=c until=10-29T10:00";

#[test]
fn a_request_alone_changes_nothing() {
    let shown = shows(RESOLUTION, &[CREATED, ASKED], "10-28T12:00");
    assert_eq!(shown, ["running 3h of 4h, 10-28T09:00 to -, due 10-28T14:00"]);
}

/// From 09:00 to 10:00 of the next day: 8 h + 1 h. Resolved at 09:30: 8.5 h.
#[test]
fn an_approved_extension_replaces_the_due_time() {
    let shown = |resolved: &str| shows(RESOLUTION, &[CREATED, ASKED, GRANTED, resolved], "10-30T09:00");
    let in_time = "met 8h30m of 9h, 10-28T09:00 to 10-29T09:30, due 10-29T10:00 extended";
    assert_eq!(shown("10-29T09:30 li resolved"), [in_time]);
    let late = "missed 9h1s of 9h, 10-28T09:00 to 10-29T10:00:01, due 10-29T10:00 extended";
    assert_eq!(shown("10-29T10:00:01 li resolved"), [late]);
    assert_eq!(states(RESOLUTION, &[CREATED, GRANTED], "10-29T10:00"), ["running"]);
    assert_eq!(states(RESOLUTION, &[CREATED, GRANTED], "10-29T10:00:01"), ["missed"]);
}

#[test]
fn the_last_extension_holds_also_when_it_is_shorter() {
    let other = "10-28T14:00 wang approved what=escalation";
    let again = "10-28T13:00 wang approved what=extension clock=c until=10-28T17:00";
    let shown = shows(RESOLUTION, &[CREATED, GRANTED, again, other, "10-28T14:30 li resolved"], "10-30T09:00");
    assert_eq!(shown, ["met 4h30m of 7h, 10-28T09:00 to 10-28T14:30, due 10-28T17:00 extended"]);
}

#[test]
fn other_approvals_change_nothing() {
    let unchanged = shows(RESOLUTION, &[CREATED, "10-28T14:30 li resolved"], "10-30T09:00");
    for approval in [
        "10-28T15:00 wang approved what=extension clock=c until=10-29T10:00", // after the stop
        "10-28T12:00 wang approved what=extension clock=d until=10-29T10:00",
        "10-28T12:00 wang approved what=escalation clock=c until=10-29T10:00",
        "10-28T12:00 wang approved what=extension clock=c",
        "10-28T12:00 wang approved what=extension until=10-29T10:00",
    ] {
        let mut lines = vec![CREATED, approval, "10-28T14:30 li resolved"];
        lines.sort_unstable();
        assert_eq!(shows(RESOLUTION, &lines, "10-30T09:00"), unchanged, "{approval}");
    }
}

/// The wait 14–16 lies before both the stop and the new due time: 09:00 to 17:00 is 7 h less 2 h,
/// and to 16:30 it is 6.5 h less 2 h.
#[test]
fn an_extension_counts_the_same_pauses() {
    let rule = format!("{RESOLUTION}, pauses: waiting");
    let granted = "10-28T12:00 wang approved what=extension clock=c until=10-28T17:00";
    let lines = [CREATED, granted, "10-28T14:00 li waiting", "10-28T16:00 li resumed", "10-28T16:30 li resolved"];
    assert_eq!(
        shows(&rule, &lines, "10-30T09:00"),
        ["met 4h30m of 5h, 10-28T09:00 to 10-28T16:30, due 10-28T17:00 extended"]
    );
}
