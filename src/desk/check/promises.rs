//! What is wrong with promises although they can be read: they could never be kept, go round in circles, or
//! concern nobody.
use std::collections::BTreeSet;
use std::path::Path;

use super::{Finding, Severity};
use crate::automation::audience::{HANDLER, ON_DUTY, WORDS, alternatives};
use crate::desk::process::Process;
use crate::desk::vocabulary::{List, Vocabulary};
use crate::desk::{open, rota};
use crate::domain::ids::{MemberId, TeamId, Text};
use crate::domain::member::{LEAD, Roster};
use crate::fault::Problem;
use crate::faults;
use crate::near;
use crate::store::disk;
use crate::store::yaml::{self, Step};
use crate::time::clocks::{
    ActionSpec, ClockSpec, NO_WAIT, Named, Names, Policies, PolicyFile, Rung, TargetSpec, WAITING, WhenSpec,
    stage_named,
};

/// The file, relative to the desk.
const FILE: &str = "config/sla.yaml";
/// In a target: the priorities that are not named.
const DEFAULT: &str = "default";
/// The act that lets a team work along.
const INVOLVED: &str = "involved";
/// The acts that a ticket without a handler does not know.
const HANDLED: [&str; 7] = ["assigned", "accepted", "analysed", "planned", "progressed", "waiting", "resumed"];

faults! {
    /// What is wrong with a promise.
    pub enum PromiseFault {
        "promise-endless" => Endless { clock: Text },
        "promise-cycle" => Cycle { clocks: String, whom: String },
        "promise-whom" => Whom { whom: Text, nearest: String },
        "promise-nobody" => Nobody { whom: String },
        "promise-untargeted" => Untargeted { clock: Text, priorities: String },
        "promise-stage" => Stage { stage: String, nearest: String },
        "promise-stage-result" => StageResult { stage: String, result: String, nearest: String },
        "promise-stageless" => Stageless { event: Text },
        "promise-pauses" => Pauses { party: Text, nearest: String },
        "promise-pauses-beside" => Beside { word: Text },
        "promise-code" => Unknown { list: &'static str, code: Text, nearest: String },
    }
}

/// What promises are compared with.
struct Checker<'a> {
    root: &'a Path,
    roster: &'a Roster,
    vocabulary: &'a Vocabulary,
    /// Nothing when it cannot be read.
    process: Option<&'a Process>,
    findings: &'a mut Vec<Finding>,
}

/// Checks the promises that are made from now on: the newest version. Without `policies`, which something else in the
/// file keeps from being made, what each clock says is compared alone.
pub(super) fn check(
    root: &Path,
    policies: Option<&Policies>,
    (roster, vocabulary, process): (&Roster, &Vocabulary, Option<&Process>),
    findings: &mut Vec<Finding>,
) {
    // What cannot be read is found by whoever reads the policies.
    let Ok(Some(file)) = open::read_config::<PolicyFile>(root, Path::new(FILE)) else { return };
    let mut checker = Checker { root, roster, vocabulary, process, findings };
    let newest = file.policies.iter().enumerate().max_by_key(|(_, version)| version.since);
    let (clocks, before) = match newest {
        Some((place, version)) => (&version.clocks, vec![Step::Key("policies"), Step::Index(place)]),
        None => (&file.clocks, Vec::new()),
    };
    if let Some(policies) = policies {
        checker.motion(policies, &before);
    }
    checker.clocks(clocks, &before);
    checker.waits(&file);
}

/// Whether words mean nobody for some ticket that a clock runs on: the lead of one without a team.
fn may_be_nobody(clock: &ClockSpec, whom: &str) -> bool {
    let is_handled = || clock.starts.0.iter().all(|act| HANDLED.contains(&act.as_str()));
    let is_of_ticket = |word: &str| match word {
        HANDLER => !is_handled(),
        // A team that works along is a team.
        LEAD => !clock.starts.0.iter().all(|act| act == INVOLVED),
        ON_DUTY => true,
        _ => false,
    };
    alternatives(whom).all(is_of_ticket)
}

/// Why the event of a stage can never be.
fn wrong_stage(process: &Process, event: &Text) -> Option<PromiseFault> {
    let (code, result) = stage_named(event)?;
    let stages: Vec<_> = process.all().flat_map(|process| &process.stages).collect();
    if stages.is_empty() {
        return Some(PromiseFault::Stageless { event: event.clone() });
    }
    let named: Vec<_> = stages.iter().filter(|stage| stage.code.as_str() == code).collect();
    if named.is_empty() {
        let nearest = near::list(code, stages.iter().map(|stage| stage.code.as_str()));
        return Some(PromiseFault::Stage { stage: code.to_owned(), nearest });
    }
    let results = || named.iter().flat_map(|stage| &stage.results).map(|result| result.code.as_str());
    let result = result.filter(|result| results().all(|known| known != *result))?;
    let (stage, nearest) = (code.to_owned(), near::list(result, results()));
    Some(PromiseFault::StageResult { stage, result: result.to_owned(), nearest })
}

impl<'a> Checker<'a> {
    fn find(&mut self, severity: Severity, steps: &[Step<'_>], fault: impl Into<Problem>) {
        let path = yaml::Path::new(steps);
        self.findings.push(Finding::within(self.root, Path::new(FILE), &path, severity, fault.into()));
    }

    /// Clocks that cannot stop, and moves that start anew the clocks that ordered them.
    fn motion(&mut self, policies: &Policies, before: &[Step<'_>]) {
        let (mut clocks, mut whom, mut key) = (Vec::new(), BTreeSet::new(), "");
        for clock in policies.clocks() {
            let Some(rule) = clock.newest() else { continue };
            let name = Text::from(clock.name().as_str());
            if !rule.can_stop() {
                let steps = [before, &[Step::Key("clocks"), Step::Key(&name), Step::Key("stops")]].concat();
                self.find(Severity::Error, &steps, PromiseFault::Endless { clock: name.clone() });
            }
            let moves: Vec<_> = rule.rungs().iter().filter(|rung| rung.action.destination().is_some()).collect();
            if rule.starts_with_moves() && !moves.is_empty() {
                whom.extend(moves.iter().filter_map(|rung| rung.action.destination()).map(Text::as_str));
                key = if moves.iter().any(|rung| rung.name == Rung::BREACH) { "on_breach" } else { "levels" };
                clocks.push(name);
            }
        }
        if whom.len() > 1 {
            let last = clocks.last().map_or("", Text::as_str);
            let steps = [before, &[Step::Key("clocks"), Step::Key(last), Step::Key(key)]].concat();
            let whom = whom.into_iter().collect::<Vec<_>>().join(near::SEPARATOR);
            self.find(Severity::Error, &steps, PromiseFault::Cycle { clocks: clocks.join(near::SEPARATOR), whom });
        }
    }

    fn clocks(&mut self, clocks: &Named<ClockSpec>, before: &[Step<'_>]) {
        for (name, clock) in &clocks.0 {
            let at = |key: &'static str| [before, &[Step::Key("clocks"), Step::Key(name), Step::Key(key)]].concat();
            for (key, actions) in [("levels", &clock.levels), ("on_breach", &clock.on_breach)] {
                for (place, action) in actions.iter().enumerate() {
                    self.action(clock, action, &[at(key), vec![Step::Index(place)]].concat());
                }
            }
            for (key, events) in [("starts", &clock.starts), ("stops", &clock.stops)] {
                self.stages(events, &at(key));
            }
            self.pauses(&clock.pauses, &at("pauses"));
            self.when(&clock.when, &at("when"));
            if let Some(target) = &clock.target {
                self.target((name, &[&clock.when.priority]), target, &at("target"));
            }
        }
    }

    /// Stages that no ticket comes to: such a clock never starts, or never stops.
    fn stages(&mut self, events: &Names, at: &[Step<'_>]) {
        let Some(process) = self.process else { return };
        for (place, event) in events.0.iter().enumerate() {
            if let Some(fault) = wrong_stage(process, event) {
                self.find(Severity::Error, &[at, &[Step::Index(place)]].concat(), fault);
            }
        }
    }

    fn pauses(&mut self, pauses: &Names, at: &[Step<'_>]) {
        for (place, word) in pauses.0.iter().enumerate() {
            let at = [at, &[Step::Index(place)]].concat();
            let is_whole = [WAITING, NO_WAIT].contains(&word.as_str());
            if is_whole && pauses.0.len() > 1 {
                self.find(Severity::Warning, &at, PromiseFault::Beside { word: word.clone() });
            } else if !is_whole && !self.vocabulary.admits(List::Party, word) {
                let parties = self.vocabulary.words(List::Party).iter().map(|party| party.code.as_str());
                let nearest = near::list(word, [WAITING, NO_WAIT].into_iter().chain(parties));
                self.find(Severity::Error, &at, PromiseFault::Pauses { party: word.clone(), nearest });
            }
        }
    }

    fn action(&mut self, clock: &ClockSpec, action: &ActionSpec, at: &[Step<'_>]) {
        let everybody: Vec<_> = action.notify.0.iter().chain(&action.escalate).chain(&action.reassign).collect();
        self.names(&action.notify, &[at, &[Step::Key("notify")]].concat());
        for (key, whom) in [("escalate", &action.escalate), ("reassign", &action.reassign)] {
            if let Some(whom) = whom {
                self.whom(whom, &[at, &[Step::Key(key)]].concat());
            }
        }
        if !everybody.is_empty() && everybody.iter().all(|whom| may_be_nobody(clock, whom)) {
            let whom = everybody.into_iter().map(Text::as_str).collect::<Vec<_>>().join(", ");
            self.find(Severity::Warning, at, PromiseFault::Nobody { whom });
        }
        if let Some(priority) = &action.priority {
            self.code(List::Priority, priority, &[at, &[Step::Key("priority")]].concat());
        }
    }

    /// Those who are told.
    fn names(&mut self, names: &Names, at: &[Step<'_>]) {
        for (place, whom) in names.0.iter().enumerate() {
            self.whom(whom, &[at, &[Step::Index(place)]].concat());
        }
    }

    fn whom(&mut self, whom: &Text, at: &[Step<'_>]) {
        for word in alternatives(whom) {
            self.word(&word.into(), at);
        }
    }

    fn word(&mut self, whom: &Text, at: &[Step<'_>]) {
        let roster = self.roster;
        let roles = roster.roles();
        let is_somebody = match whom.as_str() {
            HANDLER => true,
            LEAD => roles.contains(LEAD),
            ON_DUTY => disk::exists(&self.root.join(rota::FILE)),
            word => roster.members.contains_key(word) || roster.teams.contains_key(word) || roles.contains(word),
        };
        if !is_somebody {
            let names = roster.members.keys().map(MemberId::as_str).chain(roster.teams.keys().map(TeamId::as_str));
            let nearest = near::list(
                whom,
                WORDS.into_iter().chain(roles.into_iter().filter(|role| !WORDS.contains(role))).chain(names),
            );
            self.find(Severity::Warning, at, PromiseFault::Whom { whom: whom.clone(), nearest });
        }
    }

    fn code(&mut self, list: List, code: &str, at: &[Step<'_>]) {
        if !self.vocabulary.admits(list, code) {
            let known = self.vocabulary.words(list).iter().map(|word| word.code.as_str());
            let nearest = near::list(code, known);
            let fault = PromiseFault::Unknown { list: list.key(), code: code.into(), nearest };
            self.find(Severity::Warning, at, fault);
        }
    }

    fn when(&mut self, when: &WhenSpec, at: &[Step<'_>]) {
        let WhenSpec { kind, priority, team, category, source, channel, product, tags: _, tier: _ } = when;
        let lists = [
            ("type", List::Type, kind),
            ("priority", List::Priority, priority),
            ("channel", List::Channel, channel),
            ("source", List::Source, source),
            ("product", List::Product, product),
        ];
        for (key, list, codes) in lists {
            self.codes(list, codes, &[at, &[Step::Key(key)]].concat());
        }
        for (place, team) in team.0.iter().enumerate() {
            if let Err(unknown) = self.roster.team(team) {
                self.find(Severity::Warning, &[at, &[Step::Key("team"), Step::Index(place)]].concat(), unknown);
            }
        }
        for (place, code) in category.0.iter().enumerate() {
            // One also stands for those below it.
            if !self.vocabulary.has_within(code) {
                self.code(List::Category, code, &[at, &[Step::Key("category"), Step::Index(place)]].concat());
            }
        }
    }

    fn codes(&mut self, list: List, codes: &Names, at: &[Step<'_>]) {
        for (place, code) in codes.0.iter().enumerate() {
            self.code(list, code, &[at, &[Step::Index(place)]].concat());
        }
    }

    /// `asked` says, at each level above, for which priorities it is; none means all.
    fn target(&mut self, (clock, asked): (&Text, &[&Names]), target: &TargetSpec, at: &[Step<'_>]) {
        match target {
            TargetSpec::Flat(_) => {}
            TargetSpec::ByPriority(spans) => self.by_priority((clock, asked), spans, at),
            TargetSpec::Rules(rules) => {
                for (place, rule) in rules.iter().enumerate() {
                    let at = [at, &[Step::Index(place)]].concat();
                    self.when(&rule.when, &[&at[..], &[Step::Key("when")]].concat());
                    let asked = [asked, &[&rule.when.priority]].concat();
                    self.target((clock, &asked), &rule.target, &[at, vec![Step::Key("target")]].concat());
                }
            }
        }
    }

    /// A clock for all tickets promises something to all, or says that it does not.
    fn by_priority(&mut self, (clock, asked): (&Text, &[&Names]), spans: &Named<Text>, at: &[Step<'_>]) {
        for (code, _) in spans.0.iter().filter(|(code, _)| code != DEFAULT) {
            self.code(List::Priority, code, &[at, &[Step::Key(code)]].concat());
        }
        let named = |code: &str| spans.0.iter().any(|(known, _)| known == code);
        let is_asked =
            |code: &str| asked.iter().all(|Names(asked)| asked.is_empty() || asked.iter().any(|known| known == code));
        let codes = self.vocabulary.words(List::Priority).iter().map(|word| word.code.as_str());
        let missing: Vec<_> = codes.filter(|code| is_asked(code) && !named(code)).collect();
        if !named(DEFAULT) && !missing.is_empty() {
            let fault = PromiseFault::Untargeted { clock: clock.clone(), priorities: missing.join(near::SEPARATOR) };
            self.find(Severity::Warning, at, fault);
        }
    }

    fn waits(&mut self, file: &'a PolicyFile) {
        for (place, wait) in file.waits.iter().enumerate() {
            let at = |key| [Step::Key("waits"), Step::Index(place), Step::Key(key)];
            self.names(&wait.notify, &at("notify"));
            self.codes(List::Party, &wait.party, &at("party"));
            if let Some(reason) = &wait.reason {
                self.code(List::CloseReason, reason.as_str(), &at("reason"));
            }
        }
    }
}
