//! One ticket in several files: pure.
//!
//! A ticket is its key with any of its numbers. It stands twice when a branch that was cut before it was
//! renumbered, or before it was moved, is merged and git does not see that two files are one.
use std::collections::{BTreeSet, HashMap};

use super::Finding;
use super::fault::CheckFault;
use crate::domain::ids::TicketRef;
use crate::store::find::Found;

/// The tickets that stand in several of `files`, each with those files in their order. `former` has
/// the tickets by the numbers that they say they had.
pub(super) fn all(files: &[Found], former: &HashMap<TicketRef, BTreeSet<TicketRef>>) -> Vec<Vec<Found>> {
    let has = |name: &TicketRef| files.binary_search_by(|found| found.reference.cmp(name)).is_ok();
    let renumbered = former.iter().map(|(name, now)| {
        let mut names = now.clone();
        names.extend(has(name).then(|| name.clone()));
        names
    });
    let moved = files.windows(2).filter(|pair| pair[0].reference == pair[1].reference);
    let moved = moved.map(|pair| BTreeSet::from([pair[0].reference.clone()]));
    let mut tickets: Vec<BTreeSet<TicketRef>> = Vec::new();
    for names in moved.chain(renumbered.filter(|names| names.len() > 1)) {
        join(&mut tickets, names);
    }
    tickets.sort();
    let of = |names: &BTreeSet<TicketRef>| names.iter().flat_map(|name| named(files, name)).cloned().collect();
    tickets.iter().map(of).collect()
}

/// Adds names of one ticket to those that share one of them.
fn join(tickets: &mut Vec<BTreeSet<TicketRef>>, mut names: BTreeSet<TicketRef>) {
    tickets.retain_mut(|known| {
        let is_same = !known.is_disjoint(&names);
        if is_same {
            names.append(known);
        }
        !is_same
    });
    tickets.push(names);
}

fn named<'a>(files: &'a [Found], name: &TicketRef) -> &'a [Found] {
    let first = files.partition_point(|found| found.reference < *name);
    let count = files[first..].iter().take_while(|found| found.reference == *name).count();
    &files[first..first + count]
}

/// One finding for each file of a ticket after its first.
pub(super) fn findings(files: &[Found]) -> Vec<Finding> {
    let later = files.iter().zip(files.iter().skip(1));
    let fault = |(earlier, later): (&Found, &Found)| {
        let (reference, other) = (later.reference.to_string(), earlier.path.display().to_string());
        Finding::error(&later.path, CheckFault::Twice { reference, other })
    };
    later.map(fault).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(paths: &[&str]) -> Vec<Found> {
        let found = |path: &&str| Found {
            reference: crate::store::layout::reference(path.as_ref()).unwrap(),
            path: path.into(),
        };
        let mut files: Vec<_> = paths.iter().map(found).collect();
        files.sort();
        files
    }

    fn former(pairs: &[(&str, &str)]) -> HashMap<TicketRef, BTreeSet<TicketRef>> {
        let mut former: HashMap<_, BTreeSet<_>> = HashMap::new();
        for (name, now) in pairs {
            former.entry(name.parse().unwrap()).or_default().insert(now.parse().unwrap());
        }
        former
    }

    fn found(paths: &[&str], pairs: &[(&str, &str)]) -> Vec<Vec<String>> {
        let shown = |files: &Vec<Found>| files.iter().map(|found| found.path.display().to_string()).collect();
        all(&files(paths), &former(pairs)).iter().map(shown).collect()
    }

    #[test]
    fn a_ticket_in_two_folders_or_under_two_numbers_is_one() {
        let open = "tickets/T1-aaaaa.yaml";
        assert_eq!(found(&[open, "archive/2026/10/T1-aaaaa.yaml"], &[]), [["archive/2026/10/T1-aaaaa.yaml", open]]);
        let later = "tickets/T2-aaaaa.yaml";
        assert_eq!(found(&[open, later], &[("T1-aaaaa", "T2-aaaaa")]), [[open, later]]);
        let third = "tickets/T3-aaaaa.yaml";
        let pairs = [("T1-aaaaa", "T2-aaaaa"), ("T1-aaaaa", "T3-aaaaa")];
        assert_eq!(found(&[later, third], &pairs), [[later, third]], "renumbered differently on two sides");
        assert_eq!(found(&[open, later, third], &[pairs[0], ("T2-aaaaa", "T3-aaaaa")]), [[open, later, third]]);
    }

    #[test]
    fn tickets_that_share_a_number_or_a_key_are_two() {
        assert!(found(&["tickets/T1-aaaaa.yaml", "tickets/T2-aaaaa.yaml"], &[]).is_empty());
        assert!(found(&["tickets/T1-aaaaa.yaml", "tickets/T1-bbbbb.yaml"], &[]).is_empty());
        let renumbered = [("T1-aaaaa", "T2-aaaaa")];
        assert!(found(&["tickets/T1-bbbbb.yaml", "tickets/T2-aaaaa.yaml"], &renumbered).is_empty());
    }
}
