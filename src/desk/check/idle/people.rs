//! Names that mean several, leads of others' teams, and time that nobody can grant.
use std::collections::BTreeSet;
use std::path::Path;

use super::super::Finding;
use super::{IdleFault, Look, seconds};
use crate::automation::audience::WORDS;
use crate::domain::member::Roster;
use crate::domain::permission::ANY;
use crate::store::yaml::{Step, Value};

pub(super) fn check(root: &Path, roster: &Roster, findings: &mut Vec<Finding>) {
    if let Some(mut look) = Look::at(root, "config/team.yaml", findings) {
        look.names(roster);
        look.leads(roster);
    }
    if let Some(mut look) = Look::at(root, "config/roles.yaml", findings) {
        let max = look.value.get("extension").and_then(|extension| extension.get("max")).and_then(Value::as_text);
        if max.and_then(seconds) == Some(0) {
            look.warn(&[Step::Key("extension"), Step::Key("max")], IdleFault::Extension {});
        }
    }
}

impl Look<'_> {
    /// A word of the configuration that means somebody must mean one.
    fn names(&mut self, roster: &Roster) {
        let words: BTreeSet<_> = WORDS.into_iter().chain([ANY]).collect();
        let roles = roster.roles();
        for (id, member) in &roster.members {
            let name = id.as_str();
            let at = [Step::Key("members"), Step::Key(name)];
            if words.contains(name) || roles.contains(name) || roster.teams.contains_key(name) {
                self.warn(&at, IdleFault::Ambiguous { name: name.to_owned() });
            }
            for role in member.roles.iter().filter(|role| words.contains(role.as_str())) {
                let [members, member] = at;
                self.warn(&[members, member, Step::Key("roles")], IdleFault::Ambiguous { name: role.clone() });
            }
        }
        for name in roster.teams.keys().map(AsRef::as_ref).filter(|name: &&str| words.contains(name)) {
            self.warn(&[Step::Key("teams"), Step::Key(name)], IdleFault::Ambiguous { name: name.to_owned() });
        }
    }

    fn leads(&mut self, roster: &Roster) {
        for (id, team) in &roster.teams {
            let Some(lead) = &team.lead else { continue };
            if roster.members.get(lead).is_some_and(|member| !member.teams.contains(id)) {
                let at = [Step::Key("teams"), Step::Key(id.as_str()), Step::Key("lead")];
                self.warn(&at, IdleFault::Outside { team: id.to_string(), lead: lead.to_string() });
            }
        }
    }
}
