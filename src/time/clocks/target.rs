//! How much time a ticket gets.
use crate::domain::act::Act;
use crate::domain::category;
use crate::domain::field::Field;
use crate::domain::ids::{CustomerId, Text};
use crate::domain::ticket::Head;

/// The service level of a customer, when they have one.
pub type TierOf<'a> = dyn Fn(&CustomerId) -> Option<&'a str> + Sync + 'a;

/// What of a ticket a target looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aspect {
    Type,
    Priority,
    Team,
    Category,
    Source,
    Channel,
    Product,
    Tags,
    Tier,
}

impl Aspect {
    fn read<'a>(self, head: &'a Head, tier_of: &'a TierOf<'_>) -> Option<&'a str> {
        match self {
            Self::Type => Some(head.kind.as_str()),
            Self::Priority => Some(head.priority.as_str()),
            Self::Team => head.team.as_ref().map(AsRef::as_ref),
            Self::Category => head.category.as_ref().map(AsRef::as_ref),
            Self::Source => head.source.as_ref().map(AsRef::as_ref),
            Self::Channel => head.channel.as_ref().map(AsRef::as_ref),
            Self::Product => head.product.as_deref(),
            Self::Tier => tier_of(head.customer.as_ref()?),
            Self::Tags => None,
        }
    }

    /// Whether a value satisfies a wanted one; a category also stands for those below it.
    fn satisfies(self, value: &str, wanted: &str) -> bool {
        value == wanted || self == Self::Category && category::is_within(value, wanted)
    }

    /// What an act changes.
    fn changed_by(act: &Act) -> Option<Self> {
        match act {
            Act::Classified { field, .. } | Act::Edited { field, .. } => Self::of_field(*field),
            act => act.team().map(|_| Self::Team),
        }
    }

    const fn of_field(field: Field) -> Option<Self> {
        match field {
            Field::Type => Some(Self::Type),
            Field::Priority => Some(Self::Priority),
            Field::Category => Some(Self::Category),
            Field::Source => Some(Self::Source),
            Field::Tags => Some(Self::Tags),
            Field::Channel => Some(Self::Channel),
            Field::Product => Some(Self::Product),
            Field::Customer => Some(Self::Tier),
            _ => None,
        }
    }
}

/// A set of aspects.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Aspects(u16);

impl Aspects {
    const fn of(aspect: Aspect) -> Self {
        Self(1 << aspect as u8)
    }

    /// Whether the customer's service level is one of them.
    pub(super) const fn has_tier(self) -> bool {
        self.0 & Self::of(Aspect::Tier).0 != 0
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether an act changes one of them.
    pub(super) fn change_with(self, act: &Act) -> bool {
        self.0 != 0 && Aspect::changed_by(act).is_some_and(|aspect| self.0 & Self::of(aspect).0 != 0)
    }
}

/// How much time a clock allows, in working seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// The same for all.
    Flat(i64),
    /// By priority.
    ByPriority { named: Vec<(Text, i64)>, default: Option<i64> },
    /// Until the instant that the act names which starts the clock.
    Until,
    /// The first rule whose conditions all hold.
    Rules(Vec<(Vec<Condition>, Target)>),
}

/// One thing a ticket must be: any of these values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Condition {
    pub(super) aspect: Aspect,
    pub(super) values: Vec<Text>,
}

/// Whether all conditions hold.
pub(super) fn hold(conditions: &[Condition], head: &Head, tier_of: &TierOf<'_>) -> bool {
    conditions.iter().all(|one| one.holds(head, tier_of))
}

/// What conditions look at.
pub(super) fn aspects(conditions: &[Condition]) -> Aspects {
    conditions.iter().fold(Aspects::default(), |all, one| all.and(Aspects::of(one.aspect)))
}

impl Condition {
    fn holds(&self, head: &Head, tier_of: &TierOf<'_>) -> bool {
        let satisfies = |value: &str| self.values.iter().any(|wanted| self.aspect.satisfies(value, wanted));
        if self.aspect == Aspect::Tags {
            return head.tags.iter().any(|tag| satisfies(tag));
        }
        self.aspect.read(head, tier_of).is_some_and(satisfies)
    }
}

impl Target {
    /// The working seconds a ticket gets; `None` when nothing is promised to it, or an instant.
    pub(super) fn seconds(&self, head: &Head, tier_of: &TierOf<'_>) -> Option<i64> {
        match self {
            Self::Flat(seconds) => Some(*seconds),
            Self::Until => None,
            Self::ByPriority { named, default } => {
                let found = named.iter().find(|(priority, _)| priority == head.priority.as_str());
                found.map(|(_, seconds)| *seconds).or(*default)
            }
            Self::Rules(rules) => {
                let (_, target) = rules.iter().find(|(conditions, _)| hold(conditions, head, tier_of))?;
                target.seconds(head, tier_of)
            }
        }
    }

    /// The most working seconds that any ticket gets; 0 where people name the instant.
    pub(super) fn longest(&self) -> i64 {
        let longest = match self {
            Self::Flat(seconds) => Some(*seconds),
            Self::Until => None,
            Self::ByPriority { named, default } => named.iter().map(|(_, seconds)| *seconds).chain(*default).max(),
            Self::Rules(rules) => rules.iter().map(|(_, target)| target.longest()).max(),
        };
        longest.unwrap_or_default()
    }

    /// What it looks at.
    pub(super) fn aspects(&self) -> Aspects {
        match self {
            Self::Flat(_) | Self::Until => Aspects::default(),
            Self::ByPriority { .. } => Aspects::of(Aspect::Priority),
            Self::Rules(rules) => rules.iter().fold(Aspects::default(), |all, (conditions, target)| {
                all.and(target.aspects()).and(aspects(conditions))
            }),
        }
    }
}
