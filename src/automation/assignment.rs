//! Whom of a team a ticket is given to: pure, from who could take it to who does, and why.
use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Deserialize;

use crate::domain::ids::{MemberId, Number};
use crate::time::Instant;

/// One step of a team's choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strategy {
    /// Only who is on duty.
    OnDuty,
    /// Of these, who looks after the customer's industry, when anybody does.
    Industry,
    /// Of these, who knows the category, the product or the type, when anybody does.
    Skills,
    /// Of these, who has the least to do.
    LeastLoaded,
    /// Of these, who was given a ticket the longest ago.
    RoundRobin,
}

impl Strategy {
    /// Its code in files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OnDuty => "on-duty",
            Self::Industry => "industry",
            Self::Skills => "skills",
            Self::LeastLoaded => "least-loaded",
            Self::RoundRobin => "round-robin",
        }
    }

    /// Whether it leaves one of several; the others narrow the choice.
    pub const fn decides(self) -> bool {
        matches!(self, Self::LeastLoaded | Self::RoundRobin)
    }
}

/// When a member was last given a ticket.
///
/// Many may be given within one second, by one command or by several clones. Then who was given fewer of them comes
/// first, and after that whose last one has the lower number: so turns go round, alike on every clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The instant.
    pub at: Instant,
    /// What they were given at it: the tickets, each with the place of the act in its history.
    given: Arc<BTreeSet<(Number, usize)>>,
}

impl Turn {
    /// One ticket given.
    pub fn new(at: Instant, number: Number, place: usize) -> Self {
        Self { at, given: Arc::new(BTreeSet::from([(number, place)])) }
    }

    /// The later of two turns of one member; both, when they were at one instant. What is in both counts once.
    #[must_use]
    pub fn join(mut self, other: Self) -> Self {
        match self.at.cmp(&other.at) {
            Ordering::Less => other,
            Ordering::Greater => self,
            Ordering::Equal => {
                Arc::make_mut(&mut self.given).extend(other.given.iter().cloned());
                self
            }
        }
    }
}

impl Ord for Turn {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |turn: &Self| (turn.at, turn.given.len());
        key(self).cmp(&key(other)).then_with(|| self.given.last().cmp(&other.given.last()))
    }
}

impl PartialOrd for Turn {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A member who could take the ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub member: MemberId,
    /// What they have to do: their open tickets, weighted.
    pub load: u32,
    /// How much they can carry; none when that is not limited.
    pub capacity: Option<u32>,
    /// When they were last given a ticket, as far as is known.
    pub last: Option<Turn>,
    /// Whether they are on duty.
    pub on_duty: bool,
    /// Whether they look after the customer's industry.
    pub of_industry: bool,
    /// The skill of theirs that the ticket asks for.
    pub skill: Option<String>,
}

/// Why nobody takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nobody {
    /// The team has no members.
    Empty,
    /// All are off duty.
    OffDuty,
    /// All who are there have as much as they can carry.
    Full,
}

/// Who takes it, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Who.
    pub chosen: Candidate,
    /// What narrowed the choice, in order.
    pub narrowed: Vec<Strategy>,
    /// What decided between several.
    pub decided: Strategy,
    /// Those it decided between, the chosen one first.
    pub among: Vec<Candidate>,
}

impl Candidate {
    /// Whether they have as much as they can carry.
    pub fn is_full(&self) -> bool {
        self.capacity.is_some_and(|capacity| self.load >= capacity)
    }

    /// Whether a step of the choice keeps them.
    fn passes(&self, strategy: Strategy) -> bool {
        match strategy {
            Strategy::OnDuty => self.on_duty,
            Strategy::Industry => self.of_industry,
            Strategy::Skills => self.skill.is_some(),
            Strategy::LeastLoaded | Strategy::RoundRobin => true,
        }
    }
}

/// Whom the steps choose. Who is off duty (where that is asked) or full is never chosen; a step that would
/// leave nobody else is passed over. Without a step that decides, the least loaded is chosen.
pub fn choose(strategies: &[Strategy], members: Vec<Candidate>) -> Result<Choice, Nobody> {
    let mut left = members;
    if left.is_empty() {
        return Err(Nobody::Empty);
    }
    if strategies.contains(&Strategy::OnDuty) {
        left.retain(|candidate| candidate.on_duty);
        if left.is_empty() {
            return Err(Nobody::OffDuty);
        }
    }
    left.retain(|candidate| !candidate.is_full());
    let mut narrowed = Vec::new();
    for strategy in strategies.iter().filter(|strategy| !strategy.decides()) {
        if left.iter().any(|candidate| candidate.passes(*strategy)) {
            left.retain(|candidate| candidate.passes(*strategy));
            narrowed.push(*strategy);
        }
    }
    let decided = strategies.iter().copied().find(|strategy| strategy.decides()).unwrap_or(Strategy::LeastLoaded);
    rank(decided, &mut left);
    let chosen = left.first().cloned().ok_or(Nobody::Full)?;
    Ok(Choice { chosen, narrowed, decided, among: left })
}

/// The one to choose first; ties go to who was given a ticket the longest ago, then by id.
fn rank(strategy: Strategy, candidates: &mut [Candidate]) {
    let all_limited = candidates.iter().all(|candidate| candidate.capacity.is_some());
    candidates.sort_by(|one, other| {
        let by_load = || match (one.capacity, other.capacity) {
            // Shares compared without dividing: two of eight is less than two of four.
            (Some(room), Some(others)) if all_limited => {
                (u64::from(one.load) * u64::from(others)).cmp(&(u64::from(other.load) * u64::from(room)))
            }
            _ => one.load.cmp(&other.load),
        };
        let by_turn = || one.last.cmp(&other.last);
        let order = if strategy == Strategy::LeastLoaded { by_load().then_with(by_turn) } else { by_turn() };
        order.then_with(|| one.member.cmp(&other.member))
    });
}

#[cfg(test)]
mod tests {
    use super::Strategy::{Industry, LeastLoaded, OnDuty, RoundRobin, Skills};
    use super::*;

    fn candidate(member: &str, load: u32, capacity: Option<u32>, last: Option<i64>) -> Candidate {
        let last = last.map(|seconds| Turn::new(Instant::MIN.plus(seconds), "T1".into(), 0));
        let member = member.into();
        Candidate { member, load, capacity, last, on_duty: true, of_industry: false, skill: None }
    }

    fn chosen(strategies: &[Strategy], members: &[Candidate]) -> Result<String, Nobody> {
        choose(strategies, members.to_vec()).map(|choice| choice.chosen.member.to_string())
    }

    #[test]
    fn the_least_loaded_is_so_by_their_share() {
        // 4 of 16 is a quarter, 2 of 4 a half.
        let members = [candidate("li", 2, Some(4), None), candidate("zhao", 4, Some(16), None)];
        assert_eq!(chosen(&[LeastLoaded], &members).unwrap(), "zhao");
        assert_eq!(chosen(&[], &members).unwrap(), "zhao");
        // Somebody without a limit has no share: then the loads decide.
        let unlimited = [members[0].clone(), candidate("zhao", 4, None, None)];
        assert_eq!(chosen(&[LeastLoaded], &unlimited).unwrap(), "li");
    }

    #[test]
    fn turns_go_round_and_begin_with_who_never_had_one() {
        let members =
            [candidate("li", 0, None, Some(9)), candidate("zhao", 5, None, Some(3)), candidate("wu", 9, None, None)];
        assert_eq!(chosen(&[RoundRobin], &members).unwrap(), "wu");
        assert_eq!(chosen(&[RoundRobin], &members[..2]).unwrap(), "zhao");
        let equal = [candidate("zhao", 1, None, Some(3)), candidate("li", 1, None, Some(9))];
        assert_eq!(chosen(&[LeastLoaded], &equal).unwrap(), "zhao", "equal loads: the longest ago");
    }

    #[test]
    fn turns_go_round_within_one_second() {
        let mut members = ["li", "wu", "zhao"].map(|member| candidate(member, 0, None, None));
        // The tickets come by falling numbers: the order of their numbers alone would favour whoever came last.
        let mut order = Vec::new();
        for number in (1..=9).rev() {
            let turn = chosen(&[RoundRobin], &members).unwrap();
            let taker = members.iter_mut().find(|candidate| candidate.member.as_str() == turn).unwrap();
            let given = Turn::new(Instant::MIN, format!("T{number}").as_str().into(), 0);
            taker.last = Some(taker.last.take().map_or(given.clone(), |last| last.join(given)));
            order.push(turn);
        }
        for round in order.chunks(3) {
            let mut round = round.to_vec();
            round.sort();
            assert_eq!(round, ["li", "wu", "zhao"], "{order:?}");
        }
    }

    #[test]
    fn what_is_in_two_turns_counts_once_and_the_later_turn_alone() {
        let turn = |second, number: &str| Turn::new(Instant::MIN.plus(second), number.into(), 1);
        assert_eq!(turn(1, "T1").join(turn(1, "T1")), turn(1, "T1"));
        assert_eq!(turn(1, "T1").join(turn(2, "T2")), turn(2, "T2"));
        assert_eq!(turn(2, "T2").join(turn(1, "T1")), turn(2, "T2"));
        assert!(turn(1, "T1").join(turn(1, "T2")) > turn(1, "T9"), "two are more than one");
        assert!(turn(1, "T1").join(turn(1, "T2")) < turn(2, "T1"), "the time comes first");
    }

    #[test]
    fn skills_and_industry_narrow_the_choice_and_never_empty_it() {
        let mut members = [candidate("li", 5, None, None), candidate("zhao", 0, None, None)];
        assert_eq!(chosen(&[Skills, LeastLoaded], &members).unwrap(), "zhao");
        members[0].skill = Some("payment".to_owned());
        let choice = choose(&[Industry, Skills, LeastLoaded], members.to_vec()).unwrap();
        assert_eq!((choice.chosen.member.as_str(), choice.narrowed, choice.among.len()), ("li", vec![Skills], 1));
        members[1].of_industry = true;
        assert_eq!(chosen(&[Industry, Skills], &members).unwrap(), "zhao", "the first step decides");
    }

    #[test]
    fn who_is_off_duty_or_full_is_never_chosen() {
        let mut members = [candidate("li", 8, Some(8), None), candidate("zhao", 9, Some(9), None)];
        assert_eq!(chosen(&[LeastLoaded], &members), Err(Nobody::Full));
        members[1].load = 8;
        assert_eq!(chosen(&[LeastLoaded], &members).unwrap(), "zhao");
        members[1].on_duty = false;
        assert_eq!(chosen(&[LeastLoaded], &members).unwrap(), "zhao", "where nobody asks who is on duty");
        assert_eq!(chosen(&[OnDuty], &members), Err(Nobody::Full));
        members[0].on_duty = false;
        assert_eq!(chosen(&[OnDuty], &members), Err(Nobody::OffDuty));
        assert_eq!(chosen(&[OnDuty], &[]), Err(Nobody::Empty));
    }

    #[test]
    fn a_skill_of_somebody_who_is_full_does_not_keep_the_ticket_waiting() {
        let mut members = [candidate("li", 8, Some(8), None), candidate("zhao", 1, Some(8), None)];
        members[0].skill = Some("payment".to_owned());
        assert_eq!(chosen(&[Skills], &members).unwrap(), "zhao");
    }
}
