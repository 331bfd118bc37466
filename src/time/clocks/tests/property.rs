//! Properties over made-up histories.
use chrono::TimeDelta;
use proptest::prelude::*;

use super::*;

const POLICIES: &str = "calendar: office\n\
    clocks:\n  \
      first_response: {starts: created, stops: replied, target: {urgent: 10m, high: 2h, default: 4h}, warn: 80%}\n  \
      next_response: {starts: received, stops: replied, repeats: true, target: 1h}\n  \
      acceptance: {starts: assigned, stops: [accepted, declined], target: 15m}\n  \
      update: {starts: [accepted, progressed], stops: progressed, repeats: true, target: {urgent: 1h, default: 4h}}\n  \
      resolution: {starts: created, stops: resolved, pauses: waiting, target: {urgent: 4h, high: 1d}}\n";

const ACTS: [&str; 20] = [
    "li replied",
    "rules replied",
    "wang received",
    "rules assigned to=li",
    "wang assigned team=ops",
    "li accepted",
    "li declined",
    "li progressed",
    "li waiting party=customer",
    "li waiting",
    "li resumed",
    "li resolved",
    "li closed",
    "wang transferred to=zhao",
    "li escalated to=chen",
    "li escalated team=ops",
    "zhao verified",
    "wang reopened",
    "zhao sent-back",
    "li edited field=priority to=urgent",
];
/// Those of them after which a promise may look better than before.
const TURNS: [&str; 3] = ["wang reopened", "zhao sent-back", "li edited field=priority to=urgent"];

const DAYS: u32 = 6;

fn after(minutes: u32) -> Moment {
    moment("10-28T08:30") + TimeDelta::minutes(i64::from(minutes))
}

/// Histories of up to twelve of these acts, at minutes of six days from Wednesday 08:30 on.
fn history(acts: &'static [&'static str]) -> impl Strategy<Value = Vec<Entry>> {
    let act = (0..DAYS * 1440, proptest::sample::select(acts));
    proptest::collection::vec(act, 0..12).prop_map(|mut acts| {
        acts.sort_by_key(|(minute, _)| *minute);
        let acts =
            acts.into_iter().map(|(minute, act)| Entry { at: after(minute), ..entry(&format!("10-28T08:30 {act}")) });
        std::iter::once(entry("10-28T08:30 wang created")).chain(acts).collect()
    })
}

fn as_of() -> impl Strategy<Value = Instant> {
    (0..DAYS * 1440 + 600).prop_map(|minute| after(minute).into())
}

/// The minutes until `as_of` in which the office is open and `counts` says so, given the status.
fn minutes(
    ticket: &Ticket,
    as_of: Instant,
    calendar: &Calendar,
    mut counts: impl FnMut(Status, &[Entry]) -> bool,
) -> i64 {
    let mut head = fold::opening(ticket);
    let (mut happened, mut counted) = (0, 0);
    for minute in 0.. {
        let now = after(minute);
        if Instant::from(now) >= as_of {
            return counted;
        }
        while let Some(entry) = ticket.history.get(happened).filter(|entry| entry.at <= now) {
            fold::apply(&mut head, entry);
            happened += 1;
        }
        counted += i64::from(counts(head.status, &ticket.history[..happened]) && calendar.is_open(now.into()));
    }
    counted
}

/// Whether somebody answered while the ticket was not closed.
fn is_answered(ticket: &Ticket, happened: &[Entry]) -> bool {
    let mut head = fold::opening(ticket);
    happened.iter().any(|entry| {
        fold::apply(&mut head, entry);
        entry.is_response() && head.status != Status::Closed
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// The resolution clock counts the open minutes in which work is owed and nobody is waited for;
    /// the first response those until the first answer in which the ticket is not closed.
    #[test]
    fn elapsed_time_is_what_counting_minutes_gives(history in history(&ACTS), as_of in as_of()) {
        let (policies, ticket) = (policies(POLICIES), ticket_of(history));
        let readings = read(&policies, &ticket, as_of);
        let calendar = office(ZONE);
        let worked = minutes(&ticket, as_of, &calendar, |status, _| status.is_unresolved() && status != Status::Waiting);
        let waited = minutes(&ticket, as_of, &calendar, |status, happened| {
            status != Status::Closed && !is_answered(&ticket, happened)
        });
        for (clock, expected) in [("resolution", worked), ("first_response", waited)] {
            let place = policies.find(clock).unwrap();
            let reading = readings.iter().find(|reading| reading.clock == place).unwrap();
            prop_assert_eq!(reading.spent.working, expected * 60, "{}", clock);
        }
    }

    /// Met and missed are what elapsed and target say, and due is the first instant of the last second.
    #[test]
    fn states_follow_from_the_figures(history in history(&ACTS), as_of in as_of()) {
        for reading in read(&policies(POLICIES), &ticket_of(history), as_of) {
            let (target, due) = (reading.target.unwrap(), reading.due.unwrap());
            let end = reading.stop.unwrap_or(as_of);
            let late = reading.spent.working > target;
            prop_assert_eq!(reading.state == State::Missed, late);
            prop_assert!(reading.state != State::Met || reading.stop.is_some());
            prop_assert!(reading.spent.working >= 0 && reading.spent.real >= reading.spent.working);
            prop_assert!(!late || due < end, "late, and due at {:?} after {:?}", due, end);
            prop_assert!(reading.spent.working >= target || due > end || reading.state == State::Paused);
        }
    }

    /// Without a turn for the better, what is finished or missed stays so.
    #[test]
    fn promises_only_get_worse(history in history(&ACTS), instants in (as_of(), as_of())) {
        let turns = |entry: &Entry| TURNS.iter().any(|turn| super::entry(&format!("10-28T08:30 {turn}")).act == entry.act);
        let history: Vec<_> = history.into_iter().filter(|entry| !turns(entry)).collect();
        let (early, late) = (instants.0.min(instants.1), instants.0.max(instants.1));
        let (policies, ticket) = (policies(POLICIES), ticket_of(history));
        let later = read(&policies, &ticket, late);
        for reading in read(&policies, &ticket, early) {
            let now = later.iter().filter(|now| (now.clock, now.start) == (reading.clock, reading.start));
            if reading.state == State::Missed {
                prop_assert!(now.clone().any(|now| now.state == State::Missed));
            }
        }
    }

    /// Remarks inside the desk concern no clock.
    #[test]
    fn a_note_changes_nothing(history in history(&ACTS), minute in 0..DAYS * 1440, as_of in as_of()) {
        let policies = policies(POLICIES);
        let ticket = ticket_of(history);
        let mut noted = ticket.clone();
        let note = Entry { at: after(minute), ..entry("10-28T08:30 li noted") };
        let place = noted.history.partition_point(|entry| entry.at <= note.at).max(1);
        noted.history.insert(place, note);
        prop_assert_eq!(read(&policies, &noted, as_of), read(&policies, &ticket, as_of));
        let calendar = office(ZONE);
        prop_assert_eq!(measures(&noted, &calendar, as_of), measures(&ticket, &calendar, as_of));
    }

    /// The order of the file says something only about acts of one second.
    #[test]
    fn the_order_of_the_file_does_not_matter(history in history(&ACTS), seed in any::<u64>(), as_of in as_of()) {
        let policies = policies(POLICIES);
        let mut ticket = ticket_of(history);
        ticket.history.dedup_by_key(|entry| entry.at);
        let mut shuffled = ticket.clone();
        fastrand::Rng::with_seed(seed).shuffle(&mut shuffled.history);
        prop_assert_eq!(read(&policies, &shuffled, as_of), read(&policies, &ticket, as_of));
    }

    /// One ticket's buffers say nothing to the next.
    #[test]
    fn an_evaluator_is_as_good_as_new(one in history(&ACTS), other in history(&ACTS), as_of in as_of()) {
        let policies = policies(POLICIES);
        let mut evaluator = Evaluator::new(&policies, as_of, &|_| None);
        let (one, other) = (ticket_of(one), ticket_of(other));
        let fresh = evaluator.read(&one).to_vec();
        evaluator.read(&other);
        prop_assert_eq!(evaluator.read(&one), &fresh[..]);
    }
}
