//! Whose address is whose, as far as the desk has ever said.
use std::collections::HashMap;

use crate::domain::ids::MemberId;
use crate::domain::member::Roster;
use crate::git::history::Commit;

/// Members by their addresses, in lower case. What the roster said once stays true of older commits, and
/// what it says today of all.
#[derive(Debug, Default)]
pub(super) struct Addresses(HashMap<String, Vec<MemberId>>);

impl Addresses {
    /// Adds what a roster says.
    pub fn learn(&mut self, roster: &Roster) {
        for (id, member) in &roster.members {
            for email in &member.emails {
                let owners = self.0.entry(email.to_lowercase()).or_default();
                if !owners.contains(id) {
                    owners.push(id.clone());
                }
            }
        }
    }

    /// The members whose addresses a commit bears, its author's and those of its co-authors, and those whom
    /// it says its author wrote for.
    pub fn members(&self, commit: &Commit) -> Vec<MemberId> {
        let coauthors = commit.coauthors.iter().filter_map(|name| name.rsplit_once('<')?.1.split('>').next());
        let emails = std::iter::once(commit.email.as_str()).chain(coauthors);
        let members = emails.filter_map(|email| self.0.get(&email.to_lowercase())).flatten().cloned();
        members.chain(commit.actors.iter().map(|actor| actor.as_str().into())).collect()
    }
}
