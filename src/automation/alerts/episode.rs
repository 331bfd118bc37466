//! What a ticket knows of its alert, and what more is to be done about it.
use super::draft::line;
use super::{Alert, Mapping, State};
use crate::domain::act::Act;
use crate::domain::ids::{Code, IMPORT, Text};
use crate::domain::moment::Moment;
use crate::domain::status::Status;
use crate::domain::ticket::Ticket;
use crate::domain::trigger::Trigger;
use crate::time::{Instant, Zone};

/// Who writes down what monitoring says.
pub const ACTOR: &str = IMPORT;

/// What becomes of a ticket whose alert is resolved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum OnResolved {
    /// It is told.
    #[default]
    Comment,
    /// The ticket is resolved.
    Resolve,
    /// The ticket is closed, for this reason.
    Close(Code),
}

/// That an alert fires, or does no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It fires since then.
    Firing(Moment),
    /// It does no longer since then.
    Resolved(Moment),
}

const FIRING: &str = "alert firing";
const RESOLVED: &str = "alert resolved";

impl Mark {
    /// As entries say what set them off.
    fn text(self) -> Text {
        let (promise, since) = match self {
            Self::Firing(at) => (FIRING, at),
            Self::Resolved(at) => (RESOLVED, at),
        };
        Trigger::new(promise, since).text()
    }

    /// The mark of an entry that says what set it off.
    fn read(trigger: &str) -> Option<Self> {
        let trigger = Trigger::read(trigger)?;
        match trigger.promise {
            FIRING => Some(Self::Firing(trigger.since)),
            RESOLVED => Some(Self::Resolved(trigger.since)),
            _ => None,
        }
    }
}

/// The newest episode that a ticket knows.
#[derive(Debug, Clone, Copy)]
struct Episode {
    began: Moment,
    ended: Option<Moment>,
}

impl Episode {
    fn of(ticket: &Ticket) -> Self {
        let mut episode = Self { began: ticket.head.occurred.unwrap_or(ticket.head.created), ended: None };
        let theirs = ticket.history.iter().filter(|entry| entry.by.as_str() == ACTOR);
        for mark in theirs.filter_map(|entry| Mark::read(entry.trigger.as_deref()?)) {
            match mark {
                Mark::Firing(at) => episode = Self { began: at, ended: None },
                Mark::Resolved(at) => episode.ended = Some(at),
            }
        }
        episode
    }

    /// When it was last known to fire, or to do so no longer.
    fn newest(self) -> Instant {
        self.ended.map_or(self.began, |ended| ended.max(self.began)).into()
    }

    /// Whether what began then is this episode, or one before it.
    fn includes(self, started: Option<Instant>) -> bool {
        started.is_some_and(|started| started <= self.newest())
    }

    /// Whether a ticket needs no word of what fires since then: it is this episode, or an open ticket that is about it
    /// anyway. Who thought it solved without a word of monitoring must hear of it.
    fn covers(self, started: Option<Instant>, status: Status) -> bool {
        let is_anew = status == Status::Resolved && started.is_some();
        self.includes(started) || self.ended.is_none() && !is_anew
    }
}

fn text_of(act: &Act) -> Option<&str> {
    match act {
        Act::Noted { text } | Act::Resolved { text, .. } | Act::Closed { text: Some(text), .. } => Some(text),
        Act::Reopened { reason, .. } => Some(reason),
        _ => None,
    }
}

/// A ticket tells of its alert whenever that began to fire, until this instant.
pub fn told_until(ticket: &Ticket) -> Instant {
    Episode::of(ticket).newest()
}

/// An alert that is told to the ticket about it.
#[derive(Clone, Copy)]
pub struct News<'a> {
    /// The alert.
    pub alert: &'a Alert,
    /// What the desk makes of alerts.
    pub mapping: &'a Mapping,
    /// The desk's zone.
    pub zone: &'a Zone,
    /// When it is told; an alert that says no time is of this instant.
    pub at: Moment,
    /// How the desk says that it fires, or does no longer.
    pub words: &'a dyn Fn(Mark) -> Text,
}

/// What an alert does to the ticket about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What happens.
    pub act: Act,
    /// What set it off: by this the ticket knows the episode.
    pub trigger: Text,
}

/// The act on the open ticket about an alert; none when it knows already.
pub fn act(ticket: &Ticket, news: &News<'_>) -> Option<Told> {
    let status = ticket.head.status;
    let mark = mark(&Episode::of(ticket), status, news)?;
    let text = told(ticket, mark, news);
    let act = match mark {
        Mark::Firing(_) => again(status, text),
        Mark::Resolved(_) => over(status, text, news.mapping),
    };
    Some(Told { act, trigger: mark.text() })
}

/// What an alert says that a ticket of this status does not know.
fn mark(episode: &Episode, status: Status, news: &News<'_>) -> Option<Mark> {
    let local = |at: Option<Instant>| at.map_or(news.at, |at| news.zone.to_local(at));
    match news.alert.state {
        State::Firing if episode.covers(news.alert.started, status) => None,
        State::Firing => Some(Mark::Firing(local(news.alert.started))),
        State::Resolved(_) if episode.ended.is_some() => None,
        State::Resolved(at) if at.is_some_and(|at| at < Instant::from(episode.began)) => None,
        State::Resolved(at) => Some(Mark::Resolved(local(at))),
    }
}

/// That it fires again: what was thought to be solved is not.
fn again(status: Status, text: Text) -> Act {
    if status == Status::Resolved { Act::Reopened { reason: text, until: None } } else { Act::Noted { text } }
}

fn over(status: Status, text: Text, mapping: &Mapping) -> Act {
    match &mapping.resolved {
        OnResolved::Resolve if status != Status::Resolved => Act::Resolved { result: None, evidence: None, text },
        OnResolved::Close(reason) => Act::Closed { reason: reason.clone(), text: Some(text) },
        _ => Act::Noted { text },
    }
}

/// What an act says, as a remark: for where the desk does not let monitoring do it.
pub fn as_remark(act: Act) -> Act {
    match text_of(&act) {
        Some(text) => Act::Noted { text: text.into() },
        None => act,
    }
}

/// That it fires or does no longer, and below it what the alert says now and the ticket does not.
fn told(ticket: &Ticket, mark: Mark, news: &News<'_>) -> Text {
    let News { alert, mapping, .. } = news;
    let said = [alert.first(&mapping.title), alert.first(&mapping.scope)].into_iter().flatten().map(line);
    let head = &ticket.head;
    let is_new = |line: &Text| !line.is_empty() && *line != head.title && Some(line) != head.scope.as_ref();
    let lines: Vec<_> = [(news.words)(mark)].into_iter().chain(said.filter(|line| is_new(line))).collect();
    lines.join("\n").into()
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;
    use crate::domain::act::Entry;
    use crate::domain::fold;
    use crate::domain::moment;
    use crate::domain::ticket::Head;

    const FIRES: &str = r#"{"type": "x", "started": "2026-10-28T01:00:00Z"}"#;
    const OVER: &str =
        r#"{"type": "x", "status": "resolved", "started": "2026-10-28T01:00:00Z", "ended": "2026-10-28T01:30:00Z"}"#;
    const AGAIN: &str = r#"{"type": "x", "started": "2026-10-28T02:00:00Z", "scope": "all users"}"#;

    fn at(text: &str) -> Moment {
        moment::read(text).unwrap()
    }

    fn ticket() -> Ticket {
        let mut head = Head::new("T1".into(), at("2026-10-28T09:01:00+08:00"));
        head.occurred = Some(at("2026-10-28T09:00:00+08:00"));
        Ticket { head, history: Vec::new() }
    }

    fn news(ticket: &Ticket, json: &str, resolved: &OnResolved) -> Option<Told> {
        let alert = read(json).unwrap().alerts.remove(0).unwrap();
        let (scope, zone) = (vec!["scope".into()], Zone::find("Asia/Shanghai").unwrap());
        let mapping = Mapping { scope, resolved: resolved.clone(), ..Mapping::default() };
        let at = at("2026-10-28T11:00:00+08:00");
        let words = |mark| match mark {
            Mark::Firing(at) => at.format("又触发 %H:%M").to_string().into(),
            Mark::Resolved(at) => at.format("已恢复 %H:%M").to_string().into(),
        };
        act(ticket, &News { alert: &alert, mapping: &mapping, zone: &zone, at, words: &words })
    }

    fn tell(ticket: &mut Ticket, json: &str, resolved: &OnResolved) -> Vec<&'static str> {
        let told: Vec<_> = news(ticket, json, resolved).into_iter().collect();
        for Told { act, trigger } in told.clone() {
            let entry = Entry::new(at("2026-10-28T11:00:00+08:00"), ACTOR.into(), act);
            let entry = Entry { trigger: Some(trigger), ..entry };
            fold::apply(&mut ticket.head, &entry);
            ticket.history.push(entry);
        }
        told.iter().map(|told| told.act.kind().code()).collect()
    }

    #[test]
    fn each_piece_of_news_is_told_once() {
        let mut ticket = ticket();
        let told: Vec<_> = [FIRES, OVER, OVER, FIRES, AGAIN, AGAIN, FIRES, OVER]
            .map(|json| tell(&mut ticket, json, &OnResolved::Comment).len())
            .into();
        assert_eq!(told, [0, 1, 0, 0, 1, 0, 0, 0]);
        let texts: Vec<_> = ticket.history.iter().map(|entry| text_of(&entry.act).unwrap()).collect();
        assert_eq!(texts, ["已恢复 09:30", "又触发 10:00\nall users"]);
        let marks: Vec<_> = ticket.history.iter().filter_map(|entry| entry.trigger.as_deref()).collect();
        assert_eq!(
            marks,
            ["alert resolved since 2026-10-28T09:30:00+08:00", "alert firing since 2026-10-28T10:00:00+08:00"]
        );
    }

    #[test]
    fn what_fires_again_is_not_solved() {
        let mut ticket = ticket();
        assert_eq!(tell(&mut ticket, OVER, &OnResolved::Resolve), ["resolved"]);
        assert_eq!(tell(&mut ticket, AGAIN, &OnResolved::Resolve), ["reopened"]);
        assert_eq!(ticket.head.status, Status::New);
        ticket.head.status = Status::Resolved;
        let ended = AGAIN.replace(r#""scope""#, r#""status": "resolved", "scope""#);
        assert_eq!(tell(&mut ticket, &ended, &OnResolved::Resolve), ["noted"]);
    }

    #[test]
    fn what_fires_anew_after_somebody_solved_it_is_told() {
        let resolved = |ticket: &mut Ticket| ticket.head.status = Status::Resolved;
        let mut ticket = ticket();
        assert!(tell(&mut ticket, AGAIN, &OnResolved::Comment).is_empty(), "an open ticket is about it");
        resolved(&mut ticket);
        assert!(tell(&mut ticket, FIRES, &OnResolved::Comment).is_empty(), "the same episode, delivered again");
        assert_eq!(tell(&mut ticket, AGAIN, &OnResolved::Comment), ["reopened"]);
        resolved(&mut ticket);
        assert!(tell(&mut ticket, AGAIN, &OnResolved::Comment).is_empty());
    }

    #[test]
    fn a_closed_ticket_knows_its_episodes() {
        let mut ticket = ticket();
        assert_eq!(tell(&mut ticket, OVER, &OnResolved::Close("solved".into())), ["closed"]);
        assert_eq!(told_until(&ticket), at("2026-10-28T09:30:00+08:00").into());
    }

    #[test]
    fn without_times_news_is_of_the_instant_at_which_it_comes() {
        let mut ticket = ticket();
        let resolved = r#"{"type": "x", "status": "resolved"}"#;
        let told: Vec<_> = [r#"{"type": "x"}"#, resolved, resolved, r#"{"type": "x"}"#, r#"{"type": "x"}"#]
            .map(|json| tell(&mut ticket, json, &OnResolved::Comment).len())
            .into();
        assert_eq!(told, [0, 1, 0, 1, 0]);
        assert_eq!(text_of(&ticket.history[1].act), Some("又触发 11:00"));
    }

    #[test]
    fn what_people_write_is_no_news() {
        let mut ticket = ticket();
        let trigger = Some("alert resolved since 2026-10-28T09:30:00+08:00".into());
        let entry = Entry::new(ticket.head.created, "li".into(), Act::Noted { text: "已恢复".into() });
        ticket.history.push(Entry { trigger, ..entry });
        assert_eq!(tell(&mut ticket, OVER, &OnResolved::Comment), ["noted"]);
    }
}
