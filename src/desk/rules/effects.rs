//! What a rule does, in the words of the desk.
use super::super::vocabulary::List;
use super::compile::{Compiler, RulesFault};
use super::{CollaboratorFile, RuleFile};
use crate::automation::audience::WORDS;
use crate::automation::rules::{Collaborator, Effects};
use crate::domain::field::Field;
use crate::domain::ids::{Code, MemberId, TeamId, Text};
use crate::near;
use crate::store::yaml::Step;

impl Compiler<'_> {
    pub(super) fn effects(&mut self, at: [Step<'_>; 2], rule: &RuleFile) -> Effects {
        let effects = Effects {
            set: self.set(at, rule),
            team: rule.set.team.clone().filter(|team| self.team(at, &[Step::Key("set"), Step::Key("team")], team)),
            raise: rule
                .raise
                .as_ref()
                .and_then(|code| self.code(at, &[Step::Key("raise")], Field::Priority, code.as_str())),
            tags: rule.tags.clone(),
            collaborators: self.collaborators(at, rule),
            notify: self.notify(at, rule),
            escalate: self.escalate(at, rule),
        };
        let is_asked = Effects { set: Vec::new(), ..Effects::default() } != effects || !effects.set.is_empty();
        let was_refused = rule.set.team.is_some() || rule.raise.is_some() || rule.set.fields().next().is_some();
        let names_nobody = rule.collaborators.is_empty() && rule.notify.is_empty();
        if !is_asked && !was_refused && names_nobody && !rule.stop {
            let [rules, at] = at;
            self.refuse(&[rules, at, Step::Key("name")], RulesFault::NoEffect { rule: rule.name.clone() });
        }
        effects
    }

    fn set(&mut self, at: [Step<'_>; 2], rule: &RuleFile) -> Vec<(Field, Text)> {
        let code = |(field, text): (Field, &Text)| {
            let steps = [Step::Key("set"), Step::Key(field.code())];
            Some((field, self.code(at, &steps, field, text)?.as_str().into()))
        };
        rule.set.fields().filter_map(code).collect()
    }

    /// The code that is meant by the value of a field.
    fn code(&mut self, at: [Step<'_>; 2], key: &[Step<'_>], field: Field, text: &str) -> Option<Code> {
        let list = List::of(field)?;
        let resolved = self.vocabulary.resolve(list, text);
        resolved.map_err(|fault| self.refuse(&[&at[..], key].concat(), fault)).ok()
    }

    fn team(&mut self, at: [Step<'_>; 2], key: &[Step<'_>], team: &TeamId) -> bool {
        let known = self.roster.team(team.as_str());
        known.map_err(|fault| self.refuse(&[&at[..], key].concat(), fault)).is_ok()
    }

    fn collaborators(&mut self, at: [Step<'_>; 2], rule: &RuleFile) -> Vec<Collaborator> {
        let named = rule.collaborators.iter().map(|CollaboratorFile(named)| named).enumerate();
        let known = |(place, named): &(usize, &Collaborator)| {
            self.team(at, &[Step::Key("collaborators"), Step::Index(*place)], &named.team)
        };
        named.filter(known).map(|(_, named)| named.clone()).collect()
    }

    fn notify(&mut self, at: [Step<'_>; 2], rule: &RuleFile) -> Vec<Text> {
        for (place, whom) in rule.notify.iter().enumerate() {
            self.whom(at, &[Step::Key("notify"), Step::Index(place)], whom, &[]);
        }
        rule.notify.clone()
    }

    fn escalate(&mut self, at: [Step<'_>; 2], rule: &RuleFile) -> Option<Text> {
        let whom = rule.escalate.clone()?;
        self.whom(at, &[Step::Key("escalate")], &whom, &WORDS);
        Some(whom)
    }

    /// Refuses a word that is no role, team or member, nor one of `words`.
    fn whom(&mut self, at: [Step<'_>; 2], key: &[Step<'_>], whom: &Text, words: &[&str]) {
        let roster = self.roster;
        let is_known = roster.members.contains_key(whom.as_str()) || roster.teams.contains_key(whom.as_str());
        if is_known || words.contains(&whom.as_str()) || roster.roles().contains(whom.as_str()) {
            return;
        }
        let members = roster.members.keys().map(MemberId::as_str);
        let teams = roster.teams.keys().map(TeamId::as_str);
        let known: Vec<_> =
            roster.roles().into_iter().chain(words.iter().copied()).chain(teams).chain(members).collect();
        let nearest = near::list(whom, known.iter().copied());
        self.refuse(&[&at[..], key].concat(), RulesFault::Notify { whom: whom.clone(), nearest });
    }
}
