//! Who confirms what the rules say of a ticket's category.
use crate::domain::act::{Act, Entry};
use crate::domain::field::Field;
use crate::domain::ids::MemberId;
use crate::domain::member::Roster;
use crate::domain::ticket::Ticket;

/// The roles that confirm; a level without one needs no confirmation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Confirmation {
    /// Of the category's first level.
    pub level1: Option<String>,
    /// Of the whole category and the handler.
    pub level2: Option<String>,
}

/// What is confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// The category's first level.
    One,
    /// The whole category and the handler.
    Two,
}

impl Level {
    /// Both.
    pub const ALL: [Self; 2] = [Self::One, Self::Two];

    /// What an `approved` act names it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::One => "category-level1",
            Self::Two => "category-level2",
        }
    }
}

impl Confirmation {
    /// The role that confirms a level.
    pub fn role(&self, level: Level) -> Option<&str> {
        match level {
            Level::One => self.level1.as_deref(),
            Level::Two => self.level2.as_deref(),
        }
    }

    /// The levels of a ticket's category that still wait to be confirmed: an act set it, and nobody has confirmed it
    /// since. A category of one level has no second one.
    pub fn pending(&self, ticket: &Ticket) -> Vec<Level> {
        let Some(set) = ticket.history.iter().rposition(sets_category) else { return Vec::new() };
        let Some(category) = &ticket.head.category else { return Vec::new() };
        let is_approved = |level: Level| {
            let approves =
                |entry: &Entry| matches!(&entry.act, Act::Approved { what, .. } if what.as_str() == level.code());
            ticket.history[set..].iter().any(approves)
        };
        let levels = Level::ALL.into_iter().filter(|level| self.role(*level).is_some());
        let has = |level: &Level| *level == Level::One || category.as_str().contains('/');
        levels.filter(has).filter(|level| !is_approved(*level)).collect()
    }
}

fn sets_category(entry: &Entry) -> bool {
    matches!(entry.act, Act::Classified { field: Field::Category, .. } | Act::Edited { field: Field::Category, .. })
}

/// Whether a member has a role where this ticket is concerned.
pub fn has_role(roster: &Roster, member: &MemberId, role: &str, ticket: &Ticket) -> bool {
    roster.has_role(member, role, ticket.head.team.as_ref())
}

/// Everybody who has a role where this ticket is concerned.
pub fn who_has<'r>(roster: &'r Roster, role: &str, ticket: &Ticket) -> Vec<&'r MemberId> {
    roster.members.keys().filter(|member| has_role(roster, member, role, ticket)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::moment;
    use crate::domain::ticket::Head;

    fn classified(by: &str, to: &str) -> (MemberId, Act) {
        (by.into(), Act::Classified { field: Field::Category, from: None, to: Some(to.into()), note: None })
    }

    fn approved(level: Level) -> (MemberId, Act) {
        ("wang".into(), Act::Approved { what: level.code().into(), clock: None, until: None, note: None })
    }

    fn pending(acts: Vec<(MemberId, Act)>) -> Vec<Level> {
        let at = moment::read("2026-10-28T09:00:00+08:00").unwrap();
        let mut ticket = Ticket { head: Head::new("T1".into(), at), history: Vec::new() };
        for (by, act) in acts {
            let entry = Entry::new(at, by, act);
            crate::domain::fold::apply(&mut ticket.head, &entry);
            ticket.history.push(entry);
        }
        Confirmation { level1: Some("supervisor".into()), level2: Some("lead".into()) }.pending(&ticket)
    }

    #[test]
    fn what_the_rules_say_waits_for_both_levels() {
        assert!(pending(Vec::new()).is_empty());
        assert_eq!(pending(vec![classified("rules", "tech/db")]), [Level::One, Level::Two]);
        assert_eq!(pending(vec![classified("rules", "tech")]), [Level::One]);
        assert_eq!(pending(vec![classified("rules", "tech/db"), approved(Level::One)]), [Level::Two]);
        assert!(pending(vec![classified("rules", "tech/db"), approved(Level::Two), approved(Level::One)]).is_empty());
    }

    #[test]
    fn what_is_set_anew_is_confirmed_anew() {
        let corrected = vec![classified("rules", "tech/db"), approved(Level::Two), classified("li", "tech/web")];
        assert_eq!(pending(corrected), [Level::One, Level::Two]);
        let by_supervisor = vec![classified("rules", "tech/db"), classified("wang", "tech/web"), approved(Level::One)];
        assert_eq!(pending(by_supervisor), [Level::Two]);
        let again = vec![classified("rules", "tech/db"), approved(Level::One), classified("rules", "tech/web")];
        assert_eq!(pending(again), [Level::One, Level::Two]);
    }
}
