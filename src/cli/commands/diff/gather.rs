//! Reads both versions of what differs, and the clocks of each.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::files::File;
use crate::desk::open::Desk;
use crate::domain::ids::Key;
use crate::domain::moment::Moment;
use crate::fault::{Place, Problem, Result};
use crate::git::repository::Repository;
use crate::git::revision::{Change as Differing, Side, Span};
use crate::review::{Change, Version, breaches};
use crate::service::tiers::Tiers;
use crate::service::versions;
use crate::store::disk;
use crate::time::clocks::{Evaluator, Policies, Reading};

/// Everything that differs between two states of the desk.
pub(super) struct Review {
    /// The two states.
    pub span: Span,
    /// The instant at which clocks were read, before and after.
    pub as_of: Moment,
    /// The promises.
    pub policies: Policies,
    /// The tickets, by number and key.
    pub tickets: Vec<Pair>,
    /// The other files, by path.
    pub files: Vec<File>,
    /// Tickets that cannot be compared.
    pub unreadable: Vec<Unreadable>,
}

/// A ticket before and after.
pub(super) struct Pair {
    before: Option<Version>,
    after: Option<Version>,
    /// Clocks that are missed after and were not before.
    pub breaches: Vec<Reading>,
}

/// A version of a ticket that cannot be read.
pub(super) struct Unreadable {
    /// Where it stands.
    pub path: PathBuf,
    /// Whether it is the older one.
    pub is_old: bool,
    /// What is wrong with it.
    pub problem: Problem,
}

impl Review {
    /// The tickets with what happened to each.
    pub fn changes(&self) -> impl Iterator<Item = (&Pair, Change<'_>)> {
        let tickets = self.tickets.iter();
        tickets.filter_map(|pair| Some((pair, Change::between(pair.before.as_ref(), pair.after.as_ref())?)))
    }
}

/// What differs between the `revisions`, of the files below `paths` (of all when there are none).
pub(super) fn review(
    desk: &Desk,
    repository: &Repository,
    revisions: Option<&str>,
    paths: &[PathBuf],
    as_of: Moment,
) -> Result<Review> {
    let span = repository.span(revisions)?;
    let (tickets, others) = sorted(repository.changes(&span)?);
    let is_wanted = |change: &Differing| {
        let mut sides = change.old.iter().chain(&change.new);
        paths.is_empty() || sides.any(|side| paths.iter().any(|path| side.path.starts_with(path)))
    };
    let mut files: Vec<_> = others.iter().filter(|change| is_wanted(change)).filter_map(File::new).collect();
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let wanted: Vec<_> = tickets.into_iter().filter(is_wanted).collect();
    let (mut tickets, unreadable) = read(desk, repository, &wanted)?;
    let policies = desk.policies()?;
    find_breaches(desk, &policies, &mut tickets, as_of)?;
    Ok(Review { span, as_of, policies, tickets, files, unreadable })
}

/// The tickets, each with both its sides by its key wherever it stands, and the other files.
fn sorted(changes: Vec<Differing>) -> (Vec<Differing>, Vec<Differing>) {
    let mut tickets: BTreeMap<Key, (Vec<Side>, Vec<Side>)> = BTreeMap::new();
    let mut others = Vec::new();
    for Differing { old, new } in changes {
        let key = |side: &Option<Side>| Some(versions::reference(&side.as_ref()?.path)?.key);
        let (old_key, new_key) = (key(&old), key(&new));
        let (old, other_old) = if old_key.is_some() { (old, None) } else { (None, old) };
        let (new, other_new) = if new_key.is_some() { (new, None) } else { (None, new) };
        if let (Some(key), Some(old)) = (old_key, old) {
            tickets.entry(key).or_default().0.push(old);
        }
        if let (Some(key), Some(new)) = (new_key, new) {
            tickets.entry(key).or_default().1.push(new);
        }
        if other_old.is_some() || other_new.is_some() {
            others.push(Differing { old: other_old, new: other_new });
        }
    }
    (tickets.into_values().flat_map(|(olds, news)| paired(olds, news)).collect(), others)
}

/// A ticket has one file. Where it has several, those that stay where they are belong together.
fn paired(mut olds: Vec<Side>, news: Vec<Side>) -> Vec<Differing> {
    let mut pairs = Vec::new();
    let mut moved = Vec::new();
    for new in news {
        match olds.iter().position(|old| old.path == new.path) {
            Some(place) => pairs.push(Differing { old: Some(olds.remove(place)), new: Some(new) }),
            None => moved.push(new),
        }
    }
    let mut olds = olds.into_iter();
    pairs.extend(moved.into_iter().map(|new| Differing { old: olds.next(), new: Some(new) }));
    pairs.extend(olds.map(|old| Differing { old: Some(old), new: None }));
    pairs
}

/// Reads both sides of each, in one run of git.
fn read(desk: &Desk, repository: &Repository, changes: &[Differing]) -> Result<(Vec<Pair>, Vec<Unreadable>)> {
    let sides = || changes.iter().flat_map(|change| change.old.iter().chain(&change.new));
    let blobs: Vec<_> = sides().filter_map(|side| side.blob.as_deref()).collect();
    let mut contents = repository.contents(&blobs)?.into_iter();
    let mut bytes = |side: &Side| match side.blob {
        Some(_) => Ok(contents.next().flatten()),
        None => disk::read(&desk.root.join(&side.path)),
    };
    let (mut tickets, mut unreadable) = (Vec::new(), Vec::new());
    for change in changes {
        let mut version = |side: &Option<Side>, is_old| match side {
            None => Ok(None),
            Some(side) => {
                let version =
                    bytes(side).and_then(|bytes| bytes.map(|bytes| versions::read(&side.path, bytes)).transpose());
                version.map_err(|problem| unreadable.push(wrong(&side.path, is_old, problem)))
            }
        };
        // Both are read before either is judged: the contents come in this order.
        let (before, after) = (version(&change.old, true), version(&change.new, false));
        if let (Ok(before), Ok(after)) = (before, after) {
            tickets.push(Pair { before, after, breaches: Vec::new() });
        }
    }
    tickets.sort_by(|one, other| one.reference().cmp(&other.reference()));
    Ok((tickets, unreadable))
}

fn wrong(path: &Path, is_old: bool, problem: Problem) -> Unreadable {
    let problem = if problem.place().is_some() { problem } else { problem.at(Place::whole(path.to_owned())) };
    Unreadable { path: path.to_owned(), is_old, problem }
}

impl Pair {
    fn reference(&self) -> Option<&crate::domain::ids::TicketRef> {
        self.after.as_ref().or(self.before.as_ref()).map(|version| &version.reference)
    }
}

/// Reads the clocks of both versions at one instant: what time alone broke is not the change's doing.
fn find_breaches(desk: &Desk, policies: &Policies, tickets: &mut [Pair], as_of: Moment) -> Result<()> {
    let tiers = Tiers::read(desk, policies)?;
    let tier = |customer: &_| tiers.of(customer);
    let mut evaluator = Evaluator::new(policies, as_of.into(), &tier);
    for pair in tickets {
        let mut read = |version: &Option<Version>| {
            version.as_ref().map(|version| evaluator.read(&version.ticket).to_vec()).unwrap_or_default()
        };
        let (before, after) = (read(&pair.before), read(&pair.after));
        pair.breaches = breaches::caused(&before, &after).copied().collect();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(path: &str) -> Side {
        Side { path: path.into(), blob: Some(path.to_owned()) }
    }

    #[test]
    fn a_ticket_is_paired_by_its_key_wherever_it_stands() {
        let changes = vec![
            Differing { old: Some(side("tickets/T1-k3x9z.yaml")), new: None },
            Differing { old: Some(side("tickets/T2-0a1b2.yaml")), new: Some(side("customers/C1.yaml")) },
            Differing { old: None, new: Some(side("archive/2026/10/T9-k3x9z.yaml")) },
        ];
        let (tickets, others) = sorted(changes);
        assert_eq!(
            tickets,
            [
                Differing { old: Some(side("tickets/T2-0a1b2.yaml")), new: None },
                Differing {
                    old: Some(side("tickets/T1-k3x9z.yaml")),
                    new: Some(side("archive/2026/10/T9-k3x9z.yaml"))
                },
            ]
        );
        assert_eq!(others, [Differing { old: None, new: Some(side("customers/C1.yaml")) }]);
    }

    #[test]
    fn of_two_files_with_one_key_the_one_that_stayed_is_itself() {
        let olds = vec![side("tickets/T1-k3x9z.yaml")];
        let news = vec![side("archive/2026/10/T1-k3x9z.yaml"), side("tickets/T1-k3x9z.yaml")];
        let pairs = paired(olds, news);
        assert_eq!(
            pairs[0],
            Differing { old: Some(side("tickets/T1-k3x9z.yaml")), new: Some(side("tickets/T1-k3x9z.yaml")) }
        );
        assert_eq!(pairs[1], Differing { old: None, new: Some(side("archive/2026/10/T1-k3x9z.yaml")) });
    }
}
