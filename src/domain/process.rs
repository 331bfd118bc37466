//! The stages of a desk's process, and how a ticket walks through them: derived from its history, never stored.
//!
//! A ticket stands in one stage at a time, from its creation until the last stage ends: the first stage
//! begins with it, each of the others when the one before it ends. So the times in the stages add up.
//! Acts can end a stage or lead back to one, as the desk maps them; `stage` acts say it outright.
use super::act::{Act, ActKind, Entry};
use super::duplicate;
use super::ids::{Code, MemberId, Text};
use super::moment::Moment;
use super::ticket::Ticket;

/// The stages in their order; none where the desk has no process.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Route(pub Vec<Stage>);

/// What moves a ticket into a stage and out of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stage {
    /// Its code.
    pub code: Code,
    /// The acts that lead here from wherever the ticket stands.
    pub begins: Vec<ActKind>,
    /// The acts that end it, each with its result.
    pub ends: Vec<(ActKind, Code)>,
    /// The results that end it.
    pub endings: Vec<Code>,
}

/// One stay of a ticket in a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The place of the stage in its [`Route`].
    pub stage: usize,
    /// When it began.
    pub start: Moment,
    /// When it was over; none while the ticket stands there.
    pub end: Option<Moment>,
    /// Who said what came of it.
    pub by: Option<MemberId>,
    /// What came of it.
    pub result: Option<Code>,
    /// What was said with the results.
    pub remarks: Vec<Text>,
    /// The last message of the customer.
    pub feedback: Option<Text>,
    /// The files that were attached.
    pub documents: Vec<Text>,
}

/// A ticket's way through the stages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Walk {
    /// Its stays, in the order of time.
    pub visits: Vec<Visit>,
    /// The place of the stay that lasts, among [`Self::visits`].
    pub standing: Option<usize>,
}

impl Route {
    /// The place of a stage.
    pub fn place(&self, code: &str) -> Option<usize> {
        self.0.iter().position(|stage| stage.code.as_str() == code)
    }

    /// The stage that an act leads to.
    fn beginning(&self, act: ActKind) -> Option<usize> {
        self.0.iter().position(|stage| stage.begins.contains(&act))
    }

    fn result_of(&self, place: usize, act: ActKind) -> Option<&Code> {
        let ends = self.0.get(place).map_or(&[][..], |stage| &stage.ends);
        ends.iter().find(|(kind, _)| *kind == act).map(|(_, result)| result)
    }

    /// The way of a ticket as far as its history goes, in whatever order that stands.
    pub fn walk(&self, ticket: &Ticket) -> Walk {
        let created = ticket.head.created;
        let mut walker = Walker { route: self, walk: Walk::default(), place: 0, at: created };
        if self.0.is_empty() {
            return walker.walk;
        }
        walker.enter(0);
        let mut entries: Vec<_> = duplicate::standing(&ticket.history).collect();
        entries.sort_by_key(|entry| entry.at);
        for entry in entries {
            walker.at = entry.at.max(created);
            walker.take(entry);
        }
        walker.walk
    }
}

impl Walk {
    /// The stay that lasts.
    pub fn current(&self) -> Option<&Visit> {
        self.visits.get(self.standing?)
    }
}

/// Follows a history.
struct Walker<'a> {
    route: &'a Route,
    walk: Walk,
    /// The stage where the ticket stands, or stood last.
    place: usize,
    /// When the present act happened.
    at: Moment,
}

impl Walker<'_> {
    fn take(&mut self, entry: &Entry) {
        if let Act::Stage { stage, result, note } = &entry.act {
            if let Some(place) = self.route.place(stage.as_str()) {
                self.record(place, &entry.by, result.as_ref(), note.as_ref());
            }
            return;
        }
        let act = entry.act.kind();
        let before = self.walk.standing;
        let ended = self.end_by(entry);
        match self.route.beginning(act) {
            Some(place) if ended.is_some() || self.stage() != Some(place) => self.go(place),
            _ if ended.is_some() => self.go_on(),
            _ if act == ActKind::Closed => self.leave(),
            _ if act == ActKind::Reopened && before.is_none() => self.enter(self.place),
            _ => {}
        }
        let told = ended.or(self.walk.standing).or(before);
        if let Some(visit) = told.and_then(|told| self.walk.visits.get_mut(told)) {
            visit.hear(&entry.act);
        }
    }

    /// The stage where the ticket stands.
    fn stage(&self) -> Option<usize> {
        self.walk.current().map(|visit| visit.stage)
    }

    /// Ends the stage that an act ends: this one or, when this one has nothing to do with it, the next
    /// one that has; those between are skipped. Returns its stay.
    fn end_by(&mut self, entry: &Entry) -> Option<usize> {
        let act = entry.act.kind();
        let first = if self.walk.standing.is_some() { self.place } else { self.place + 1 };
        let (place, result) =
            (first..self.route.0.len()).find_map(|place| Some((place, self.route.result_of(place, act)?)))?;
        if self.stage() != Some(place) {
            self.go(place);
        }
        let visit = self.walk.standing.take()?;
        let ended = self.walk.visits.get_mut(visit)?;
        ended.end = Some(self.at);
        ended.conclude(&entry.by, Some(result), remark(&entry.act).as_ref());
        Some(visit)
    }

    /// Takes what a `stage` act says.
    fn record(&mut self, place: usize, by: &MemberId, result: Option<&Code>, note: Option<&Text>) {
        let ends = result.is_some_and(|result| self.route.0[place].endings.contains(result));
        let stands_here = self.stage() == Some(place);
        let is_behind = place < self.place || (self.walk.standing.is_none() && place == self.place);
        if ends && is_behind {
            return self.amend(place, by, result, note);
        }
        if !stands_here {
            self.go(place);
        }
        if let Some(visit) = self.walk.standing.and_then(|standing| self.walk.visits.get_mut(standing)) {
            visit.conclude(by, result, note);
        }
        if ends {
            self.leave();
            self.go_on();
        }
    }

    /// A late or corrected result of a stage that lies behind: the ticket stays where it stands.
    fn amend(&mut self, place: usize, by: &MemberId, result: Option<&Code>, note: Option<&Text>) {
        if !self.walk.visits.iter().any(|visit| visit.stage == place) {
            let before = self.walk.standing.unwrap_or(self.walk.visits.len());
            self.walk.visits.insert(before, Visit { end: Some(self.at), ..Visit::new(place, self.at) });
            self.walk.standing = self.walk.standing.map(|standing| standing + 1);
        }
        if let Some(visit) = self.walk.visits.iter_mut().rfind(|visit| visit.stage == place) {
            visit.conclude(by, result, note);
        }
    }

    fn go(&mut self, place: usize) {
        self.leave();
        self.enter(place);
    }

    fn go_on(&mut self) {
        if self.place + 1 < self.route.0.len() {
            self.enter(self.place + 1);
        }
    }

    fn enter(&mut self, place: usize) {
        self.place = place;
        self.walk.standing = Some(self.walk.visits.len());
        self.walk.visits.push(Visit::new(place, self.at));
    }

    fn leave(&mut self) {
        if let Some(visit) = self.walk.standing.take().and_then(|standing| self.walk.visits.get_mut(standing)) {
            visit.end = Some(self.at);
        }
    }
}

impl Visit {
    fn new(stage: usize, start: Moment) -> Self {
        Self {
            stage,
            start,
            end: None,
            by: None,
            result: None,
            remarks: Vec::new(),
            feedback: None,
            documents: Vec::new(),
        }
    }

    fn conclude(&mut self, by: &MemberId, result: Option<&Code>, remark: Option<&Text>) {
        if let Some(result) = result {
            (self.by, self.result) = (Some(by.clone()), Some(result.clone()));
        }
        self.remarks.extend(remark.cloned());
    }

    /// Takes what the customer said, and what was attached.
    fn hear(&mut self, act: &Act) {
        match act {
            Act::Received { text, .. } | Act::FollowedUp { text, .. } => self.feedback = Some(text.clone()),
            Act::Confirmed { note: Some(note), .. } => self.feedback = Some(note.clone()),
            Act::Attached { file, .. } => self.documents.push(file.clone()),
            _ => {}
        }
    }
}

/// What was said with an act that ended a stage; the customer's words are feedback and stand apart, and the
/// reason of a closing is a code, not a remark.
fn remark(act: &Act) -> Option<Text> {
    if let Act::Closed { text, .. } = act {
        return text.clone();
    }
    if matches!(act, Act::Received { .. } | Act::Confirmed { .. } | Act::FollowedUp { .. }) {
        return None;
    }
    let keys = act.keys();
    keys.into_iter().find(|(key, _)| ["text", "note", "reason"].contains(key)).map(|(_, text)| text)
}

#[cfg(test)]
mod tests;
