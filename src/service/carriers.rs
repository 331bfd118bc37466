//! Which commit carried each act of a ticket.
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use chrono::TimeDelta;

use super::versions;
use crate::domain::ids::{Key, TicketRef};
use crate::fault::Result;
use crate::git::history::{Carried, Commit};
use crate::git::object::ObjectId;
use crate::git::repository::Repository;
use crate::review::{Item, Version, acts};
use crate::store::layout;

/// For each ticket, by its key, the commit of each of its acts; `None` for acts that no commit carries
/// yet, and for those older than a shallow clone.
#[derive(Debug, Default)]
pub struct Carriers {
    by_key: HashMap<Key, Vec<Option<Commit>>>,
    /// Whether there are older commits that this clone lacks.
    pub is_cut: bool,
}

/// How many days before its ticket's creation a commit can be dated: clocks go wrong.
const SLACK_DAYS: i64 = 2;

impl Carriers {
    /// Of these tickets, which one run of git follows over all places where they stood. None where there
    /// is no repository, or no commit yet.
    pub fn read(root: &Path, tickets: &[Version]) -> Result<Self> {
        let Ok(repository) = Repository::around(root) else { return Ok(Self::default()) };
        let Some(first) = tickets.iter().map(|version| version.ticket.head.created).min() else {
            return Ok(Self::default());
        };
        if repository.last_commit()?.is_none() {
            return Ok(Self::default());
        }
        let paths: Vec<_> = tickets.iter().flat_map(places).collect();
        let since = first.checked_sub_signed(TimeDelta::days(SLACK_DAYS));
        let commits = repository.commits_of(&paths, since)?;
        let cut: HashSet<_> = repository.cut_off(&commits)?.into_iter().collect();
        let commits: Vec<_> = commits.into_iter().filter(|carried| !cut.contains(&carried.commit.id)).collect();
        let known = versions(&repository, &commits)?;
        let mut carriers = Self { by_key: HashMap::new(), is_cut: !cut.is_empty() };
        for ticket in tickets {
            carriers.by_key.insert(ticket.reference.key, follow(ticket, &commits, &known));
        }
        Ok(carriers)
    }

    /// The commit of the act at a place of a ticket's history, from 0.
    pub fn of(&self, key: Key, place: usize) -> Option<&Commit> {
        self.by_key.get(&key)?.get(place)?.as_ref()
    }
}

/// Wherever the ticket can have stood: open or closed, under its number or a former one.
fn places(version: &Version) -> Vec<PathBuf> {
    let head = &version.ticket.head;
    let mut numbers = vec![&version.reference.number, &head.id];
    numbers.extend(&head.formerly);
    let mut places = vec![version.path.clone()];
    for number in numbers {
        let name = format!("{}.yaml", TicketRef { number: number.clone(), key: version.reference.key });
        places.push(Path::new(layout::OPEN).join(&name));
        places.push(Path::new(layout::ARCHIVE).join(layout::month(head.created)).join(&name));
    }
    places.sort();
    places.dedup();
    places
}

/// Every version that the commits made or replaced, by its id; one that cannot be read is left out.
fn versions(repository: &Repository, commits: &[Carried]) -> Result<HashMap<ObjectId, Version>> {
    let mut paths = HashMap::new();
    for file in commits.iter().flat_map(|carried| &carried.files) {
        paths.extend(file.olds.iter().flatten().chain(&file.new).map(|id| (id, &file.path)));
    }
    let ids: Vec<_> = paths.keys().copied().collect();
    let contents = repository.contents(&ids)?;
    let version = |(id, bytes): (&ObjectId, Option<Vec<u8>>)| {
        let version = versions::read(paths.get(id)?, bytes?).ok()?;
        Some((id.clone(), version))
    };
    Ok(ids.into_iter().zip(contents).filter_map(version).collect())
}

/// The first commit that has each act and whose parents have not.
fn follow(ticket: &Version, commits: &[Carried], known: &HashMap<ObjectId, Version>) -> Vec<Option<Commit>> {
    let items = ticket.items();
    let mut found: Vec<Option<Commit>> = vec![None; items.len()];
    for Carried { commit, files } in commits {
        let own = |file: &&crate::git::history::Touched| {
            versions::reference(&file.path).is_some_and(|reference| reference.key == ticket.reference.key)
        };
        let history = |id: &ObjectId| known.get(id).map(Version::items);
        let files: Vec<_> = files.iter().filter(own).collect();
        let before: Vec<Vec<Item<'_>>> =
            files.iter().flat_map(|file| file.olds.iter().flatten()).filter_map(history).collect();
        let before = acts::union(&before);
        for after in files.iter().filter_map(|file| history(file.new.as_ref()?)) {
            for item in acts::compare(&before, &after).added {
                let place = items.iter().zip(&found).position(|(known, commit)| *known == item && commit.is_none());
                if let Some(place) = place {
                    found[place] = Some(commit.clone());
                }
            }
        }
    }
    found
}
