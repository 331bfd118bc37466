//! Which files are in conflict, and what belongs to each.
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use memchr::memmem;

use super::piece::{Piece, Version, is_ticket};
use super::{Torn, strangers};
use crate::domain::ids::Key;
use crate::fault::Result;
use crate::git::repository::Repository;
use crate::git::stages::Stage;
use crate::merge::markers;
use crate::store::{disk, find, layout};

/// What is in conflict in the desk at `root`, by path.
pub(super) fn all(root: &Path, repository: &Repository) -> Result<Vec<Torn>> {
    let torn = versions(repository)?;
    let unmerged: BTreeSet<_> = torn.iter().map(|piece| piece.path.clone()).collect();
    let mut pieces = strangers::sent_home(root, torn)?;
    let keys: BTreeSet<_> = pieces.iter().filter_map(|piece| key(&piece.path)).collect();
    let beside = twins(root, &keys)?.into_iter().chain(marked(root)?);
    let beside: BTreeSet<_> = beside.filter(|path| !unmerged.contains(path)).collect();
    pieces.extend(beside.into_iter().map(|path| Piece { path, version: None }));
    let mut torn = Vec::new();
    for group in by_identity(pieces) {
        torn.extend(split(root, group)?);
    }
    torn.retain(|torn: &Torn| !torn.unmerged.is_empty() || torn.others.len() > 1 || is_marked(root, torn.name()));
    torn.sort_by(|one, other| one.name().cmp(other.name()));
    Ok(torn)
}

/// What the index holds of every file in conflict.
fn versions(repository: &Repository) -> Result<Vec<Piece>> {
    let stages = repository.unmerged()?;
    let objects: Vec<_> = stages.iter().map(|stage| stage.object.as_str()).collect();
    let contents = repository.contents(&objects)?;
    let piece = |(Stage { path, is_base, .. }, bytes): (Stage, Option<Vec<u8>>)| Piece {
        path,
        version: bytes.map(|bytes| Version { bytes, is_base, is_astray: false }),
    };
    Ok(stages.into_iter().zip(contents).map(piece).collect())
}

/// The key of a ticket's path.
fn key(path: &Path) -> Option<Key> {
    is_ticket(path).then(|| layout::reference(path))?.map(|reference| reference.key)
}

/// The ticket files with one of the `keys`, and those that share theirs with another one.
fn twins(root: &Path, keys: &BTreeSet<Key>) -> Result<Vec<PathBuf>> {
    let all = find::all(root)?;
    let mut counts: HashMap<Key, usize> = HashMap::with_capacity(all.len());
    for found in &all {
        *counts.entry(found.reference.key).or_default() += 1;
    }
    let is_twin = |key: &Key| keys.contains(key) || counts.get(key).is_some_and(|count| *count > 1);
    Ok(all.into_iter().filter(|found| is_twin(&found.reference.key)).map(|found| found.path).collect())
}

/// The folders whose files are merged.
const FOLDERS: [&str; 6] =
    [layout::OPEN, layout::ARCHIVE, layout::SURVEYS, layout::CUSTOMERS, layout::CONFIG, layout::CALENDARS];

/// The files of the desk that hold markers.
fn marked(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut bytes = Vec::new();
    let mut paths = vec![PathBuf::from(layout::DESK)];
    for folder in FOLDERS {
        paths.extend(disk::walk(root, folder)?);
    }
    for path in paths.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "yaml")) {
        if disk::read_into(&root.join(&path), &mut bytes)? && holds_markers(&bytes) {
            found.push(path);
        }
    }
    Ok(found)
}

fn is_marked(root: &Path, path: &Path) -> bool {
    disk::read(&root.join(path)).ok().flatten().is_some_and(|bytes| holds_markers(&bytes))
}

fn holds_markers(bytes: &[u8]) -> bool {
    memmem::find(bytes, b"<<<<<<<").is_some() && markers::unmarked(&String::from_utf8_lossy(bytes)).is_some()
}

/// The pieces of one ticket together, whatever their paths, if only the keys are looked at; of any
/// other file those of one path.
fn by_identity(pieces: Vec<Piece>) -> Vec<Vec<Piece>> {
    let mut groups: BTreeMap<String, Vec<Piece>> = BTreeMap::new();
    for piece in pieces {
        let name = key(&piece.path).map_or_else(|| piece.path.display().to_string(), |key| key.to_string());
        groups.entry(name).or_default().push(piece);
    }
    groups.into_values().collect()
}

/// Two tickets may have drawn one key: those belong together that share a number, now or formerly.
fn split(root: &Path, mut pieces: Vec<Piece>) -> Result<Vec<Torn>> {
    let mut torn = Vec::new();
    while let Some(first) = pieces.pop() {
        let mut one = vec![first];
        loop {
            let (near, far) = part(root, &one, pieces)?;
            pieces = far;
            if near.is_empty() {
                break;
            }
            one.extend(near);
        }
        torn.push(joined(one));
    }
    Ok(torn)
}

/// Those of `rest` that are of the same ticket as `known`, and the others.
fn part(root: &Path, known: &[Piece], rest: Vec<Piece>) -> Result<(Vec<Piece>, Vec<Piece>)> {
    let mut near = Vec::new();
    let mut far = Vec::new();
    for piece in rest {
        let mut is_near = false;
        for known in known {
            is_near |= is_same(root, known, &piece)?;
        }
        if is_near { near.push(piece) } else { far.push(piece) }
    }
    Ok((near, far))
}

fn is_same(root: &Path, one: &Piece, other: &Piece) -> Result<bool> {
    let (Some(first), Some(second)) = (layout::reference(&one.path), layout::reference(&other.path)) else {
        return Ok(one.path == other.path);
    };
    let names = |piece: &Piece, number: &str| -> Result<bool> {
        let bytes = match &piece.version {
            Some(version) => version.bytes.clone(),
            None => disk::read(&root.join(&piece.path))?.unwrap_or_default(),
        };
        let head = memmem::find(&bytes, b"\nhistory:").unwrap_or(bytes.len());
        Ok(memmem::find(&bytes[..head], number.as_bytes()).is_some())
    };
    Ok(first == second || names(one, second.number.as_str())? || names(other, first.number.as_str())?)
}

fn joined(pieces: Vec<Piece>) -> Torn {
    let mut torn = Torn { unmerged: BTreeSet::new(), others: BTreeSet::new(), base: None, sides: Vec::new() };
    for Piece { path, version } in pieces {
        match version {
            None => drop(torn.others.insert(path)),
            Some(Version { bytes, is_base, is_astray }) => {
                if is_astray {
                    torn.others.insert(path)
                } else {
                    torn.unmerged.insert(path)
                };
                if is_base { torn.base = Some(bytes) } else { torn.sides.push(bytes) }
            }
        }
    }
    torn.others.retain(|path| !torn.unmerged.contains(path));
    torn
}
