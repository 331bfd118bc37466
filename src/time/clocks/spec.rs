//! The keys of `config/sla.yaml`, as they are written: nothing is resolved yet.
use std::collections::BTreeMap;

mod shape;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::ids::{Code, Text};
use crate::time::calendar::or_empty;
use crate::time::civil;
use crate::time::duration::Span;

pub use self::shape::{Named, Names};

/// The whole file: either `clocks`, in force ever since, or `policies`, each in force from a date on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct PolicyFile {
    /// The calendar of clocks that name none.
    pub calendar: Option<Text>,
    /// The clocks of the only version.
    #[serde(deserialize_with = "or_empty")]
    pub clocks: Named<ClockSpec>,
    /// The versions, in any order.
    #[serde(deserialize_with = "or_empty")]
    pub policies: Vec<PolicySpec>,
    /// What happens to waits that nobody answers; of several that fit, the first.
    #[serde(deserialize_with = "or_empty")]
    pub waits: Vec<WaitSpec>,
}

/// What happens to a wait that nobody answers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaitSpec {
    /// What it follows; without it, a `wait`.
    #[serde(default)]
    pub on: Option<Unconfirmed>,
    /// For whom it is; without it, for anybody.
    #[serde(default)]
    pub party: Names,
    /// How long it may be, unless the wait itself says until when.
    pub after: Span,
    /// The calendar whose open time counts; without it, that of the newest version.
    #[serde(default)]
    pub calendar: Option<Text>,
    /// Whom to tell.
    #[serde(default)]
    pub notify: Names,
    /// What becomes of the ticket; without it, nothing.
    #[serde(default)]
    pub then: Option<Then>,
    /// With `then: close`, the reason.
    #[serde(default)]
    pub reason: Option<Code>,
}

/// What the customer's confirmation is waited for after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unconfirmed {
    /// It was resolved.
    Resolved,
}

/// What becomes of a ticket whose wait nobody answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Then {
    /// Work goes on.
    Resume,
    /// It is closed.
    Close,
}

/// One version of the policies.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicySpec {
    /// The first date it is in force, in the desk's time zone.
    #[serde(deserialize_with = "civil::deserialize")]
    pub since: NaiveDate,
    /// The calendar of clocks that name none; without it, the file's.
    #[serde(default)]
    pub calendar: Option<Text>,
    /// Its clocks.
    #[serde(default, deserialize_with = "or_empty")]
    pub clocks: Named<ClockSpec>,
}

/// One clock.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClockSpec {
    /// What people call it.
    pub label: Option<Text>,
    /// The acts that start it.
    pub starts: Names,
    /// The acts that stop it.
    pub stops: Names,
    /// The tickets that it is for; without it, all.
    pub when: WhenSpec,
    /// Whether it starts again after it stopped.
    pub repeats: bool,
    /// How much time it allows.
    pub target: Option<TargetSpec>,
    /// The calendar whose open time counts.
    pub calendar: Option<Text>,
    /// `waiting` for any wait, or the parties whose waits make it stand still.
    pub pauses: Names,
    /// When to warn the handler: a share of the target (`80%`) or a time before it is used up (`30m`).
    pub warn: Option<Text>,
    /// What happens when the target is missed.
    #[serde(deserialize_with = "or_empty")]
    pub on_breach: Vec<ActionSpec>,
    /// What happens on the way to the target and past it: `{at: 150%, escalate: head}`.
    #[serde(deserialize_with = "or_empty")]
    pub levels: Vec<ActionSpec>,
    /// Whose time it measures.
    pub per: Option<Per>,
}

/// Whose time a clock measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Per {
    /// The handler's: it starts anew with each handover.
    Handler,
    /// The team's: it starts anew with each handover to another team.
    Team,
    /// The customer's wait: a handover changes nothing.
    Ticket,
    /// That of a team that works along: each has one of its own.
    Collaborator,
}

/// One thing to do; exactly one of the verbs is given.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ActionSpec {
    /// In `levels`: the share of the target (`150%`), the time before it is used up (`30m`), or after (`+2h`).
    pub at: Option<Text>,
    /// Whom to tell: one or several.
    pub notify: Names,
    /// To whom to escalate.
    pub escalate: Option<Text>,
    /// To whom to give it.
    pub reassign: Option<Text>,
    /// The priority to set.
    pub priority: Option<Text>,
}

/// How much time a clock allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetSpec {
    /// The same for all.
    Flat(Text),
    /// By priority; `default` stands for those not named.
    ByPriority(Named<Text>),
    /// The first rule that matches.
    Rules(Vec<TargetRuleSpec>),
}

/// One rule of a target.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetRuleSpec {
    /// What the ticket must be; without it, every ticket matches.
    #[serde(default)]
    pub when: WhenSpec,
    /// What it then gets.
    pub target: TargetSpec,
}

/// What a ticket must be: each key that is given names the values that match.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "each is the head's key of that name; `tier` is the customer's")]
pub struct WhenSpec {
    #[serde(rename = "type")]
    pub kind: Names,
    pub priority: Names,
    pub team: Names,
    pub category: Names,
    pub source: Names,
    pub channel: Names,
    pub product: Names,
    pub tags: Names,
    pub tier: Names,
}

impl PolicyFile {
    /// What people call the clocks: in the newest version that says it.
    pub fn labels(&self) -> BTreeMap<Text, Text> {
        let mut policies: Vec<_> = self.policies.iter().collect();
        policies.sort_by_key(|policy| policy.since);
        let clocks = self.clocks.0.iter().chain(policies.into_iter().flat_map(|policy| &policy.clocks.0));
        clocks.filter_map(|(name, clock)| Some((name.clone(), clock.label.clone()?))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(yaml: &str) -> PolicyFile {
        serde_saphyr::from_str(yaml).unwrap()
    }

    fn names(list: &[&str]) -> Names {
        Names(list.iter().map(|name| (*name).into()).collect())
    }

    #[test]
    fn one_version_is_read_in_the_order_of_the_file() {
        let spec = read(
            "calendar: office\n\
             clocks:\n  \
               resolution: {starts: created, stops: resolved, pauses: waiting, target: {1: 4h, default: 1d}}\n  \
               acceptance: {starts: assigned, stops: [accepted, declined], target: 15m, on_breach: [{notify: lead}]}\n",
        );
        let clocks: Vec<_> = spec.clocks.0.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!((spec.calendar.as_deref(), clocks), (Some("office"), vec!["resolution", "acceptance"]));
        let (resolution, acceptance) = (&spec.clocks.0[0].1, &spec.clocks.0[1].1);
        assert_eq!(
            resolution.target,
            Some(TargetSpec::ByPriority(Named(vec![("1".into(), "4h".into()), ("default".into(), "1d".into())])))
        );
        assert_eq!((&resolution.pauses, &acceptance.stops), (&names(&["waiting"]), &names(&["accepted", "declined"])));
        assert_eq!(acceptance.on_breach[0].notify, names(&["lead"]));
    }

    #[test]
    fn a_clock_is_called_as_the_newest_version_says() {
        let spec = read(
            "policies:\n- {since: 2026-06-01, clocks: {r: {label: 解决}, a: {}}}\n\
             - {since: 2026-01-01, clocks: {r: {label: 处理}, a: {label: 接单}}}\n",
        );
        let labels = spec.labels();
        assert_eq!((labels["r"].as_str(), labels["a"].as_str(), labels.len()), ("解决", "接单", 2));
    }

    #[test]
    fn versions_and_rules_are_read() {
        let spec = read(
            "policies:\n\
             - since: 2026-01-01\n  \
               calendar: office\n  \
               clocks:\n    \
                 r:\n      \
                   starts: created\n      \
                   stops: resolved\n      \
                   per: ticket\n      \
                   target:\n      \
                   - {when: {type: complaint, priority: [1, high], tier: gold}, target: 2h}\n      \
                   - {target: {default: 1d}}\n",
        );
        assert_eq!(spec.policies[0].since, NaiveDate::from_ymd_opt(2026, 1, 1).unwrap());
        let clock = &spec.policies[0].clocks.0[0].1;
        let Some(TargetSpec::Rules(rules)) = &clock.target else { panic!("{clock:?}") };
        assert_eq!((&rules[0].when.kind, &rules[0].when.priority), (&names(&["complaint"]), &names(&["1", "high"])));
        assert_eq!((&rules[0].target, &rules[1].when), (&TargetSpec::Flat("2h".into()), &WhenSpec::default()));
        assert_eq!(clock.per, Some(Per::Ticket));
    }

    #[test]
    fn unknown_keys_are_refused() {
        for yaml in [
            "clock: {}",
            "clocks: {r: {start: created}}",
            "clocks: {r: {target: [{when: {kind: x}, target: 1h}]}}",
            "clocks: {r: {on_breach: [{tell: lead}]}}",
            "policies: [{clocks: {}}]",
        ] {
            assert!(serde_saphyr::from_str::<PolicyFile>(yaml).is_err(), "{yaml}");
        }
    }
}
