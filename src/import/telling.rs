//! How columns tell of an act.
use super::fault::ImportFault;
use super::mapping::{Impossible, Source};
use super::pick::Pick;
use super::table::Row;
use super::terms::Terms;
use crate::desk::vocabulary::List;
use crate::domain::act::{Act, ActKind, Entry};
use crate::domain::ids::{IMPORT, MemberId};
use crate::domain::moment::{self, Moment};
use crate::fault::Result;
use crate::near;
use std::collections::BTreeMap;

/// Who does what no column says who did.
pub(super) const ACTOR: &str = IMPORT;
/// The key whose value is a time.
const UNTIL: &str = "until";

/// An act whose own keys are bound to the columns of a file.
pub(super) struct Telling {
    pub(super) kind: ActKind,
    pub(super) impossible: Impossible,
    with: Vec<(&'static str, Pick)>,
}

impl Telling {
    /// Binds the act `did` with its keys.
    pub(super) fn bind(
        did: &str,
        with: &BTreeMap<String, Source>,
        impossible: Impossible,
        terms: &Terms<'_>,
    ) -> Result<Self, ImportFault> {
        let kind = ActKind::from_code(did).filter(|kind| *kind != ActKind::Created).ok_or_else(|| {
            let known = ActKind::ALL.iter().filter(|kind| **kind != ActKind::Created).map(|kind| kind.code());
            ImportFault::Act { act: did.to_owned(), near: near::list(did, known) }
        })?;
        let with = with.iter().map(|(key, source)| Ok((key_of(kind, key)?, terms.bind(source)?)));
        Ok(Self { kind, impossible, with: with.collect::<Result<_, ImportFault>>()? })
    }

    /// What a row tells, at `at`.
    pub(super) fn entry(&self, row: &Row, at: Moment, by: Option<&Pick>, terms: &Terms<'_>) -> Result<Entry> {
        let mut texts = Vec::with_capacity(self.with.len());
        for (key, pick) in &self.with {
            if let Some(text) = self.text(key, pick, row, terms)? {
                texts.push((*key, text));
            }
        }
        let get = |key| texts.iter().find(|(known, _)| *known == key).map(|(_, text)| text.as_str());
        let act = Act::read(self.kind.code(), get).map_err(|(_, problem)| problem.at(row.place()))?;
        let by = by.map(|by| by.text(row)).transpose()?.flatten();
        Ok(Entry::new(at, MemberId::from(by.as_deref().unwrap_or(ACTOR)), act))
    }

    fn text(&self, key: &str, pick: &Pick, row: &Row, terms: &Terms<'_>) -> Result<Option<String>> {
        if key == UNTIL {
            return Ok(terms.moment(pick, row)?.map(moment::write));
        }
        let Some(text) = pick.text(row)? else { return Ok(None) };
        list_of(self.kind, key)
            .map_or_else(|| Ok(text.to_string()), |list| terms.code(list, &text, pick, row))
            .map(Some)
    }
}

fn key_of(kind: ActKind, key: &str) -> Result<&'static str, ImportFault> {
    let known = kind.keys().iter().copied();
    known.clone().find(|known| *known == key).ok_or_else(|| ImportFault::ActKey {
        act: kind.code().to_owned(),
        key: key.to_owned(),
        near: near::list(key, known),
    })
}

/// The list of the desk's vocabulary that the value of an act's key is in.
fn list_of(kind: ActKind, key: &str) -> Option<List> {
    match (kind, key) {
        (_, "channel") => Some(List::Channel),
        (ActKind::Closed, "reason") => Some(List::CloseReason),
        (ActKind::Waiting, "party") => Some(List::Party),
        _ => None,
    }
}
