//! Scenarios computed by hand. The office is open Mondays to Fridays 09:00–12:00 and 13:00–18:00,
//! Shanghai time; 2026-10-28 is a Wednesday, so Monday is 2026-11-02.
mod afterwards;
mod closing;
mod extension;
mod handover;
mod measure;
mod pause;
mod policy;
mod property;
mod reopen;
mod repeat;
mod retarget;
mod single;
mod untidy;
mod until;
mod when;

use super::*;
use crate::domain::act::{Act, Entry};
use crate::domain::fold;
use crate::domain::moment::{self, Moment};
use crate::domain::status::Status;
use crate::domain::ticket::{Head, Ticket};
use crate::time::duration::Span;
use crate::time::testing::office;
use crate::time::{Calendar, Instant, Zone};

const ZONE: &str = "Asia/Shanghai";

/// `10-28T09:00` or `10-28T09:00:01` of 2026, in Shanghai.
fn moment(text: &str) -> Moment {
    let seconds = if text.len() == 11 { ":00" } else { "" };
    moment::read(&format!("2026-{text}{seconds}+08:00")).unwrap()
}

fn instant(text: &str) -> Instant {
    moment(text).into()
}

/// As [`moment`] reads it.
fn show_time(at: Instant) -> String {
    let text = Zone::find(ZONE).unwrap().to_local(at).format("%m-%dT%H:%M:%S").to_string();
    text.strip_suffix(":00").unwrap_or(&text).to_owned()
}

fn show_span(seconds: i64) -> String {
    Span::from_seconds(seconds).to_string()
}

/// `10-28T09:05 li waiting party=customer`; required texts that are not given are `x`.
fn entry(line: &str) -> Entry {
    let mut words = line.split(' ').filter(|word| !word.is_empty());
    let (at, by, did) = (words.next().unwrap(), words.next().unwrap(), words.next().unwrap());
    let keys: Vec<(&str, String)> = words.map(|word| word.split_once('=').unwrap()).map(full_time).collect();
    let given = |key: &str| keys.iter().find(|(known, _)| *known == key).map(|(_, value)| value.as_str());
    let get = |key: &'static str| given(key).or_else(|| ["text", "reason"].contains(&key).then_some("x"));
    let act = Act::read(did, get).unwrap_or_else(|(key, problem)| panic!("{line}: {key} {problem:?}"));
    Entry::new(moment(at), by.into(), act)
}

fn full_time<'a>((key, value): (&'a str, &'a str)) -> (&'a str, String) {
    (key, if key == "until" { moment::write(moment(value)) } else { value.to_owned() })
}

/// A ticket of priority `high` and type `fault`, created at the first entry's time.
fn ticket(lines: &[&str]) -> Ticket {
    ticket_of(lines.iter().map(|line| entry(line)).collect())
}

fn ticket_of(history: Vec<Entry>) -> Ticket {
    let mut head = Head::new("T1".into(), history[0].at);
    (head.kind, head.priority, head.customer) = ("fault".into(), "high".into(), Some("C1".into()));
    let mut ticket = Ticket { head, history };
    ticket.history.iter().for_each(|entry| fold::apply(&mut ticket.head, entry));
    ticket
}

fn policies(yaml: &str) -> Policies {
    let file = serde_saphyr::from_str(yaml).unwrap();
    Policies::compile(&file, &Zone::find(ZONE).unwrap(), |_| Ok(office(ZONE))).unwrap()
}

/// The policies of a desk whose only clock is `c`, written as a flow map without its braces.
fn clock(clock: &str) -> Policies {
    policies(&format!("calendar: office\nclocks:\n  c: {{{clock}}}\n"))
}

fn read(policies: &Policies, ticket: &Ticket, as_of: Instant) -> Vec<Reading> {
    Evaluator::new(policies, as_of, &|_| Some("gold")).read(ticket).to_vec()
}

/// `met 30m of 2h, 10-28T09:00 to 10-28T09:30, due 10-28T11:00`.
fn show(reading: &Reading) -> String {
    let spent = show_span(reading.spent.working);
    let target = reading.target.map_or("-".to_owned(), show_span);
    let [stop, due] = [reading.stop, reading.due].map(|at| at.map_or("-".to_owned(), show_time));
    let extended = if reading.extended { " extended" } else { "" };
    let start = show_time(reading.start);
    format!("{} {spent} of {target}, {start} to {stop}, due {due}{extended}", reading.state.code())
}

/// What the clock `c` shows on a ticket with this history.
fn shows(rule: &str, lines: &[&str], as_of: &str) -> Vec<String> {
    read(&clock(rule), &ticket(lines), instant(as_of)).iter().map(show).collect()
}

/// [`shows`], when only states matter.
fn states(rule: &str, lines: &[&str], as_of: &str) -> Vec<&'static str> {
    read(&clock(rule), &ticket(lines), instant(as_of)).iter().map(|reading| reading.state.code()).collect()
}
