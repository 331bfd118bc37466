//! Whatever two or three clones do: nothing is lost, nothing doubled, and the order of merging does
//! not matter.
use std::collections::BTreeMap;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;

use super::{merge, settled};
use crate::domain::fold;
use crate::store::{file, interpret, yaml};

const HEAD: &str = "\
id: T1
title: t
type: fault
priority: high
status: new
created: 2026-10-28T09:00:00+08:00
history:
- {at: 2026-10-28T09:00:00+08:00, by: wang, did: created}
";

/// A note: the minute at which it was taken, and what it says. Few of each, so that they meet.
type Note = (u32, u32);

/// What one thing set off: the minute at which a clone noticed it, and which thing it was.
fn deed((minute, thing): Note) -> String {
    let at = format!("2026-10-28T09:{minute:02}:00+08:00");
    format!("- {{at: {at}, by: clock, did: notified, what: warning, to: n{minute}, trigger: c {thing}}}\n")
}

/// A ticket in which these were noticed; a clone notices each thing once.
fn ticked(deeds: &[Note]) -> String {
    let mut deeds = deeds.to_vec();
    deeds.sort_unstable();
    let mut seen = std::collections::BTreeSet::new();
    deeds.retain(|(_, thing)| seen.insert(*thing));
    HEAD.to_owned() + &deeds.into_iter().map(deed).collect::<String>()
}

/// What rules and clocks do to tickets whose work goes on.
const DESKS_ACTS: [&str; 5] = [
    "by: rules, did: assigned, to: zhao",
    "by: clock, did: escalated, team: ops, to: wang, level: lead",
    "by: clock, did: assigned, to: wang, reason: late",
    "by: clock, did: resumed",
    "by: rules, did: classified, field: priority, from: high, to: urgent",
];

/// A ticket with the head that its history gives, as the program writes it.
fn told(text: &str) -> String {
    let mut ticket = file::ticket_of(Path::new("x"), text).unwrap();
    ticket.head = fold::fold(&ticket);
    yaml::write_record(&interpret::record(&ticket))
}

fn done(minute: u32, act: &str) -> String {
    format!("- {{at: 2026-10-28T09:{minute:02}:00+08:00, {act}}}\n")
}

fn notes(most: usize) -> impl Strategy<Value = Vec<Note>> {
    vec((0..4_u32, 0..6_u32), 0..=most)
}

fn line((minute, text): Note) -> String {
    format!("- {{at: 2026-10-28T09:{minute:02}:00+08:00, by: li, did: noted, text: n{text}}}\n")
}

/// A ticket whose notes were taken in this order of the clock; those of one minute as they come.
fn ticket(notes: &[Note]) -> String {
    let mut notes = notes.to_vec();
    notes.sort_by_key(|(minute, _)| *minute);
    HEAD.to_owned() + &notes.into_iter().map(line).collect::<Vec<_>>().concat()
}

fn both(base: &[Note], more: &[Note]) -> Vec<Note> {
    [base, more].concat()
}

/// How often each note stands in a ticket.
fn tally(text: &str) -> BTreeMap<&str, usize> {
    let mut tally = BTreeMap::new();
    for line in text.lines().filter(|line| line.contains("did: noted")) {
        *tally.entry(line).or_default() += 1;
    }
    tally
}

proptest! {
    #[test]
    fn no_act_is_lost_and_none_doubled(base in notes(4), ours in notes(4), theirs in notes(4)) {
        let (of_base, our, their) = (ticket(&base), ticket(&both(&base, &ours)), ticket(&both(&base, &theirs)));
        let merged = settled(&of_base, &our, &their);
        let (left, right) = (tally(&our), tally(&their));
        let mut expected = left.clone();
        for (note, count) in right {
            let most = expected.entry(note).or_default();
            *most = count.max(*most);
        }
        prop_assert_eq!(tally(&merged), expected);
        let times: Vec<_> = merged.lines().filter(|line| line.starts_with("- ")).map(|line| &line[..31]).collect();
        prop_assert!(times.is_sorted(), "{}", merged);
    }

    #[test]
    fn three_clones_end_alike_in_whatever_order_they_merge(
        base in notes(3),
        one in notes(3),
        two in notes(3),
        three in notes(3),
    ) {
        let of_base = ticket(&base);
        // What was done in two clones is never the same, unless one has it from the other.
        let own = |clone: u32, notes: Vec<Note>| notes.into_iter().map(|(at, text)| (at, 10 * clone + text)).collect();
        let notes: [Vec<Note>; 3] = [own(1, one), own(2, two), own(3, three)];
        let [one, two, three] = notes.map(|more| ticket(&both(&base, &more)));
        let first = settled(&of_base, &settled(&of_base, &one, &two), &three);
        prop_assert_eq!(&settled(&of_base, &one, &settled(&of_base, &two, &three)), &first);
        prop_assert_eq!(&settled(&of_base, &settled(&of_base, &one, &three), &two), &first);
    }

    #[test]
    fn what_one_thing_set_off_in_three_clones_was_done_once_and_first(
        one in notes(5),
        two in notes(5),
        three in notes(5),
    ) {
        let [one_side, two_side, three_side] = [&one, &two, &three].map(|deeds| ticked(deeds));
        let merged = settled(HEAD, &settled(HEAD, &one_side, &two_side), &three_side);
        prop_assert_eq!(&settled(HEAD, &one_side, &settled(HEAD, &two_side, &three_side)), &merged);
        prop_assert_eq!(&settled(&two_side, &merged, &two_side), &merged);
        prop_assert_eq!(merged, ticked(&[one, two, three].concat()));
    }

    #[test]
    fn what_the_desk_does_elsewhere_never_brings_back_a_ticket_whose_work_is_over(
        ends in 0..60_u32,
        is_closed in any::<bool>(),
        by_desk in vec((0..60_u32, 0..DESKS_ACTS.len()), 0..4),
    ) {
        let acts = |mut acts: Vec<(u32, String)>| {
            acts.sort();
            told(&(HEAD.to_owned() + &acts.into_iter().map(|(_, act)| act).collect::<String>()))
        };
        let by_desk: Vec<_> = by_desk.into_iter().map(|(minute, act)| (minute, done(minute, DESKS_ACTS[act]))).collect();
        let end = if is_closed { "by: li, did: closed, reason: solved" } else { "by: li, did: resolved, text: done" };
        let (ours, theirs) = (acts(vec![(ends, done(ends, end))]), acts(by_desk.clone()));
        let base = told(HEAD);
        let merged = settled(&base, &ours, &theirs);
        let status = |text: &str| text.lines().find(|line| line.starts_with("status: ")).map(str::to_owned);
        prop_assert_eq!(status(&merged), status(&ours), "{}", &merged);
        prop_assert_eq!(settled(&base, &theirs, &ours), merged.clone());
        prop_assert!(by_desk.iter().all(|(_, act)| merged.contains(act.trim_end())), "nothing is lost: {}", merged);
    }

    #[test]
    fn what_one_side_removed_is_gone(base in notes(5), kept in vec(any::<bool>(), 5), theirs in notes(3)) {
        let stays: Vec<_> = base.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(note, _)| *note).collect();
        // Each note of the base once, so that a removed one is known by its content.
        prop_assume!(tally(&ticket(&base)).values().all(|count| *count == 1));
        let merged = settled(&ticket(&base), &ticket(&stays), &ticket(&both(&base, &theirs)));
        let counts = tally(&merged);
        for note in base.iter().filter(|note| !stays.contains(note) && !theirs.contains(note)) {
            prop_assert!(!counts.contains_key(line(*note).trim_end()));
        }
        for note in &theirs {
            prop_assert!(counts.contains_key(line(*note).trim_end()) || base.contains(note));
        }
    }

    #[test]
    fn any_two_files_are_merged_or_refused(ours in "[a-c:{}\\[\\]\n #-]{0,40}", theirs in "[a-c:{}\\[\\]\n #-]{0,40}") {
        let path = Path::new("tickets/T1-00000.yaml");
        let one = merge(path, None, &ours, &theirs).ok();
        prop_assert_eq!(merge(path, None, &theirs, &ours).ok(), one);
    }
}
