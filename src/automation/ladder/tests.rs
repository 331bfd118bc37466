use super::super::audience::People;
use super::super::deeds::{self, Words};
use super::testing::{head, moment, roster};
use super::*;
use crate::domain::act::Entry;
use crate::domain::fold;
use crate::domain::ids::Code;
use crate::time::Zone;
use crate::time::clocks::Evaluator;
use crate::time::testing::office;

const ZONE: &str = "Asia/Shanghai";

/// A desk whose only clock is `c`, written as a flow map without its braces.
fn policies(clock: &str) -> Policies {
    let file = serde_saphyr::from_str(&format!("calendar: office\nclocks:\n  c: {{{clock}}}\n")).unwrap();
    Policies::compile(&file, &Zone::find(ZONE).unwrap(), |_| Ok(office(ZONE))).unwrap()
}

fn assigned(to: &str) -> Act {
    Act::Assigned { team: Some("tech".into()), to: Some(to.into()), reason: None, note: None }
}

/// A ticket with these acts by wang.
fn ticket(acts: &[(&str, Act)]) -> Ticket {
    let mut ticket = Ticket { head: head(), history: Vec::new() };
    let opened = ("10-28T09:00", Act::Created { channel: None, text: None });
    for (at, act) in std::iter::once(&opened).chain(acts) {
        let entry = Entry::new(moment(at), "wang".into(), act.clone());
        fold::apply(&mut ticket.head, &entry);
        ticket.history.push(entry);
    }
    ticket
}

struct Plain;

impl Words for Plain {
    fn late(&self, clock: &ClockName, due: Moment) -> Text {
        format!("{clock} {}", due.format("%H:%M")).into()
    }

    fn unanswered(&self, _: Option<&Code>, _: Moment) -> Text {
        "x".into()
    }
}

/// What is set off, one line a deed: the rung and the act with its keys; it is done to the ticket.
fn tick(clock: &str, ticket: &mut Ticket, at: &str) -> Vec<String> {
    let (policies, roster, zone) = (policies(clock), roster(), Zone::find(ZONE).unwrap());
    let world = World {
        policies: &policies,
        people: People { roster: &roster, on_duty: &|_| false, is_rota_known: true },
        rank: &|code| {
            [("low", 0), ("high", 1), ("urgent", 2)].into_iter().find(|known| known.0 == code).map(|known| known.1)
        },
        zone: &zone,
        words: &Plain,
    };
    let at = moment(at);
    let read = |ticket: &Ticket| Evaluator::new(&policies, at.into(), &|_| None).read(ticket).to_vec();
    let deeds = deeds::all(ticket, |ticket| next(ticket, at, world, &read(ticket)));
    for deed in &deeds {
        fold::apply(&mut ticket.head, &deed.entry);
        ticket.history.push(deed.entry.clone());
    }
    deeds.iter().map(show).collect()
}

fn show(deed: &Deed) -> String {
    let keys = deed.entry.act.keys();
    let keys: Vec<_> = keys.iter().map(|(key, text)| format!("{key}={text}")).collect();
    format!("{} {} {}", deed.rung.as_deref().unwrap_or("-"), deed.entry.act.did(), keys.join(" "))
}

const LADDER: &str = "starts: created, stops: resolved, pauses: waiting, target: {high: 2h, urgent: 1h}, warn: 75%, \
    levels: [{at: 150%, escalate: supervisor}, {at: 30m, notify: [lead, zhao]}, {at: +30m, priority: urgent}], \
    on_breach: [{notify: lead}, {escalate: lead}]";

/// 2 hours from 09:00: 75 % at 10:30, 30 minutes before at 10:30, breach after 11:00, 30 minutes after at 11:30,
/// 150 % at 12:00.
#[test]
fn each_rung_is_climbed_once_when_it_is_reached() {
    let mut t = ticket(&[("10-28T09:00", assigned("zhao"))]);
    assert_eq!(tick(LADDER, &mut t, "10-28T10:29"), [""; 0]);
    let told = ["75% notified what=warning to=zhao", "30m notified what=warning to=li, zhao"];
    assert_eq!(tick(LADDER, &mut t, "10-28T10:30"), told);
    assert_eq!(tick(LADDER, &mut t, "10-28T10:31"), [""; 0]);
    assert_eq!(tick(LADDER, &mut t, "10-28T11:00"), [""; 0], "met in its last second");
    let breach = ["breach notified what=breach to=li", "breach escalated to=li level=lead reason=c 11:00"];
    assert_eq!(tick(LADDER, &mut t, "10-28T11:01"), breach);
    // 1 hour from 09:00 as urgent: all points move, and what was done at them stays done; 150 % are 1½ hours.
    let raised = [
        "+30m edited field=priority from=high to=urgent",
        "150% escalated team=service to=wang level=supervisor reason=c 10:00",
    ];
    assert_eq!(tick(LADDER, &mut t, "10-28T11:30"), raised);
    assert_eq!(tick(LADDER, &mut t, "10-30T18:00"), [""; 0]);
    let trigger = t.history.last().unwrap().trigger.clone().unwrap();
    assert_eq!(trigger, "c 150% escalate since 2026-10-28T09:00:00+08:00");
}

/// 2 hours from 09:00: a level of 100 % is reached at 11:00, when the promise is still kept.
#[test]
fn what_is_kept_in_its_last_second_is_not_told_as_missed() {
    let ladder =
        "starts: created, stops: resolved, target: 2h, levels: [{at: 100%, notify: lead}, {at: 101%, notify: lead}]";
    let mut t = ticket(&[("10-28T09:00", assigned("zhao"))]);
    assert_eq!(tick(ladder, &mut t, "10-28T11:00"), ["100% notified what=warning to=li"]);
    assert_eq!(tick(ladder, &mut t, "10-28T12:00"), ["101% notified what=breach to=li"]);
}

#[test]
fn what_comes_late_comes_in_order() {
    let mut t = ticket(&[("10-28T09:00", assigned("zhao"))]);
    let rungs: Vec<_> = tick(LADDER, &mut t, "10-28T13:30").iter().map(|line| line[..4].to_owned()).collect();
    assert_eq!(rungs, ["75% ", "30m ", "brea", "brea", "+30m", "150%"]);
}

#[test]
fn what_stands_still_or_was_kept_sets_nothing_off() {
    let wait = Act::Waiting { party: None, reason: None, until: None };
    let accepted = Act::Accepted { note: None };
    let mut t = ticket(&[("10-28T09:00", assigned("wang")), ("10-28T09:05", accepted), ("10-28T10:00", wait)]);
    assert_eq!(tick(LADDER, &mut t, "10-28T18:00"), [""; 0]);
    let mut t = ticket(&[("10-28T14:00", Act::Resolved { result: None, evidence: None, text: "x".into() })]);
    assert_eq!(tick(LADDER, &mut t, "10-28T18:00"), [""; 0], "missed, and over");
}

#[test]
fn an_extension_is_a_new_promise() {
    let until = moment("10-28T14:00");
    let clock = Some("c".into());
    let granted = Act::Approved { what: "extension".into(), clock, until: Some(until), note: None };
    let ladder = "starts: created, stops: resolved, target: 2h, on_breach: [{notify: lead}]";
    let mut t = ticket(&[("10-28T09:00", assigned("zhao"))]);
    assert_eq!(tick(ladder, &mut t, "10-28T11:30").len(), 1);
    t.history.push(Entry::new(moment("10-28T11:40"), "wang".into(), granted));
    assert_eq!(tick(ladder, &mut t, "10-28T14:00"), [""; 0]);
    assert_eq!(tick(ladder, &mut t, "10-28T14:01"), ["breach notified what=breach to=li"]);
    assert!(t.history.last().unwrap().trigger.as_ref().unwrap().ends_with(" until 2026-10-28T14:00:00+08:00"));
}

#[test]
fn a_new_handler_has_a_promise_of_their_own_and_nobody_is_moved_to_themselves() {
    let ladder = "starts: assigned, stops: accepted, target: 15m, on_breach: [{escalate: lead}]";
    let mut t = ticket(&[("10-28T09:00", assigned("zhao"))]);
    assert_eq!(tick(ladder, &mut t, "10-28T09:16"), ["breach escalated to=li level=lead reason=c 09:15"]);
    assert_eq!(tick(ladder, &mut t, "10-28T09:31"), [""; 0]);
    assert_eq!(tick(ladder, &mut t, "10-28T09:32"), ["breach notified what=breach to=li"]);
    assert_eq!(tick(ladder, &mut t, "10-28T18:00"), [""; 0]);
}

#[test]
fn what_the_lead_has_already_goes_to_whom_is_named_next() {
    let ladder = "starts: assigned, stops: accepted, target: 15m, on_breach: [{escalate: lead or supervisor}]";
    let mut t = ticket(&[("10-28T09:00", assigned("li"))]);
    let moved = "breach escalated team=service to=wang level=supervisor reason=c 09:15";
    assert_eq!(tick(ladder, &mut t, "10-28T09:16"), [moved]);
    assert_eq!(tick(ladder, &mut t, "10-28T09:32"), ["breach notified what=breach to=wang"], "nobody is above");
}

#[test]
fn a_ticket_that_waits_or_is_over_stays_and_whoever_would_get_it_is_told() {
    let ladder = "starts: created, stops: confirmed, target: 1h, on_breach: [{reassign: tech}]";
    let told = ["breach notified what=breach to=li"];
    let wait = Act::Waiting { party: None, reason: None, until: None };
    let mut t = ticket(&[("10-28T09:00", assigned("zhao")), ("10-28T09:10", wait)]);
    assert_eq!(tick(ladder, &mut t, "10-28T10:01"), told);
    let resolved = Act::Resolved { result: None, evidence: None, text: "x".into() };
    let mut t = ticket(&[("10-28T09:00", assigned("zhao")), ("10-28T09:10", resolved)]);
    assert_eq!(tick(ladder, &mut t, "10-28T10:01"), told);
    let mut t = ticket(&[("10-28T09:00", assigned("zhao"))]);
    assert_eq!(tick(ladder, &mut t, "10-28T10:01"), ["breach assigned team=tech to=li reason=c 10:00"]);
}

#[test]
fn a_rung_that_finds_nobody_waits_for_somebody() {
    let ladder = "starts: created, stops: resolved, target: 1h, warn: 50%";
    let mut t = ticket(&[]);
    assert_eq!(tick(ladder, &mut t, "10-28T09:40"), [""; 0]);
    let entry = Entry::new(moment("10-28T09:45"), "wang".into(), assigned("zhao"));
    fold::apply(&mut t.head, &entry);
    t.history.push(entry);
    assert_eq!(tick(ladder, &mut t, "10-28T09:46"), ["50% notified what=warning to=zhao"]);
}

/// Nobody leads a ticket without a team: the supervisor is told, and the lead once there is a team.
#[test]
fn whoever_is_meant_since_it_has_a_team_is_told_too() {
    let clock = "starts: created, stops: accepted, target: 5m, calendar: always, \
        levels: [{at: 0%, notify: [lead or supervisor, chen]}], on_breach: [{escalate: lead or supervisor}]";
    let mut ticket = ticket(&[]);
    assert_eq!(tick(clock, &mut ticket, "10-28T09:01"), ["0% notified what=reminder to=wang, chen"]);
    let given = Act::Assigned { team: Some("tech".into()), to: None, reason: None, note: None };
    let entry = Entry::new(moment("10-28T09:02"), "wang".into(), given);
    fold::happen(&mut ticket, entry);
    assert_eq!(tick(clock, &mut ticket, "10-28T09:03"), ["0% notified what=reminder to=li"]);
    assert!(tick(clock, &mut ticket, "10-28T09:04").is_empty(), "once");
    let escalated = ["breach escalated to=li level=lead reason=c 09:05"];
    assert_eq!(tick(clock, &mut ticket, "10-28T09:06"), escalated);
}

/// Two teams owe by 10:00: each is told, of zhao who is named and of the service's lead.
#[test]
fn a_team_that_works_along_is_told_of_its_own_deadline() {
    let clock = "starts: involved, stops: contributed, target: until, warn: 30m, on_breach: [{escalate: lead}]";
    let involved = |team: &str, to: Option<&str>| Act::Involved {
        team: team.into(),
        to: to.map(Into::into),
        until: Some(moment("10-28T10:00")),
        text: "x".into(),
    };
    let acts = [("10-28T09:10", involved("tech", Some("zhao"))), ("10-28T09:10", involved("service", None))];
    let mut ticket = ticket(&acts);
    let told = ["30m notified what=warning to=zhao", "30m notified what=warning to=wang"];
    assert_eq!(tick(clock, &mut ticket, "10-28T09:31"), told);
    let late = ["breach notified what=breach to=li", "breach notified what=breach to=wang"];
    assert_eq!(tick(clock, &mut ticket, "10-28T10:01"), late);
    assert_eq!(ticket.head.assignee, None, "the ticket stays where it is");
}
