//! Finding a member for a ticket: what the desk knows, given to the pure choice.
use std::collections::HashMap;

use super::duty::OnDuty;
use super::ruling::customer_of;
use crate::automation::assignment::{Candidate, Choice, Nobody, Strategy, Turn, choose};
use crate::desk::assignment::{Assignment, TeamAssignment};
use crate::desk::open::Desk;
use crate::domain::act::{Act, Entry};
use crate::domain::fold;
use crate::domain::ids::{MemberId, Number, RULES, TeamId, Text};
use crate::domain::member::Member;
use crate::domain::moment::Moment;
use crate::domain::ticket::{Head, Ticket};
use crate::fault::{Problem, Result};
use crate::store::find::{self, Found};
use crate::store::scan::{Gather, scan};
use crate::store::turns;
use crate::text::Language;
use crate::time::Instant;

/// How many of several a note names.
const NAMED: usize = 5;

/// What a member has to do.
#[derive(Debug, Clone, Default)]
pub struct Work {
    /// How many unresolved tickets they have.
    pub tickets: u32,
    /// These, weighted by priority.
    pub load: u32,
    /// When they were last given a ticket, as far as the files that were read tell.
    pub last: Option<Turn>,
}

impl Work {
    fn took(&mut self, turn: Turn) {
        self.last = Some(match self.last.take() {
            Some(last) => last.join(turn),
            None => turn,
        });
    }
}

/// What everybody has to do.
#[derive(Debug, Default)]
pub struct Queue {
    work: HashMap<MemberId, Work>,
    /// The tickets that nobody has.
    pub unassigned: Vec<Ticket>,
    /// What is wrong with the tickets that could not be read.
    pub invalid: Vec<Problem>,
}

/// A ticket that stays in the pool of its team, and why.
pub struct Pooled {
    /// Its number.
    pub number: Number,
    /// The team.
    pub team: TeamId,
    /// Why nobody takes it.
    pub why: Nobody,
    /// When it was looked at.
    pub at: Moment,
}

/// Assigns the tickets of a desk.
pub struct Assigner<'a> {
    desk: &'a Desk,
    assignment: Assignment,
    on_duty: OnDuty,
    queue: Option<Queue>,
}

struct Worker<'a> {
    assignment: &'a Assignment,
    /// Tickets are taken as they were then, where it is said.
    as_of: Option<Moment>,
    queue: Queue,
}

impl Gather for Worker<'_> {
    fn ticket(&mut self, _: &Found, ticket: Ticket) {
        let ticket = match self.as_of {
            Some(as_of) => fold::into_past(ticket, as_of),
            None => Some(ticket),
        };
        let Some(ticket) = ticket else { return };
        self.queue.add(self.assignment, &ticket);
        if ticket.head.assignee.is_none() && ticket.head.status.is_unresolved() {
            self.queue.unassigned.push(ticket);
        }
    }

    fn invalid(&mut self, _: &Found, problem: Problem) {
        self.queue.invalid.push(problem);
    }
}

impl Queue {
    /// What is known of a member's work.
    pub fn of(&self, member: &MemberId) -> Work {
        self.work.get(member).cloned().unwrap_or_default()
    }

    fn add(&mut self, assignment: &Assignment, ticket: &Ticket) {
        if let Some(assignee) = ticket.head.assignee.as_ref().filter(|_| ticket.head.status.is_unresolved()) {
            let work = self.work.entry(assignee.clone()).or_default();
            work.tickets += 1;
            work.load = work.load.saturating_add(assignment.weight(ticket.head.priority.as_str()));
        }
        for (place, entry) in ticket.history.iter().enumerate() {
            if let Some(to) = entry.act.given_to() {
                let turn = Turn::new(entry.at.into(), ticket.head.id.clone(), place);
                self.work.entry(to.clone()).or_default().took(turn);
            }
        }
    }

    fn join(mut self, other: Self) -> Self {
        for (member, more) in other.work {
            let work = self.work.entry(member).or_default();
            work.tickets += more.tickets;
            work.load = work.load.saturating_add(more.load);
            more.last.into_iter().for_each(|turn| work.took(turn));
        }
        self.unassigned.extend(other.unassigned);
        self.invalid.extend(other.invalid);
        self
    }
}

impl<'a> Assigner<'a> {
    /// For a desk.
    pub fn new(desk: &'a Desk) -> Result<Self> {
        Ok(Self::by(desk, desk.assignment()?, OnDuty::of(desk)?))
    }

    /// For a desk, by what could be read of it.
    pub const fn by(desk: &'a Desk, assignment: Assignment, on_duty: OnDuty) -> Self {
        Self { desk, assignment, on_duty, queue: None }
    }

    /// Who is on duty.
    pub const fn on_duty(&self) -> &OnDuty {
        &self.on_duty
    }

    /// What is wrong with open tickets that could not be read, and so do not count.
    pub fn invalid(&self) -> impl Iterator<Item = &Problem> {
        self.queue.iter().flat_map(|queue| &queue.invalid)
    }

    /// How a team's tickets find a member; `None` when they wait for somebody to take them.
    pub fn of_team(&self, team: &TeamId) -> Option<&TeamAssignment> {
        self.assignment.teams.get(team)
    }

    /// How much a member can carry.
    pub fn capacity(&self, member: &Member) -> Option<u32> {
        member.capacity.or(self.assignment.capacity)
    }

    /// Whether a member is on duty; everybody is where there is no rota, and nobody where it cannot be read.
    pub fn is_on_duty(&self, member: &MemberId, at: Instant) -> bool {
        self.on_duty.has(member, at)
    }

    /// What everybody has to do: read once, from the open tickets; where turns are taken, also from those
    /// closed that were opened this month or the last, for their turns count as well.
    pub fn queue(&mut self, at: Instant) -> Result<&mut Queue> {
        let queue = match self.queue.take() {
            Some(queue) => queue,
            None => self.read(at, None)?,
        };
        Ok(self.queue.insert(queue))
    }

    /// What everybody had to do at an instant; a look `back` needs the archive, as what is closed today was open then.
    pub fn queue_at(&self, as_of: Moment, back: bool) -> Result<Queue> {
        if back {
            return Ok(self.gather(&find::all(&self.desk.root)?, Some(as_of)));
        }
        self.read(as_of.into(), Some(as_of))
    }

    fn read(&self, at: Instant, as_of: Option<Moment>) -> Result<Queue> {
        let root = &self.desk.root;
        let mut files = find::open(root)?;
        let takes_turns = self.assignment.teams.values().any(|team| team.by.contains(&Strategy::RoundRobin));
        let (turns, unread) =
            if takes_turns { turns::closed(root, self.month_before(at), as_of)? } else { Default::default() };
        files.extend(unread);
        let mut queue = self.gather(&files, as_of);
        for (member, last) in turns {
            let work = queue.work.entry(member).or_default();
            let at = Instant::from_seconds(last.at);
            last.given.into_iter().for_each(|(number, place)| work.took(Turn::new(at, number, place)));
        }
        Ok(queue)
    }

    fn gather(&self, files: &[Found], as_of: Option<Moment>) -> Queue {
        let make = || Worker { assignment: &self.assignment, as_of, queue: Queue::default() };
        let workers = scan(&self.desk.root, files, make).into_iter().map(|worker| worker.queue);
        workers.fold(Queue::default(), Queue::join)
    }

    fn month_before(&self, at: Instant) -> Moment {
        let now = self.desk.settings.zone.to_local(at);
        now.checked_sub_months(chrono::Months::new(1)).unwrap_or(now)
    }

    /// The act that gives a ticket to a member of a team, with a note that says why; nobody when none of
    /// them can take it. Whoever has the ticket already is not asked.
    pub fn choose(
        &mut self,
        head: &Head,
        team: &TeamId,
        at: Instant,
    ) -> Result<std::result::Result<(MemberId, Text), Nobody>> {
        self.queue(at)?;
        let customer = customer_of(self.desk, head);
        let industry = customer.and_then(|customer| customer.industry);
        let steps = self.of_team(team).cloned().unwrap_or_default();
        let members = self
            .desk
            .roster
            .members
            .iter()
            .filter(|(id, member)| member.teams.contains(team) && head.assignee.as_ref() != Some(id));
        let looks_after = |id: &MemberId| {
            let members = industry.as_deref().and_then(|industry| steps.industries.get(industry));
            members.is_some_and(|members| members.contains(id))
        };
        let candidates = members.map(|(id, member)| {
            let work = self.queue.as_ref().map(|queue| queue.of(id)).unwrap_or_default();
            Candidate {
                member: id.clone(),
                load: work.load,
                capacity: self.capacity(member),
                last: work.last,
                on_duty: self.is_on_duty(id, at),
                of_industry: looks_after(id),
                skill: skill(member, head),
            }
        });
        let choice = choose(&steps.by, candidates.collect());
        Ok(choice.map(|choice| (choice.chosen.member.clone(), self.note(&choice, industry.as_deref()))))
    }

    /// Gives a new ticket to a member of its team, when that is how the team's tickets find one; when nobody of them can
    /// take it, why.
    pub fn assign(&mut self, ticket: &mut Ticket, at: Moment) -> Result<Option<Pooled>> {
        let pooled = ticket.head.team.clone().filter(|_| ticket.head.assignee.is_none());
        let Some(team) = pooled.filter(|team| self.of_team(team).is_some()) else { return Ok(None) };
        match self.choose(&ticket.head, &team, at.into())? {
            Ok((to, note)) => {
                let act = Act::Assigned { team: None, to: Some(to), reason: None, note: Some(note) };
                fold::happen(ticket, Entry::new(at, RULES.into(), act));
                self.remember(ticket);
                Ok(None)
            }
            Err(why) => Ok(Some(Pooled { number: ticket.head.id.clone(), team, why, at })),
        }
    }

    /// Others may have changed what everybody has to do: it is read anew.
    pub fn forget(&mut self) {
        self.queue = None;
    }

    /// A ticket was given to a member: the next choice knows.
    pub fn remember(&mut self, ticket: &Ticket) {
        if let Some(queue) = &mut self.queue {
            queue.add(&self.assignment, ticket);
        }
    }

    /// Why it is this member, in the desk's language: the file keeps it.
    fn note(&self, choice: &Choice, industry: Option<&str>) -> Text {
        let language = self.desk.settings.language;
        let narrowed = choice.narrowed.iter().map(|strategy| match strategy {
            Strategy::OnDuty => language.word("assigned-on-duty").to_owned(),
            Strategy::Industry => language.say("assigned-industry", &[("industry", industry.unwrap_or_default())]),
            _ => language.say("assigned-skill", &[("skill", choice.chosen.skill.as_deref().unwrap_or_default())]),
        });
        let each = choice.among.iter().take(NAMED).map(|candidate| self.standing(candidate, choice.decided));
        let each = each.collect::<Vec<_>>().join(language.word("list-comma"));
        let decided = match choice.decided {
            _ if choice.among.len() == 1 => "assigned-only",
            Strategy::RoundRobin => "assigned-in-turn",
            _ => "assigned-least-loaded",
        };
        let decided = language.say(decided, &[("each", &each)]);
        let parts: Vec<_> = narrowed.chain([decided]).collect();
        parts.join(language.word("list-semicolon")).into()
    }

    /// What spoke for or against one of several.
    fn standing(&self, candidate: &Candidate, decided: Strategy) -> String {
        let language: Language = self.desk.settings.language;
        let member = candidate.member.as_str();
        let load = candidate.load.to_string();
        match (decided, &candidate.last, candidate.capacity) {
            (Strategy::RoundRobin, Some(last), _) => {
                let last = self.desk.settings.zone.to_local(last.at).format("%m-%d %H:%M").to_string();
                language.say("assigned-last", &[("member", member), ("last", &last)])
            }
            (Strategy::RoundRobin, None, _) => language.say("assigned-never", &[("member", member)]),
            (_, _, Some(capacity)) => {
                let args = [("member", member), ("load", load.as_str()), ("capacity", &capacity.to_string())];
                language.say("assigned-load-of", &args)
            }
            (_, _, None) => language.say("assigned-load", &[("member", member), ("load", &load)]),
        }
    }
}

/// The skill of a member that a ticket asks for: its category or the first level of it, its product, its type.
fn skill(member: &Member, head: &Head) -> Option<String> {
    let category = head.category.as_ref().map(AsRef::<str>::as_ref);
    let first = category.and_then(|category| category.split('/').next());
    let asked = [category, first, head.product.as_deref(), Some(head.kind.as_str())];
    let mut asked = asked.into_iter().flatten();
    asked.find(|asked| member.skills.iter().any(|skill| skill == asked)).map(str::to_owned)
}
