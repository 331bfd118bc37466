//! What reading a ticket's clocks costs: `cargo bench --bench clocks`.
#![expect(clippy::unwrap_used, reason = "a benchmark has nobody to report to")]
use divan::Bencher;
use tickets::domain::act::{Act, Entry};
use tickets::domain::fold;
use tickets::domain::moment;
use tickets::domain::ticket::{Head, Ticket};
use tickets::time::calendar::{Calendar, CalendarSpec};
use tickets::time::clocks::{Evaluator, Policies, measures};
use tickets::time::{Instant, Zone};

const OFFICE: &str = r#"{"tz": "Asia/Shanghai", "week": {
    "mon": [["09:00", "12:00"], ["13:00", "18:00"]], "tue": [["09:00", "12:00"], ["13:00", "18:00"]],
    "wed": [["09:00", "12:00"], ["13:00", "18:00"]], "thu": [["09:00", "12:00"], ["13:00", "18:00"]],
    "fri": [["09:00", "12:00"], ["13:00", "18:00"]]}}"#;

const POLICIES: &str = "calendar: office\n\
    clocks:\n  \
      first_response: {starts: created, stops: replied, target: {urgent: 10m, high: 2h, default: 4h}, warn: 80%}\n  \
      next_response: {starts: received, stops: replied, repeats: true, target: 1h}\n  \
      acceptance: {starts: assigned, stops: [accepted, declined], target: 15m}\n  \
      update: {starts: [accepted, progressed], stops: progressed, repeats: true, target: {urgent: 1h, default: 4h}}\n  \
      resolution: {starts: created, stops: resolved, pauses: waiting, target: {urgent: 4h, high: 1d, default: 3d}}\n";

/// Minutes after the creation, the actor, the act.
const LIFE: [(i64, &str, &str); 11] = [
    (0, "wang", "created"),
    (0, "rules", "assigned"),
    (4, "li", "accepted"),
    (9, "li", "replied"),
    (60, "li", "progressed"),
    (65, "li", "waiting"),
    (300, "wang", "received"),
    (301, "li", "resumed"),
    (330, "li", "replied"),
    (1500, "li", "resolved"),
    (1600, "wang", "closed"),
];

fn main() {
    divan::main();
}

fn calendar() -> Calendar {
    let spec: CalendarSpec = serde_json::from_str(OFFICE).unwrap();
    Calendar::compile(&spec).unwrap()
}

fn policies() -> Policies {
    let file = serde_saphyr::from_str(POLICIES).unwrap();
    Policies::compile(&file, &Zone::find("Asia/Shanghai").unwrap(), |_| Ok(calendar())).unwrap()
}

fn entry(created: moment::Moment, (minute, by, did): (i64, &str, &str)) -> Entry {
    let act = Act::read(did, |key| match key {
        "to" => Some("li"),
        "text" | "reason" => Some("x"),
        _ => None,
    });
    Entry::new(created + chrono::TimeDelta::minutes(minute), by.into(), act.unwrap())
}

/// Tickets of one year, each with eleven acts.
fn tickets() -> Vec<Ticket> {
    let first = moment::read("2026-01-01T08:00:00+08:00").unwrap();
    (0..1000).map(|number| ticket(first + chrono::TimeDelta::minutes(number * 517))).collect()
}

fn ticket(created: moment::Moment) -> Ticket {
    let mut head = Head::new("CS202610280001".into(), created);
    (head.kind, head.priority) = ("complaint".into(), "high".into());
    head.category = Some("technical/payment".into());
    (head.channel, head.customer) = (Some("phone".into()), Some("C1001".into()));
    let mut ticket = Ticket { head, history: LIFE.map(|act| entry(created, act)).to_vec() };
    ticket.history.iter().for_each(|entry| fold::apply(&mut ticket.head, entry));
    ticket
}

fn as_of() -> Instant {
    moment::read("2027-06-30T18:00:00+08:00").unwrap().into()
}

#[divan::bench]
fn read_1000_tickets(bencher: Bencher<'_, '_>) {
    let (policies, tickets) = (policies(), tickets());
    let mut evaluator = Evaluator::new(&policies, as_of(), &|_| None);
    bencher.bench_local(move || tickets.iter().map(|ticket| evaluator.read(ticket).len()).sum::<usize>());
}

#[divan::bench]
fn measure_1000_tickets(bencher: Bencher<'_, '_>) {
    let (calendar, tickets) = (calendar(), tickets());
    bencher.bench_local(move || tickets.iter().map(|ticket| measures(ticket, &calendar, as_of()).replies).sum::<u32>());
}
