use super::*;
use crate::fault::Problem;
use crate::near;
use crate::time::clocks::Per;
use crate::time::clocks::policy::{Action, Rung, Threshold};
use crate::time::testing::{at, office};

fn compile(yaml: &str) -> Result<Policies> {
    let file = serde_saphyr::from_str(yaml).unwrap();
    let zone = Zone::find("Asia/Shanghai")?;
    Policies::compile(&file, &zone, |name| match name {
        "office" => Ok(office("Asia/Shanghai")),
        _ => Err(ClockFault::Act { clock: name.into(), act: "".into(), near: near::list(name, ["office"]) }.into()),
    })
}

/// The code and the sentence's values of the fault in a desk with this one clock.
fn fault(clock: &str) -> String {
    let problem: Problem = compile(&format!("calendar: office\nclocks:\n  c: {{{clock}}}\n")).unwrap_err();
    let values = problem
        .args()
        .into_iter()
        .filter(|(name, _)| *name != "clock")
        .map(|(_, value)| value.replace(near::SEPARATOR, " "));
    std::iter::once(problem.code().to_owned()).chain(values).collect::<Vec<_>>().join(" ")
}

#[test]
fn faults_name_what_is_wrong() {
    let whole = |rest: &str| fault(&format!("starts: created, stops: resolved, {rest}"));
    assert_eq!(fault("starts: create, stops: resolved, target: 1h"), "clock-act-unknown create created …");
    assert_eq!(fault("starts: created, stops: [resolvd], target: 1h"), "clock-act-unknown resolvd resolved …");
    assert_eq!(fault("starts: , stops: resolved, target: 1h"), "clock-key-missing starts");
    assert_eq!(fault("starts: created, target: 1h"), "clock-key-missing stops");
    assert_eq!(fault("starts: created, stops: resolved"), "clock-key-missing target");
    assert_eq!(whole("target: {}"), "clock-key-missing target");
    assert_eq!(whole("target: []"), "clock-key-missing target");
    assert_eq!(whole("target: soon"), "clock-duration-malformed target soon");
    assert_eq!(whole("target: 15"), "clock-duration-malformed target 15");
    assert_eq!(whole("target: {urgent: 1x}"), "clock-duration-malformed target 1x");
    assert_eq!(whole("target: [{target: 1x}]"), "clock-duration-malformed target 1x");
    assert_eq!(whole("target: 1h, warn: 0%"), "clock-share-malformed warn 0%");
    assert_eq!(whole("target: 1h, warn: 0 %"), "clock-share-malformed warn 0 %");
    assert_eq!(whole("target: 1h, warn: +1h"), "clock-share-malformed warn +1h");
    assert_eq!(whole("target: 1h, levels: [{at: 1001%, notify: a}]"), "clock-share-malformed levels.at 1001%");
    let twice = "target: 1h, on_breach: [{escalate: a}, {escalate: b}]";
    assert_eq!(whole(twice), "clock-rung-twice breach escalate");
    assert_eq!(whole("target: 1h, warn: late"), "clock-duration-malformed warn late");
    assert_eq!(whole("target: 1h, on_breach: [{}]"), "clock-action-malformed on_breach");
    assert_eq!(whole("target: 1h, on_breach: [{notify: a, escalate: b}]"), "clock-action-malformed on_breach");
    assert_eq!(whole("target: 1h, on_breach: [{at: 1h, notify: a}]"), "clock-breach-at 1h");
    assert_eq!(whole("target: 1h, levels: [{notify: a}]"), "clock-key-missing levels.at");
}

#[test]
fn faults_of_the_file() {
    let code = |yaml: &str| compile(yaml).unwrap_err().code();
    let clock = "{starts: created, stops: resolved, target: 1h}";
    assert_eq!(code(&format!("clocks: {{c: {clock}}}")), "clock-calendar-missing");
    assert_eq!(code("clocks: {c: {starts: created}}\npolicies: [{since: 2026-01-01}]"), "policies-mixed");
    assert_eq!(code("policies: [{since: 2026-01-01}, {since: 2026-01-01}]"), "policies-same-date");
    let elsewhere = format!("calendar: offic\nclocks: {{c: {clock}}}");
    assert_eq!(compile(&elsewhere).unwrap_err().args()[2].1, "office");
}

#[test]
fn an_empty_file_promises_nothing() {
    for yaml in ["{}", "clocks:", "policies:", "calendar: office\nclocks:\n"] {
        assert!(compile(yaml).unwrap().clocks().is_empty(), "{yaml}");
    }
}

#[test]
fn what_is_written_is_resolved() {
    let policies = compile(
        "calendar: office\n\
         clocks:\n  \
           a: {starts: low-score, stops: followed-up, target: 2bd, warn: 80%, on_breach: [{escalate: head}],\n      \
               levels: [{at: 80%, notify: lead}, {at: +2h, notify: [wang, lead]}]}\n  \
           b: {starts: [created, transferred], stops: closed, target: 1h, warn: 30m, calendar: always,\n      \
               levels: [{at: 150 %, reassign: lead}, {at: 10m, priority: urgent}]}\n",
    )
    .unwrap();
    let rule = |name| policies.clocks()[policies.find(name).unwrap()].rule_at(Instant::MIN).unwrap();
    let (a, b) = (rule("a"), rule("b"));
    assert_eq!((a.warn, b.warn), (Some(Threshold::Percent(80)), Some(Threshold::Before(1800))));
    assert_eq!(a.target, crate::time::clocks::target::Target::Flat(2 * 8 * 3600)); // two days of 3 + 5 hours
    assert_eq!((a.per, b.per), (Per::Ticket, Per::Handler));
    let rung = |name: &str, at, action| Rung { name: name.into(), at, action };
    let told = |whom: &[&str]| Action::Notify(whom.iter().map(|word| (*word).into()).collect());
    let ladder = [
        rung("80%", Some(Threshold::Percent(80)), told(&["handler", "lead"])),
        rung("+2h", Some(Threshold::After(7200)), told(&["wang", "lead"])),
        rung("breach", None, Action::Escalate("head".into())),
    ];
    assert_eq!(a.rungs(), ladder);
    let ladder = [
        rung("30m", Some(Threshold::Before(1800)), told(&["handler"])),
        rung("150%", Some(Threshold::Percent(150)), Action::Reassign("lead".into())),
        rung("10m", Some(Threshold::Before(600)), Action::Priority("urgent".into())),
    ];
    assert_eq!(b.rungs(), ladder);
    assert_eq!(b.calendar().open_seconds(at("2026-10-31T00:00:00Z"), at("2026-10-31T00:00:10Z")), 10); // a Saturday
    assert!(policies.find("c").is_none());
}

#[test]
fn versions_begin_with_the_desks_dates() {
    let policies = compile(
        "calendar: office\n\
         policies:\n\
         - {since: 2026-07-01, clocks: {new: {starts: created, stops: closed, target: 2h}}}\n\
         - {since: 2026-01-01, clocks: {old: {starts: created, stops: closed, target: 1h}}}\n",
    )
    .unwrap();
    let names: Vec<_> = policies.clocks().iter().map(|clock| clock.name().as_str()).collect();
    assert_eq!(names, ["new", "old"]);
    let rules = |text| [0, 1].map(|place: usize| policies.clocks()[place].rule_at(at(text)).is_some());
    assert_eq!(rules("2025-12-31T23:59:59+08:00"), [false, false]);
    assert_eq!(rules("2026-01-01T00:00:00+08:00"), [false, true]);
    assert_eq!(rules("2026-06-30T23:59:59+08:00"), [false, true]);
    assert_eq!(rules("2026-07-01T00:00:00+08:00"), [true, false]);
}

/// The phone rings at any hour; the desk works in the office all the same.
#[test]
fn working_time_goes_by_the_calendar_of_the_policies_else_of_their_first_clock() {
    let clock = "{starts: created, stops: closed, target: 1h, calendar: always}";
    let compiled = |yaml: &str| compile(&yaml.replace("CLOCK", clock)).unwrap();
    // From Friday 18:00 to Monday 10:00 are 64 hours, one of them in the office.
    let worked = |policies: &Policies, text| {
        let calendar = policies.calendar_at(at(text)).unwrap();
        calendar.open_seconds(at("2026-10-30T18:00:00+08:00"), at("2026-11-02T10:00:00+08:00")) / 3600
    };
    assert_eq!(worked(&compiled("calendar: office\nclocks: {phone: CLOCK}"), "2026-01-01T00:00:00+08:00"), 1);
    assert_eq!(worked(&compiled("clocks: {phone: CLOCK}"), "2026-01-01T00:00:00+08:00"), 64);
    let versions = compiled(
        "policies:\n- {since: 2026-01-01, clocks: {phone: CLOCK}}\n\
         - {since: 2026-07-01, calendar: office, clocks: {phone: CLOCK}}\n",
    );
    assert_eq!(worked(&versions, "2026-06-30T00:00:00+08:00"), 64);
    assert_eq!(worked(&versions, "2026-07-01T00:00:00+08:00"), 1);
    assert!(versions.calendar_at(at("2025-12-31T00:00:00+08:00")).is_none(), "before the first version");
}
