//! Acts as sets of bits, so that asking whether an act concerns a clock is one instruction.
use crate::domain::act::{Act, ActKind, Entry};
use crate::domain::field::Field;
use crate::domain::ids::Text;

/// A poor score in a survey.
const LOW_SCORE: &str = "low-score";
/// The ticket comes to be one that the clock is for, or no longer is.
const MATCHED: &str = "matched";
const UNMATCHED: &str = "unmatched";
/// What the ticket is about was put down anew.
const DESCRIBED: &str = "described";
/// Before a stage of the process and, after another slash, its result.
const STAGE: &str = "stage/";

/// The results of stages that clocks go by: each has a bit, in this order.
pub(super) type StageEvents = Vec<Text>;

/// The stage that the name of an event in a policy stands for, and its result; `None` when it is about no stage.
pub fn stage_named(event: &str) -> Option<(&str, Option<&str>)> {
    let named = event.strip_prefix(STAGE)?;
    Some(named.split_once('/').map_or((named, None), |(stage, result)| (stage, Some(result))))
}

/// A set of acts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Events(u128);

impl Events {
    pub(super) const NONE: Self = Self(0);
    /// A poor score, which is no act of its own.
    const LOW_SCORE: Self = Self(1 << 63);
    /// The ticket came to be one that the clock is for: no act of its own, as it depends on the clock.
    pub(super) const MATCHED: Self = Self(1 << 62);
    /// The ticket is no longer one that the clock is for.
    pub(super) const UNMATCHED: Self = Self(1 << 61);
    const DESCRIBED: Self = Self(1 << 60);
    /// The results of stages.
    pub(super) const STAGES: Self = Self(!0 << 64);
    /// The acts that end a ticket's work.
    pub(super) const ENDINGS: Self = Self::of(ActKind::Resolved).and(Self::of(ActKind::Closed));
    /// The acts that hand a ticket over.
    pub(super) const HANDOVERS: Self =
        Self::of(ActKind::Assigned).and(Self::of(ActKind::Transferred)).and(Self::of(ActKind::Escalated));
    /// The acts that belong to a ticket whose work is over, and so may start a clock then.
    pub(super) const AFTERWARDS: Self = Self::ENDINGS
        .and(Self::of(ActKind::Verified))
        .and(Self::of(ActKind::Confirmed))
        .and(Self::of(ActKind::SurveySent))
        .and(Self::of(ActKind::SurveyAnswered))
        .and(Self::of(ActKind::FollowedUp))
        .and(Self::LOW_SCORE);
    /// The acts that say that work is over.
    pub(super) const CONCLUSIONS: Self =
        Self::ENDINGS.and(Self::of(ActKind::Verified)).and(Self::of(ActKind::Confirmed));
    /// The acts of a ticket that is closed.
    pub(super) const EPILOGUE: Self = Self::of(ActKind::SurveySent)
        .and(Self::of(ActKind::SurveyAnswered))
        .and(Self::of(ActKind::FollowedUp))
        .and(Self::LOW_SCORE);

    pub(super) const fn of(act: ActKind) -> Self {
        Self(1 << act as u64)
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether it has no event that the other lacks.
    pub(super) const fn is_within(self, other: Self) -> bool {
        self.0 & !other.0 == 0
    }

    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// What the name in a policy stands for; `None` when it stands for nothing. A stage's result is remembered
    /// among `stages`.
    pub(super) fn named(name: &str, stages: &mut StageEvents) -> Option<Self> {
        match name {
            LOW_SCORE => Some(Self::LOW_SCORE),
            MATCHED => Some(Self::MATCHED),
            UNMATCHED => Some(Self::UNMATCHED),
            DESCRIBED => Some(Self::DESCRIBED),
            _ => ActKind::from_code(name).map(Self::of).or_else(|| Self::of_stage(name.strip_prefix(STAGE)?, stages)),
        }
    }

    fn of_stage(name: &str, stages: &mut StageEvents) -> Option<Self> {
        let place = stages.iter().position(|known| known == name).unwrap_or(stages.len());
        if place == stages.len() {
            stages.push(name.into());
        }
        Self::of_place(place)
    }

    /// The bit of a stage; none when a desk names more than there are.
    fn of_place(place: usize) -> Option<Self> {
        u32::try_from(place).ok().and_then(|place| 1_u128.checked_shl(place.saturating_add(64))).map(Self)
    }

    /// All names that a policy may use, but for those of stages.
    pub(super) fn names() -> impl Iterator<Item = &'static str> + Clone {
        ActKind::ALL.iter().map(|act| act.code()).chain([LOW_SCORE, MATCHED, UNMATCHED, DESCRIBED])
    }

    /// What an entry means to clocks: an automatic reply is no reply; to hand over to a member is to assign.
    pub(super) fn of_entry(entry: &Entry, stages: &StageEvents) -> Self {
        match &entry.act {
            Act::Replied { .. } if !entry.is_response() => Self::NONE,
            act @ (Act::Transferred { to: Some(_), .. } | Act::Escalated { to: Some(_), .. }) => {
                Self::of(act.kind()).and(Self::of(ActKind::Assigned))
            }
            act if act.is_low_score() => Self::of(act.kind()).and(Self::LOW_SCORE),
            act @ Act::Edited { field: Field::Description | Field::Steps, .. } => {
                Self::of(act.kind()).and(Self::DESCRIBED)
            }
            act @ Act::Stage { stage, result, .. } => {
                let says = |name: &Text| match name.split_once('/') {
                    Some((named, wanted)) => {
                        named == stage.as_str() && result.as_ref().is_some_and(|result| result.as_str() == wanted)
                    }
                    None => name == stage.as_str(),
                };
                let said = stages.iter().enumerate().filter(|(_, name)| says(name));
                said.filter_map(|(place, _)| Self::of_place(place)).fold(Self::of(act.kind()), Self::and)
            }
            act => Self::of(act.kind()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_act_has_its_own_bit() {
        let all = ActKind::ALL.iter().fold(Events::NONE, |all, act| {
            assert!(!all.meets(Events::of(*act)), "{act:?}");
            all.and(Events::of(*act))
        });
        let others = [Events::LOW_SCORE, Events::MATCHED, Events::UNMATCHED, Events::DESCRIBED, Events::STAGES];
        assert!(others.into_iter().all(|other| !all.meets(other)));
        assert!(!all.meets(Events::of(ActKind::Other)));
    }

    #[test]
    fn names_of_acts_and_a_low_score_are_known() {
        let named = |name| Events::named(name, &mut StageEvents::new());
        assert!(Events::names().all(|name| named(name).is_some()));
        assert_eq!(named("low-score"), Some(Events::LOW_SCORE));
        assert_eq!(named("reply"), None);
    }

    #[test]
    fn a_stage_is_named_with_or_without_its_result() {
        let mut stages = StageEvents::new();
        let full = Events::named("stage/solved/full", &mut stages).unwrap();
        let any = Events::named("stage/solved", &mut stages).unwrap();
        assert_eq!(Events::named("stage/solved/full", &mut stages), Some(full));
        let at = crate::domain::moment::read("2026-10-28T09:00:00+08:00").unwrap();
        let of = |result: Option<&str>| {
            let act = Act::Stage { stage: "solved".into(), result: result.map(Into::into), note: None };
            Events::of_entry(&Entry::new(at, "li".into(), act), &stages)
        };
        assert_eq!([Some("full"), Some("partly"), None].map(|result| of(result).meets(full)), [true, false, false]);
        assert!(of(None).meets(any) && of(Some("full")).meets(any));
    }
}
