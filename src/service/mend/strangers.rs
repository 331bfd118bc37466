//! Versions that git put beside another ticket's: it pairs files that look alike, and new tickets do.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::piece::{Piece, Version, is_ticket};
use crate::fault::Result;
use crate::merge::identity::{self, Identity};
use crate::merge::markers::{Unmarked, unmarked};
use crate::store::{disk, find, layout};

/// Whether a text is what the driver leaves of two tickets: both, whole, between markers.
pub(super) fn are_two(text: &str) -> bool {
    unmarked(text).is_some_and(|sides| identity::are_two(&sides.ours, &sides.theirs))
}

/// The pieces with every version at a path of its own ticket.
pub(super) fn sent_home(root: &Path, pieces: Vec<Piece>) -> Result<Vec<Piece>> {
    let mut pieces: Vec<_> = pieces.into_iter().flat_map(apart).collect();
    let owners = owners(&pieces);
    for piece in &mut pieces {
        let Some(version) = &mut piece.version else { continue };
        let Some(identity) = identity_of(version) else { continue };
        let is_astray = owners.get(&piece.path).is_some_and(|owner| !owner.is_one_with(&identity));
        if let Some(home) = if is_astray { home(root, &owners, &identity)? } else { None } {
            version.is_astray = true;
            piece.path = home;
        }
    }
    Ok(pieces)
}

/// The versions of a piece in which the driver left two tickets; otherwise the piece.
fn apart(piece: Piece) -> Vec<Piece> {
    let text = |version: &Version| String::from_utf8_lossy(&version.bytes).into_owned();
    let Some(text) = piece.version.as_ref().map(text).filter(|text| is_ticket(&piece.path) && are_two(text)) else {
        return vec![piece];
    };
    let Some(Unmarked { base, ours, theirs }) = unmarked(&text) else { return vec![piece] };
    let version = |text: String, is_base| {
        let version = Version { bytes: text.into_bytes(), is_base, is_astray: false };
        Piece { path: piece.path.clone(), version: Some(version) }
    };
    let base = base.filter(|base| !base.is_empty()).map(|base| version(base, true));
    base.into_iter().chain([version(ours, false), version(theirs, false)]).collect()
}

fn identity_of(version: &Version) -> Option<Identity> {
    Identity::of(std::str::from_utf8(&version.bytes).ok()?)
}

/// Whose the paths are: the ticket that has the number of the path, by one of the versions there.
fn owners(pieces: &[Piece]) -> BTreeMap<PathBuf, Identity> {
    let mut owners = BTreeMap::new();
    for piece in pieces.iter().filter(|piece| is_ticket(&piece.path)) {
        let identity = piece.version.as_ref().and_then(identity_of);
        let number = layout::reference(&piece.path).map(|reference| reference.number);
        if let Some(identity) = identity.filter(|it| number.is_some_and(|number| number.as_str() == it.id)) {
            owners.entry(piece.path.clone()).or_insert(identity);
        }
    }
    owners
}

/// Another path of the ticket: one in conflict, else a file of the desk.
fn home(root: &Path, owners: &BTreeMap<PathBuf, Identity>, identity: &Identity) -> Result<Option<PathBuf>> {
    let in_conflict = owners.iter().find(|(_, owner)| owner.is_one_with(identity));
    if let Some((path, _)) = in_conflict {
        return Ok(Some(path.clone()));
    }
    for found in find::all(root)? {
        let text = disk::read(&root.join(&found.path))?.and_then(|bytes| String::from_utf8(bytes).ok());
        let is_its = |text: &String| Identity::of(text).is_some_and(|other| other.is_one_with(identity));
        if text
            .filter(|text| identity.numbers.iter().any(|number| text.contains(number)))
            .is_some_and(|text| is_its(&text))
        {
            return Ok(Some(found.path));
        }
    }
    Ok(None)
}
