//! How people are told what happened: `show`, `log` and `diff` speak alike.
use std::borrow::Cow;

use super::context::Context;
use super::form::{act_kind, act_label};
use super::present::labelled;
use crate::automation::rules;
use crate::desk::open::Desk;
use crate::domain::act::{Act, Entry};
use crate::domain::ids::RULES;
use crate::domain::moment::{self, Moment};
use crate::domain::trigger::Trigger;
use crate::render::{Labels, sanitize};
use crate::review::Item;

/// Speaks the language of the command and the words of the desk.
#[derive(Clone, Copy)]
pub struct Teller<'a> {
    /// The command.
    pub context: &'a Context,
    /// The desk.
    pub desk: &'a Desk,
}

/// The keys that hold instants.
const TIMES: [&str; 4] = ["until", "expected", "occurred", "created"];

impl Teller<'_> {
    /// What people call a key.
    pub fn heading(&self, key: &str) -> String {
        let find = |kind: &str| self.context.language.find(&format!("{kind}.{key}"));
        // An instant may have another word than a count of the same name.
        let of_moment = TIMES.contains(&key).then(|| find("moment")).flatten();
        of_moment.or_else(|| find("column")).unwrap_or(key).to_owned()
    }

    /// What the desk calls a code, else the product's word for it, else the code.
    pub fn label(&self, kind: &str, code: &str) -> String {
        let own = || self.context.language.find(&format!("{kind}.{code}")).unwrap_or(code).to_owned();
        self.desk.label(kind, code).map_or_else(own, Cow::into_owned)
    }

    /// A value as people read it: codes by their labels, instants in the desk's zone.
    pub fn value(&self, kind: &str, text: &str) -> String {
        match kind {
            _ if TIMES.contains(&kind) => moment::read(text).map_or_else(|_| text.to_owned(), |at| self.local(at)),
            "field" => self.heading(text),
            "recipients" => self.recipients(text),
            "rule_note" => self.rule(text),
            "trigger" => self.trigger(text),
            _ => self.label(kind, text),
        }
    }

    /// Who was told: members, teams, a customer.
    fn recipients(&self, text: &str) -> String {
        let name = |id: &str| self.desk.label("member", id).or_else(|| self.desk.label("team", id));
        let names = text.split(", ").map(|id| name(id).map_or_else(|| id.to_owned(), Cow::into_owned));
        names.collect::<Vec<_>>().join(self.context.language.word("list-comma"))
    }

    /// Why a rule fired.
    fn rule(&self, note: &str) -> String {
        let Some((rule, words)) = rules::read_note(note) else { return note.to_owned() };
        let words: Vec<_> = words.iter().map(|word| self.context.say("rule-note-word", &[("word", word)])).collect();
        let key = if words.is_empty() { "rule-note" } else { "rule-note-words" };
        let words = words.join(self.context.language.word("list-comma"));
        self.context.say(key, &[("rule", rule), ("words", &words)])
    }

    /// What set an entry off.
    fn trigger(&self, text: &str) -> String {
        let Some(Trigger { promise, of, rung, to, since, until }) = Trigger::read(text) else { return text.to_owned() };
        let (promise, since) = (self.label("clock", promise), self.local(since));
        let mut told = match rung {
            Some((point, verb)) => {
                let (point, verb) = (self.label("point", point), self.label("verb", verb));
                let words = [("promise", &*promise), ("point", &point), ("verb", &verb), ("since", &since)];
                self.context.say("trigger-rung", &words)
            }
            None => self.context.say("trigger-since", &[("promise", &promise), ("since", &since)]),
        };
        for whom in of.into_iter().chain(to) {
            told = self.context.say("trigger-whom", &[("trigger", &told), ("whom", whom)]);
        }
        match until {
            Some(until) => self.context.say("trigger-until", &[("trigger", &told), ("until", &self.local(until))]),
            None => told,
        }
    }

    /// An instant in the desk's zone, to the second.
    pub fn local(&self, at: Moment) -> String {
        self.desk.settings.zone.to_local(at.into()).format("%Y-%m-%d %H:%M:%S").to_string()
    }

    /// What people call an act; its code when this version does not know it.
    pub fn act(&self, item: Item<'_>) -> String {
        sanitize::line(&act_label(self.context, act_kind(&item.entry.act), item.did())).into_owned()
    }

    /// What the entry tells besides who, when and what: each key's name and value on one line. A long
    /// text, or one of several lines, stands apart: [`Self::texts`].
    pub fn facts(&self, item: Item<'_>) -> Vec<String> {
        let facts = item.keys().into_iter().filter(|(key, text)| !is_long(key, text));
        let told = facts.map(|(key, text)| {
            let value = self.value(meaning(item.entry, &key), &text);
            labelled(&sanitize::line(&self.heading(&key)), &sanitize::line(&value), self.context.language)
        });
        told.collect()
    }

    /// The long texts of an entry, line by line.
    pub fn texts(item: Item<'_>) -> Vec<String> {
        let texts = item.keys().into_iter().filter(|(key, text)| is_long(key, text));
        let lines = |text: &str| text.lines().map(|line| sanitize::line(line).into_owned()).collect::<Vec<_>>();
        texts.flat_map(|(_, text)| lines(&text)).collect()
    }

    /// Who did what when, and the facts: one line.
    pub fn line(&self, item: Item<'_>) -> String {
        let Entry { at, by, .. } = item.entry;
        let name = self.label("member", by.as_str());
        let name = sanitize::line(&name);
        let mut line = format!("{}  {name}  {}", self.local(*at), self.act(item));
        for fact in self.facts(item) {
            line.extend(["  ", &fact]);
        }
        line
    }

    /// Everything the entry tells besides who, when and what, on one line.
    pub fn detail(&self, item: Item<'_>) -> String {
        let mut parts = self.facts(item);
        let texts = Self::texts(item);
        parts.extend((!texts.is_empty()).then(|| texts.join(" ")));
        parts.join(self.context.language.word("list-semicolon"))
    }
}

/// Whether a text has lines of its own.
fn is_long(key: &str, text: &str) -> bool {
    key == "text" || text.contains('\n')
}

/// What the value of an act's key is: `to` is a member when a ticket is given to somebody, and a
/// priority when the priority was edited.
fn meaning<'a>(entry: &Entry, key: &'a str) -> &'a str {
    match (&entry.act, key) {
        (Act::Edited { field, .. } | Act::Classified { field, .. }, "from" | "to") => field.code(),
        (
            Act::Assigned { .. }
            | Act::Transferred { .. }
            | Act::Planned { .. }
            | Act::Escalated { .. }
            | Act::EscalationRequested { .. }
            | Act::Involved { .. },
            "to",
        ) => "member",
        (Act::Closed { .. }, "reason") => "close_reason",
        (Act::Stage { .. }, "result") => "stage_result",
        (Act::Notified { .. }, "to") => "recipients",
        (Act::Approved { .. } | Act::Rejected { .. }, "what") => "matter",
        (Act::Linked { .. } | Act::Unlinked { .. }, "kind") => "link",
        (Act::Planned { .. }, "kind") => "plan",
        (Act::Escalated { .. }, "level") => "audience",
        (_, "note") if entry.by.as_str() == RULES => "rule_note",
        _ => key,
    }
}
