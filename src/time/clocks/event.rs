//! Acts as sets of bits, so that asking whether an act concerns a clock is one instruction.
use crate::domain::act::{Act, ActKind, Entry};

/// A poor score in a survey.
const LOW_SCORE: &str = "low-score";

/// A set of acts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Events(u64);

impl Events {
    pub(super) const NONE: Self = Self(0);
    /// A poor score, which is no act of its own.
    const LOW_SCORE: Self = Self(1 << 63);
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

    /// What the name in a policy stands for; `None` when it stands for nothing.
    pub(super) fn named(name: &str) -> Option<Self> {
        ActKind::from_code(name).map(Self::of).or_else(|| (name == LOW_SCORE).then_some(Self::LOW_SCORE))
    }

    /// All names that a policy may use.
    pub(super) fn names() -> impl Iterator<Item = &'static str> + Clone {
        ActKind::ALL.iter().map(|act| act.code()).chain([LOW_SCORE])
    }

    /// What an entry means to clocks: an automatic reply is no reply; to hand over to a member is to assign.
    pub(super) fn of_entry(entry: &Entry) -> Self {
        match &entry.act {
            Act::Replied { .. } if !entry.is_response() => Self::NONE,
            act @ (Act::Transferred { to: Some(_), .. } | Act::Escalated { to: Some(_), .. }) => {
                Self::of(act.kind()).and(Self::of(ActKind::Assigned))
            }
            act if act.is_low_score() => Self::of(act.kind()).and(Self::LOW_SCORE),
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
        assert!(!all.meets(Events::LOW_SCORE));
        assert!(!all.meets(Events::of(ActKind::Other)));
    }

    #[test]
    fn names_of_acts_and_a_low_score_are_known() {
        assert!(Events::names().all(|name| Events::named(name).is_some()));
        assert_eq!(Events::named("low-score"), Some(Events::LOW_SCORE));
        assert_eq!(Events::named("reply"), None);
    }
}
