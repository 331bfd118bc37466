//! From the file to rules that can be asked: every name known, every rule able to fire.
use std::collections::{BTreeMap, HashSet};

use super::super::condition::{self, Ranks};
use super::super::problems::Problems;
use super::super::vocabulary::Vocabulary;
use super::{RuleFile, RulesFile};
use crate::automation::confirmation::Confirmation;
use crate::automation::fold::Folded;
use crate::automation::keywords::{Keywords, Library};
use crate::automation::rules::{Condition, FIELDS, Priorities, Rule, Ruleset};
use crate::domain::ids::Text;
use crate::domain::member::Roster;
use crate::fault::Problem;
use crate::query::{Expression, FieldSpec, Query};
use crate::store::yaml::Step;
use crate::{faults, near};

/// The longest word of a library, in characters.
const LONGEST: usize = 100;

faults! {
    /// What can be wrong with the rules.
    pub enum RulesFault {
        "library-empty" => NoWords { library: Text },
        "keyword-blank" => Blank { library: Text },
        "keyword-long" => Long { library: Text, length: usize, limit: usize },
        "keyword-twice" => Twice { library: Text, word: Text },
        "keyword-never" => Never { library: Text, word: Text },
        "rule-twice" => RuleTwice { rule: Text },
        "rule-keywords-empty" => NoLibraries { rule: Text },
        "rule-library-unknown" => Library { library: Text, nearest: String },
        "rule-contradiction" => Contradiction { rule: Text, field: String },
        "rule-unreachable" => Unreachable { rule: Text, stop: Text },
        "rule-without-effect" => NoEffect { rule: Text },
        "rule-notify-unknown" => Notify { whom: Text, nearest: String },
        "role-absent" => Nobody { role: String, nearest: String },
    }
}

/// What the file is compared with, and what was found wrong.
pub(super) struct Compiler<'a> {
    text: &'a str,
    /// What could not be read, which was told.
    unread: &'a [(&'static str, String)],
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) roster: &'a Roster,
    /// In order.
    libraries: Vec<&'a str>,
    schema: Vec<FieldSpec>,
    problems: Problems<'a>,
}

/// The rules, unless they cannot be searched for at all, and everything that is wrong, in the order of the file.
pub(super) fn compile(
    text: &str,
    file: &RulesFile,
    unread: &[(&'static str, String)],
    vocabulary: &Vocabulary,
    roster: &Roster,
) -> (Option<Ruleset>, Vec<Problem>) {
    let libraries: Vec<_> = file.keywords.keys().map(Text::as_str).collect();
    let schema = schema(vocabulary, &libraries);
    let mut compiler = Compiler { text, unread, vocabulary, roster, libraries, schema, problems: Problems::of(text) };
    let keywords = compiler.keywords(file);
    let rules: Vec<_> = file.rules.iter().enumerate().map(|(place, rule)| compiler.rule(place, rule)).collect();
    compiler.order(&file.rules, &rules);
    let confirmation = compiler.confirmation(file);
    let priorities = priorities(vocabulary);
    let ruleset = keywords.map(|keywords| Ruleset { keywords, rules, priorities, confirmation });
    (ruleset, compiler.problems.in_order())
}

fn priorities(vocabulary: &Vocabulary) -> Priorities {
    let types = vocabulary.types.iter().map(|word| word.code.clone());
    let of_type: BTreeMap<_, _> =
        types.map(|code| (code.clone(), vocabulary.priority_of(code.as_str()).clone())).collect();
    let order = vocabulary.priorities.iter().map(|word| word.code.clone()).collect();
    Priorities { order, of_type, default: vocabulary.default_priority.clone() }
}

/// The fields that a condition may name.
fn schema(vocabulary: &Vocabulary, libraries: &[&str]) -> Vec<FieldSpec> {
    let spec = |(name, kind)| match name {
        "keyword" => FieldSpec::new(name, kind).with_codes(libraries.iter().copied()),
        _ => condition::field(vocabulary, name, kind),
    };
    FIELDS.into_iter().map(spec).collect()
}

impl Compiler<'_> {
    /// Notes what is wrong with the value of a path.
    pub(super) fn refuse(&mut self, steps: &[Step<'_>], problem: impl Into<Problem>) {
        let is_unread = |(key, name): &(&str, String)| match steps {
            [Step::Key(at), Step::Key(part), ..] => at == key && part == name,
            [Step::Key(at), Step::Index(place), ..] => at == key && place.to_string() == *name,
            _ => false,
        };
        if !self.unread.iter().any(is_unread) {
            self.problems.refuse(steps, problem);
        }
    }

    fn keywords(&mut self, file: &RulesFile) -> Option<Keywords> {
        let mut libraries = Vec::new();
        for (name, library) in &file.keywords {
            let steps = [Step::Key("keywords"), Step::Key(name), Step::Key("words")];
            if library.words.is_empty() {
                self.refuse(&steps, RulesFault::NoWords { library: name.clone() });
            }
            self.words(name, &library.words, "words");
            self.words(name, &library.not, "not");
            let not: HashSet<_> = library.not.iter().map(|word| plain(word)).collect();
            for (place, word) in library.words.iter().enumerate() {
                if not.contains(&plain(word)) {
                    let [keywords, library, words] = steps;
                    let fault = RulesFault::Never { library: name.clone(), word: word.clone() };
                    self.refuse(&[keywords, library, words, Step::Index(place)], fault);
                }
            }
            libraries.push(Library { name: name.clone(), words: library.words.clone(), not: library.not.clone() });
        }
        // What is too long to be looked for was refused; to try would take minutes.
        if libraries.iter().any(|library| library.words.iter().chain(&library.not).any(|word| is_long(word))) {
            return None;
        }
        Keywords::compile(libraries).map_err(|fault| self.refuse(&[Step::Key("keywords")], fault)).ok()
    }

    /// Words that say nothing, or say it twice.
    fn words(&mut self, library: &Text, words: &[Text], key: &str) {
        let mut known = HashSet::new();
        for (place, word) in words.iter().enumerate() {
            let steps = [Step::Key("keywords"), Step::Key(library), Step::Key(key), Step::Index(place)];
            let plain = plain(word);
            if plain.chars().all(|character| character == '*' || is_unseen(character)) {
                self.refuse(&steps, RulesFault::Blank { library: library.clone() });
            } else if is_long(word) {
                let (library, length) = (library.clone(), word.chars().count());
                self.refuse(&steps, RulesFault::Long { library, length, limit: LONGEST });
            } else if !known.insert(plain) {
                self.refuse(&steps, RulesFault::Twice { library: library.clone(), word: word.clone() });
            }
        }
    }

    fn rule(&mut self, place: usize, rule: &RuleFile) -> Rule {
        let at = [Step::Key("rules"), Step::Index(place)];
        let named = rule.keywords.as_ref().map(|named| self.libraries(at, rule, named));
        let libraries = named.unwrap_or_default();
        let (conditions, asked) = rule.when.as_ref().map(|when| self.conditions(at, rule, when)).unwrap_or_default();
        let mut mentioned = libraries.clone();
        mentioned.extend(asked.into_iter().filter(|place| !libraries.contains(place)));
        let effects = self.effects(at, rule);
        Rule { name: rule.name.clone(), libraries, mentioned, conditions, effects, stop: rule.stop }
    }

    fn libraries(&mut self, [rules, at]: [Step<'_>; 2], rule: &RuleFile, named: &[Text]) -> Vec<usize> {
        let key = Step::Key("keywords");
        if named.is_empty() {
            self.refuse(&[rules, at, key], RulesFault::NoLibraries { rule: rule.name.clone() });
        }
        let mut places = Vec::new();
        for (item, name) in named.iter().enumerate() {
            if let Ok(place) = self.libraries.binary_search(&name.as_str()) {
                places.push(place);
            } else {
                let nearest = near::list(name, self.libraries.iter().copied());
                let fault = RulesFault::Library { library: name.clone(), nearest };
                self.refuse(&[rules, at, key, Step::Index(item)], fault);
            }
        }
        places
    }

    /// The parts of a condition, and the libraries that it asks about.
    fn conditions(&mut self, [rules, at]: [Step<'_>; 2], rule: &RuleFile, when: &str) -> (Vec<Condition>, Vec<usize>) {
        let steps = [rules, at, Step::Key("when")];
        let ranks = Ranks(self.vocabulary);
        let parts = match Query::parts(when, &self.schema, &ranks) {
            Ok(parts) => parts,
            Err(problem) => {
                self.problems.add(condition::placed(self.text, &steps, when, problem));
                return Default::default();
            }
        };
        // That one of its libraries is mentioned must hold as well.
        let mentioned = self.mentions(rule);
        let whole = parts.iter().fold(mentioned, |whole, (_, part)| whole.and(part.clone()));
        if let Some(field) = whole.contradiction(&self.schema, &ranks) {
            let fault = RulesFault::Contradiction { rule: rule.name.clone(), field: field.to_owned() };
            self.refuse(&steps, fault);
        }
        let expression = Expression::parse(when).ok();
        let named = expression.as_ref().map(|expression| expression.values_of("keyword")).unwrap_or_default();
        // A field without codes admits any value; here that is no library at all.
        if let Some(name) = named.first().filter(|_| self.libraries.is_empty()) {
            let fault = RulesFault::Library { library: Text::from(*name), nearest: String::new() };
            self.refuse(&steps, fault);
        }
        let asked = self.places(&named);
        let conditions = parts.into_iter().map(|(text, query)| Condition { text, query }).collect();
        (conditions, asked)
    }

    /// That a ticket mentions one of the libraries that a rule names.
    fn mentions(&self, rule: &RuleFile) -> Query {
        let quoted = |name: &Text| format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""));
        let known = rule.keywords.iter().flatten().filter(|name| self.libraries.binary_search(&name.as_str()).is_ok());
        let names: Vec<_> = known.map(quoted).collect();
        let asked = format!("keyword in ({})", names.join(", "));
        Query::parse(&asked, &self.schema, &Ranks(self.vocabulary)).unwrap_or_default()
    }

    fn places(&self, names: &[&str]) -> Vec<usize> {
        let place = |name: &&str| self.libraries.iter().position(|known| known.eq_ignore_ascii_case(name));
        names.iter().filter_map(place).collect()
    }

    /// Rules of one name, and rules that are never asked.
    fn order(&mut self, files: &[RuleFile], rules: &[Rule]) {
        let ends = |rule: &&Rule| rule.stop && rule.libraries.is_empty() && rule.conditions.is_empty();
        let is_plain = |place: usize| files[place].keywords.is_none() && files[place].when.is_none();
        let stop = rules.iter().enumerate().find(|(place, rule)| ends(rule) && is_plain(*place));
        let mut names = HashSet::new();
        for (place, rule) in rules.iter().enumerate() {
            let steps = [Step::Key("rules"), Step::Index(place), Step::Key("name")];
            if !names.insert(&rule.name) {
                self.refuse(&steps, RulesFault::RuleTwice { rule: rule.name.clone() });
            }
            if let Some((_, stop)) = stop.filter(|(stop, _)| *stop < place) {
                let fault = RulesFault::Unreachable { rule: rule.name.clone(), stop: stop.name.clone() };
                self.refuse(&steps, fault);
            }
        }
    }

    fn confirmation(&mut self, file: &RulesFile) -> Confirmation {
        let confirm = &file.classification.confirm;
        for (key, role) in [("level1", &confirm.level1), ("level2", &confirm.level2)] {
            let Some(role) = role.as_deref().filter(|role| !self.roster.roles().contains(*role)) else { continue };
            let nearest = near::list(role, self.roster.roles());
            let steps = [Step::Key("classification"), Step::Key("confirm"), Step::Key(key)];
            self.refuse(&steps, RulesFault::Nobody { role: role.to_owned(), nearest });
        }
        Confirmation { level1: confirm.level1.clone(), level2: confirm.level2.clone() }
    }
}

/// Whether a character shows nothing: spaces, controls, and what only joins or parts others.
fn is_unseen(character: char) -> bool {
    let joins = matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    joins || character.is_whitespace() || character.is_control()
}

/// Whether a word is longer than any that people write.
fn is_long(word: &str) -> bool {
    word.chars().nth(LONGEST).is_some()
}

/// A word as it is looked for.
fn plain(word: &str) -> String {
    Folded::of(word.trim()).as_str().to_owned()
}
