//! Who gets more time, and how much at most.
use super::*;
use crate::domain::ids::ClockName;

/// The code of what refuses more time until `until` on 28 October at 10:00, to a ticket of 09:00 that has two hours.
fn refusal(clock_name: &str, until: &str, longest: Option<&str>) -> Option<&'static str> {
    let policies = clock("starts: created, stops: resolved, target: 2h");
    let mut evaluator = Evaluator::new(&policies, instant("10-28T10:00"), &|_| None);
    let (clock, longest) = (ClockName::from(clock_name), longest.map(|span| span.parse::<Span>().unwrap()));
    let extension = Extension { clock: &clock, until: moment(until), longest };
    let ticket = ticket(&["10-28T09:00 li created"]);
    extension.require(&ticket, &mut evaluator, &Zone::find(ZONE).unwrap()).err().map(|problem| problem.code())
}

#[test]
fn a_clock_gets_more_time_after_it_is_due_and_no_more_than_the_longest() {
    assert_eq!(refusal("c", "10-28T11:00", None), Some("extend-earlier"));
    assert_eq!(refusal("c", "10-28T11:00:01", None), None);
    assert_eq!(refusal("c", "12-31T11:00", None), None);
    // A business day of eight hours from 11:00: one until noon, five in the afternoon, two of the next day.
    assert_eq!(refusal("c", "10-29T11:00", Some("1bd")), None);
    assert_eq!(refusal("c", "10-29T11:00:01", Some("1bd")), Some("extend-too-long"));
}

#[test]
fn a_clock_that_does_not_run_gets_none() {
    assert_eq!(refusal("d", "10-28T12:00", None), Some("extend-not-running"));
}
