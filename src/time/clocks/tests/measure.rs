//! Measures that need no policy.
use super::*;

fn measured(lines: &[&str], as_of: &str) -> Measures {
    measures(&ticket(lines), &office(ZONE), instant(as_of))
}

fn finish(at: &str, working: i64, real: i64) -> Finish {
    Finish { at: instant(at), spent: Spent { working: working * 60, real: real * 60 } }
}

/// Working: 16–18 and 09–10 are 3 h; real: 18 h.
#[test]
fn times_are_working_and_real() {
    let lines = [
        "10-28T16:00 wang created text=hello",
        "10-28T16:05 rules replied",
        "10-28T16:06 li noted",
        "10-28T16:30 li replied",
        "10-29T10:00 li resolved",
    ];
    let measures = measured(&lines, "10-30T09:00");
    assert_eq!(measures.first_response, Some(finish("10-28T16:30", 30, 30)));
    assert_eq!(measures.first_resolution, Some(finish("10-29T10:00", 180, 18 * 60)));
    assert_eq!(measures.full_resolution, measures.first_resolution);
    assert_eq!((measures.replies, measures.is_first_contact()), (1, true));
    assert_eq!(measured(&lines, "10-28T16:29"), Measures::default());
    assert_eq!(measured(&lines, "10-28T15:59"), Measures::default());
    assert!(!measured(&lines, "10-28T17:00").is_first_contact());
}

/// First: 09–11. In full: to 16:00, less 11:00–14:00 (which is 2 h of open time, 3 h of real time):
/// 6 h − 2 h and 7 h − 3 h.
#[test]
fn a_reopened_ticket_has_two_resolutions() {
    let lines = [
        "10-28T09:00 wang created",
        "10-28T10:00 li replied",
        "10-28T11:00 li resolved",
        "10-28T11:30 li closed",
        "10-28T14:00 wang reopened",
        "10-28T16:00 li resolved",
    ];
    let measures = measured(&lines, "10-30T09:00");
    assert_eq!(measures.first_resolution, Some(finish("10-28T11:00", 120, 120)));
    assert_eq!(measures.full_resolution, Some(finish("10-28T16:00", 240, 240)));
    assert_eq!((measures.reopenings, measures.is_first_contact()), (1, false));
    let between = measured(&lines, "10-28T15:00");
    assert_eq!((between.first_resolution.is_some(), between.full_resolution), (true, None));
}

#[test]
fn to_send_back_is_no_reopening() {
    let lines = [
        "10-28T09:00 wang created",
        "10-28T10:00 li resolved",
        "10-28T11:00 wang sent-back",
        "10-28T11:30 li replied",
        "10-28T12:00 li resolved",
    ];
    let measures = measured(&lines, "10-30T09:00");
    assert_eq!((measures.reopenings, measures.is_first_contact()), (0, true));
    assert_eq!(measures.full_resolution, Some(finish("10-28T12:00", 120, 120)));
}

#[test]
fn handovers_are_transfers_and_what_is_taken_from_somebody() {
    let count = |acts: &[&str]| {
        let lines: Vec<_> = std::iter::once("10-28T09:00 wang created".to_owned())
            .chain(acts.iter().enumerate().map(|(minute, act)| format!("10-28T09:1{minute} wang {act}")))
            .collect();
        measured(&lines.iter().map(String::as_str).collect::<Vec<_>>(), "10-30T09:00").handovers
    };
    assert_eq!(count(&["assigned to=li", "accepted"]), 1); // wang took it from li
    assert_eq!(count(&["assigned team=ops", "assigned to=li"]), 0); // out of the pool
    assert_eq!(count(&["assigned to=li", "assigned to=li"]), 0);
    assert_eq!(count(&["assigned to=li", "assigned to=zhao", "escalated to=chen"]), 2);
    assert_eq!(count(&["assigned to=li", "escalated team=ops", "transferred team=hr", "transferred to=li"]), 2);
    assert_eq!(count(&["assigned to=li", "declined", "assigned to=zhao"]), 0); // li gave it back
}

#[test]
fn doubled_entries_count_once() {
    let lines = ["10-28T09:00 wang created", "10-28T09:30 li replied", "10-28T09:30 li replied"];
    assert_eq!(measured(&lines, "10-30T09:00").replies, 1);
}
