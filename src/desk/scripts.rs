//! `scripts/*.yaml`: standard replies with placeholders.
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::vocabulary::{List, Vocabulary};
use crate::automation::template::{self, Flaw, Values};
use crate::domain::category;
use crate::domain::ids::Code;
use crate::domain::ticket::Head;
use crate::fault::{Place, Problem, Result};
use crate::faults;
use crate::near;
use crate::store::yaml::{self, Step};
use crate::store::{disk, layout};

/// A standard reply as its file says.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// What people call it.
    pub label: String,
    /// Which tickets it is for; all without it.
    #[serde(default, rename = "for")]
    pub fits: Fits,
    /// How it is said, unless the reply names another channel; [`CHOSEN`] is the customer's own choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Code>,
    /// The values that whoever replies has to give, with what each of them is.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set: BTreeMap<String, String>,
    /// The text.
    pub text: String,
    /// In a message about several tickets: what is said of each; the text has it as `tickets`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each: Option<String>,
}

/// Which tickets a standard reply is for: of one of these codes in each list that has any; a category stands for those below
/// it too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "each is the head key of that name")]
pub struct Fits {
    #[serde(rename = "type")]
    pub kind: Vec<Code>,
    pub category: Vec<Code>,
    pub priority: Vec<Code>,
    pub channel: Vec<Code>,
    pub source: Vec<Code>,
}

/// A standard reply, and where it stands.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Its name: that of its file.
    pub name: String,
    /// Its file, relative to the desk.
    pub path: PathBuf,
    /// What the file says.
    pub script: Script,
    /// The text of the file.
    source: String,
}

faults! {
    /// Why a standard reply cannot be used.
    pub enum ScriptFault {
        "script-unknown" => Unknown { script: String, nearest: String },
        "script-name-malformed" => Name { path: String },
        "script-placeholder-unknown" => Placeholder { name: String, nearest: String, line: String },
        "script-clock-unknown" => Clock { clock: String, nearest: String },
        "script-value-unknown" => Value { name: String, script: String, known: String },
        "script-set-malformed" => SetName { name: String },
        "script-set-idle" => Idle { name: String },
        "script-each-idle" => EachIdle {},
        "script-unfit" => Unfit { script: String, number: String, list: &'static str, code: String, known: String },
    }
}

/// Instead of a channel: the one that the customer chose, and the ticket's when they chose none.
pub const CHOSEN: &str = "chosen";

/// The placeholders that every desk has; `due.<clock>` comes beside them.
pub const KNOWN: [&str; 35] = [
    "customer.channel",
    "customer.email",
    "customer.id",
    "customer.industry",
    "customer.name",
    "customer.organization",
    "customer.phone",
    "customer.region",
    "customer.tier",
    "desk.name",
    "handler.employee",
    "handler.name",
    "member.employee",
    "member.id",
    "member.name",
    "progress.done",
    "progress.eta",
    "progress.next",
    "promise.clock",
    "promise.due",
    "said.at",
    "said.text",
    "ticket.assignee",
    "ticket.category",
    "ticket.channel",
    "ticket.created",
    "ticket.expected",
    "ticket.number",
    "ticket.priority",
    "ticket.product",
    "ticket.source",
    "ticket.status",
    "ticket.team",
    "ticket.title",
    "ticket.type",
];

/// In a text about several tickets: what is said of each of them.
const TICKETS: &str = "tickets";
/// In a text about several tickets: how many they are.
const COUNT: &str = "count";
/// What is known without a ticket.
const GENERAL: [&str; 3] = ["customer.", "desk.", "member."];

/// The names of the standard replies of the desk at `root`.
pub fn names(root: &Path) -> Result<Vec<String>> {
    let files = disk::list(&root.join(layout::SCRIPTS))?;
    Ok(files.iter().filter_map(|file| file.strip_suffix(".yaml")).map(str::to_owned).collect())
}

/// The standard reply that a person means: by its name, or by its label.
pub fn called(root: &Path, text: &str) -> Result<Stored> {
    if is_name(text) && disk::exists(&root.join(layout::script(text))) {
        return read(root, text);
    }
    let known: Vec<_> = names(root)?.iter().filter_map(|name| read(root, name).ok()).collect();
    let pairs = known.iter().map(|stored| (stored.name.as_str(), stored.script.label.as_str()));
    let unknown = ScriptFault::Unknown { script: text.to_owned(), nearest: near::named(text, pairs) };
    known.into_iter().find(|stored| stored.script.label == text).ok_or_else(|| unknown.into())
}

/// The standard reply of a name.
pub fn read(root: &Path, name: &str) -> Result<Stored> {
    let path = layout::script(name);
    let source = if is_name(name) { disk::read_text(&root.join(&path))? } else { None };
    let Some(source) = source else {
        let nearest = near::list(name, names(root)?.iter().map(String::as_str));
        return Err(ScriptFault::Unknown { script: name.to_owned(), nearest }.into());
    };
    let script = yaml::read_config(&source).map_err(|problem: Problem| problem.in_file(&path))?;
    Ok(Stored { name: name.to_owned(), path, script, source })
}

/// Whether a text can be the name of a file that others refer to.
pub fn is_name(text: &str) -> bool {
    let safe = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    !text.is_empty() && text.len() <= 200 && text.chars().all(safe)
}

impl Fits {
    /// Each list with its codes.
    pub fn lists(&self) -> [(&'static str, List, &[Code]); 5] {
        [
            ("type", List::Type, &self.kind),
            ("category", List::Category, &self.category),
            ("priority", List::Priority, &self.priority),
            ("channel", List::Channel, &self.channel),
            ("source", List::Source, &self.source),
        ]
    }

    /// The first list that leaves out a ticket: its key, the ticket's code, and the codes it names.
    fn obstacle(&self, head: &Head) -> Option<(&'static str, String, String)> {
        let own = [
            Some(&head.kind),
            head.category.as_ref(),
            Some(&head.priority),
            head.channel.as_ref(),
            head.source.as_ref(),
        ];
        let mut lists = self.lists().into_iter().zip(own);
        lists.find_map(|((key, list, codes), own)| {
            let is_of = |own: &Code| match list {
                List::Category => codes.iter().any(|code| category::is_within(own.as_str(), code.as_str())),
                _ => codes.contains(own),
            };
            let fits = codes.is_empty() || own.is_some_and(is_of);
            let known = || codes.iter().map(Code::as_str).collect::<Vec<_>>().join(near::SEPARATOR);
            (!fits).then(|| (key, own.map_or_else(|| "–".to_owned(), ToString::to_string), known()))
        })
    }
}

impl Stored {
    /// A problem at the value of a path of the file.
    fn wrong<const N: usize>(&self, steps: [Step<'_>; N], problem: impl Into<Problem>) -> Problem {
        let place = yaml::locate(&self.source, &yaml::Path::new(steps));
        let place = place.unwrap_or_else(|| Place::whole(PathBuf::new()));
        problem.into().at(Place { file: self.path.clone(), ..place })
    }

    /// The texts, each with its key.
    fn parts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let each = self.script.each.as_deref().map(|each| ("each", each));
        std::iter::once(("text", self.script.text.as_str())).chain(each)
    }

    /// A flaw of one of the texts, at its line of the file.
    fn flawed(&self, (key, text): (&str, &str), flaw: Flaw) -> Problem {
        let Some(start) = yaml::locate(&self.source, &yaml::Path::new([Step::Key(key)])) else {
            return flaw.fault.into();
        };
        let before = &text[..text.floor_char_boundary(flaw.offset.unwrap_or_default())];
        let line = start.line + before.matches('\n').count();
        let column = start.column + before.rsplit('\n').next().unwrap_or_default().chars().count();
        let excerpt = self.source.lines().nth(line - 1).unwrap_or_default().to_owned();
        Problem::from(flaw.fault).at(Place { file: self.path.clone(), line, column, excerpt })
    }

    /// Refuses codes and placeholders that the desk does not know, values that are not used, and a text
    /// that cannot be filled or has no end. `clocks` are the names of the desk's clocks.
    pub fn validate(&self, vocabulary: &Vocabulary, clocks: &[&str]) -> Result<()> {
        for (key, list, codes) in self.script.fits.lists() {
            for (place, code) in codes.iter().enumerate() {
                let steps = [Step::Key("for"), Step::Key(key), Step::Index(place)];
                vocabulary.resolve_above(list, code.as_str()).map_err(|fault| self.wrong(steps, fault))?;
            }
        }
        if let Some(channel) = self.script.channel.as_ref().filter(|channel| channel.as_str() != CHOSEN) {
            let resolved = vocabulary.resolve(List::Channel, channel.as_str());
            resolved.map_err(|fault| self.wrong([Step::Key("channel")], fault))?;
        }
        self.check_names(clocks)?;
        self.parts().try_for_each(|part| template::try_out(part.1).map_err(|flaw| self.flawed(part, flaw)))
    }

    fn check_names(&self, clocks: &[&str]) -> Result<()> {
        let mut used = BTreeSet::new();
        for part in self.parts() {
            used.extend(self.check_part(part, clocks)?);
        }
        if self.script.each.is_some() && !used.contains(TICKETS) {
            return Err(self.wrong([Step::Key("each")], ScriptFault::EachIdle {}));
        }
        for name in self.script.set.keys() {
            let wrong = |fault: ScriptFault| self.wrong([Step::Key("set"), Step::Key(name)], fault);
            if !is_name(name) || name.contains('-') {
                return Err(wrong(ScriptFault::SetName { name: name.clone() }));
            }
            if !used.contains(name) {
                return Err(wrong(ScriptFault::Idle { name: name.clone() }));
            }
        }
        Ok(())
    }

    /// The placeholders of one of the texts, all of them known there.
    fn check_part(&self, part: (&'static str, &str), clocks: &[&str]) -> Result<BTreeSet<String>> {
        let used = template::names(part.1).map_err(|flaw| self.flawed(part, flaw))?;
        let known = self.known(part.0, clocks);
        if let Some(name) = used.iter().find(|name| !known.contains(*name)) {
            let fault = unknown(name, &known, clocks);
            return Err(self.at_text(part, part.1.find(name.as_str()), fault));
        }
        Ok(used)
    }

    /// The placeholders that one of the texts can have: around several tickets nothing of a single one.
    fn known(&self, key: &str, clocks: &[&str]) -> Vec<String> {
        let is_around = key == "text" && self.script.each.is_some();
        let around = is_around.then_some([TICKETS, COUNT]).into_iter().flatten();
        let is_known = |name: &&str| !is_around || GENERAL.iter().any(|group| name.starts_with(group));
        let due = clocks.iter().filter(|_| !is_around).map(|clock| format!("due.{clock}"));
        let known = KNOWN.into_iter().filter(is_known).chain(around).map(str::to_owned);
        known.chain(due).chain(self.script.set.keys().cloned()).collect()
    }

    fn at_text(&self, part: (&str, &str), offset: Option<usize>, fault: ScriptFault) -> Problem {
        let malformed = template::TemplateFault::Endless {};
        let place = self.flawed(part, Flaw { fault: malformed, offset }).place().cloned();
        let problem = Problem::from(fault);
        match place {
            Some(place) => problem.at(place),
            None => problem,
        }
    }

    /// The text with the values that are known; other placeholders stay.
    pub fn fill_known(&self, values: Values) -> Result<String> {
        let part = ("text", self.script.text.as_str());
        let names = template::names(part.1).map_err(|flaw| self.flawed(part, flaw))?;
        let mut all: Values = names.into_iter().map(|name| (name.clone(), format!("{{{{ {name} }}}}"))).collect();
        all.extend(values);
        template::fill(part.1, &all).map_err(|flaw| self.flawed(part, flaw))
    }

    /// Whether it is for a ticket.
    pub fn fits(&self, head: &Head) -> bool {
        self.script.fits.obstacle(head).is_none()
    }

    /// The text for a ticket. `values` are those that the desk knows, `given` those of whoever replies,
    /// which come first.
    ///
    /// Refuses a ticket that the reply is not for, a given value that the text does not ask for, and a
    /// placeholder without a value.
    pub fn fill(&self, head: &Head, values: Values, given: &Values) -> Result<String> {
        if let Some((list, code, known)) = self.script.fits.obstacle(head) {
            let (script, number) = (self.name.clone(), head.id.to_string());
            return Err(ScriptFault::Unfit { script, number, list, code, known }.into());
        }
        self.require_asked(given)?;
        let mut values = values;
        values.extend(given.clone());
        self.compose(&values, std::slice::from_ref(&values))
    }

    /// The message about several tickets: `common` is what is known without any of them, `tickets` what is
    /// known of each. Without `each`, the text of each, with an empty line between.
    pub fn compose(&self, common: &Values, tickets: &[Values]) -> Result<String> {
        let fill = |part: (&str, &str), values: &Values| {
            template::fill(part.1, values).map_err(|flaw| self.flawed(part, flaw))
        };
        let all = |part| tickets.iter().map(|values| fill(part, values)).collect::<Result<Vec<_>>>();
        let text = ("text", self.script.text.as_str());
        let Some(each) = &self.script.each else { return Ok(all(text)?.join("\n\n")) };
        let mut values = common.clone();
        values.insert(TICKETS.to_owned(), all(("each", each))?.join("\n"));
        values.insert(COUNT.to_owned(), tickets.len().to_string());
        fill(text, &values)
    }

    /// Refuses a value that no text asks for.
    fn require_asked(&self, given: &Values) -> Result<()> {
        let mut names = BTreeSet::new();
        for part in self.parts() {
            names.extend(template::names(part.1).map_err(|flaw| self.flawed(part, flaw))?);
        }
        let Some(name) = given.keys().find(|name| !names.contains(*name)) else { return Ok(()) };
        let known = names.iter().map(String::as_str).collect::<Vec<_>>().join(near::SEPARATOR);
        Err(ScriptFault::Value { name: name.clone(), script: self.name.clone(), known }.into())
    }
}

/// What is wrong with a placeholder that is not known.
fn unknown(name: &str, known: &[String], clocks: &[&str]) -> ScriptFault {
    if let Some(clock) = name.strip_prefix("due.") {
        return ScriptFault::Clock { clock: clock.to_owned(), nearest: near::list(clock, clocks.iter().copied()) };
    }
    let nearest = near::list(name, known.iter().map(String::as_str));
    ScriptFault::Placeholder { name: name.to_owned(), nearest, line: format!("set: {{{name}: '…'}}") }
}

#[cfg(test)]
mod tests;
