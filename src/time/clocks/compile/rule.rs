//! One clock in one version.
use std::sync::Arc;

use super::ClockFault;
use crate::domain::act::ActKind;
use crate::domain::ids::Text;
use crate::fault::{Result, Within as _};
use crate::near;
use crate::time::Calendar;
use crate::time::clocks::event::{Events, StageEvents};
use crate::time::clocks::pauses::{NO_WAIT, Pauses, WAITING};
use crate::time::clocks::policy::Rule;
use crate::time::clocks::spec::{ClockSpec, Named, Names, Per, TargetRuleSpec, TargetSpec, WhenSpec};
use crate::time::clocks::target::{Aspect, Condition, Target};
use crate::time::duration::{DurationFault, Span};

/// In a target: the priorities that are not named.
const DEFAULT: &str = "default";
/// As a target: the instant that the act names which starts the clock. Also the key of such acts.
const UNTIL: &str = "until";

pub(super) struct RuleCompiler<'a> {
    pub(super) clock: &'a Text,
    pub(super) calendar: Arc<Calendar>,
}

impl RuleCompiler<'_> {
    pub(super) fn compile(self, spec: &ClockSpec, stages: &mut StageEvents) -> Result<Rule> {
        let starts = self.events("starts", &spec.starts, stages).within("starts")?;
        Ok(Rule {
            starts,
            stops: self.events("stops", &spec.stops, stages).within("stops")?,
            repeats: spec.repeats,
            per: spec.per.unwrap_or_else(|| measured(starts)),
            when: conditions(&spec.when),
            target: self
                .whole_target(spec.target.as_ref().ok_or_else(|| self.missing("target"))?, starts)
                .within("target")?,
            pauses: pauses(&spec.pauses),
            warn: spec.warn.as_ref().map(|at| self.warning(at)).transpose().within("warn")?,
            rungs: self.rungs(spec)?,
            calendar: self.calendar,
        })
    }

    pub(super) fn missing(&self, key: &'static str) -> ClockFault {
        ClockFault::Missing { clock: self.clock.clone(), key }
    }

    fn events(&self, key: &'static str, names: &Names, stages: &mut StageEvents) -> Result<Events> {
        if names.0.is_empty() {
            return Err(self.missing(key).into());
        }
        names.0.iter().enumerate().try_fold(Events::NONE, |events, (place, name)| {
            let unknown = || ClockFault::Act {
                clock: self.clock.clone(),
                act: name.clone(),
                near: near::list(name, Events::names()),
            };
            Ok(events.and(Events::named(name, stages).ok_or_else(unknown).within(place)?))
        })
    }

    fn whole_target(&self, spec: &TargetSpec, starts: Events) -> Result<Target> {
        let names_one = |act: &&ActKind| act.keys().contains(&UNTIL);
        match spec {
            TargetSpec::Flat(span) if span != UNTIL => self.target(spec),
            TargetSpec::Flat(_) if ActKind::ALL.iter().filter(names_one).any(|act| starts.meets(Events::of(*act))) => {
                Ok(Target::Until)
            }
            TargetSpec::Flat(_) => Err(ClockFault::Until { clock: self.clock.clone() }.into()),
            TargetSpec::ByPriority(_) | TargetSpec::Rules(_) => self.target(spec),
        }
    }

    fn target(&self, spec: &TargetSpec) -> Result<Target> {
        match spec {
            TargetSpec::Flat(span) => Ok(Target::Flat(self.seconds("target", span)?)),
            TargetSpec::ByPriority(spans) if !spans.0.is_empty() => self.target_by_priority(spans),
            TargetSpec::Rules(rules) if !rules.is_empty() => {
                let rule = |(place, rule): (usize, &TargetRuleSpec)| {
                    Ok((conditions(&rule.when), self.target(&rule.target).within("target").within(place)?))
                };
                Ok(Target::Rules(rules.iter().enumerate().map(rule).collect::<Result<_>>()?))
            }
            TargetSpec::ByPriority(_) | TargetSpec::Rules(_) => Err(self.missing("target").into()),
        }
    }

    fn target_by_priority(&self, spans: &Named<Text>) -> Result<Target> {
        let seconds = |(priority, span): &(Text, Text)| {
            Ok((priority.clone(), self.seconds("target", span).within(priority.as_str())?))
        };
        let mut named = spans.0.iter().map(seconds).collect::<Result<Vec<_>>>()?;
        let default = named.iter().position(|(priority, _)| priority == DEFAULT);
        let default = default.map(|place| named.remove(place).1);
        Ok(Target::ByPriority { named, default })
    }

    pub(super) fn seconds(&self, key: &'static str, duration: &Text) -> Result<i64, ClockFault> {
        let seconds = duration.parse::<Span>().and_then(|span| span.seconds(&self.calendar));
        let (clock, duration) = (self.clock, duration.clone());
        seconds.map_err(|fault| match fault {
            DurationFault::NoBusinessDay { .. } => ClockFault::BusinessDay { clock: clock.clone(), key, duration },
            _ => ClockFault::Duration { clock: clock.clone(), key, duration },
        })
    }
}

/// Whose time a clock measures that does not say so.
fn measured(starts: Events) -> Per {
    if starts.meets(Events::HANDOVERS) {
        Per::Handler
    } else if starts.meets(Events::of(ActKind::Involved)) {
        Per::Collaborator
    } else {
        Per::Ticket
    }
}

fn pauses(names: &Names) -> Pauses {
    let says = |word: &str| names.0.iter().any(|name| name == word);
    if names.0.is_empty() || says(NO_WAIT) {
        Pauses::None
    } else if says(WAITING) {
        Pauses::Any
    } else {
        Pauses::Parties(names.0.clone())
    }
}

fn conditions(when: &WhenSpec) -> Vec<Condition> {
    let all = [
        (Aspect::Type, &when.kind),
        (Aspect::Priority, &when.priority),
        (Aspect::Team, &when.team),
        (Aspect::Category, &when.category),
        (Aspect::Source, &when.source),
        (Aspect::Channel, &when.channel),
        (Aspect::Product, &when.product),
        (Aspect::Tags, &when.tags),
        (Aspect::Tier, &when.tier),
    ];
    let given = all.into_iter().filter(|(_, names)| !names.0.is_empty());
    given.map(|(aspect, names)| Condition { aspect, values: names.0.clone() }).collect()
}
