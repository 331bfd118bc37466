//! Survey responses.
use std::collections::BTreeMap;

use super::act::{Act, Entry};
use super::ids::{Code, Text, TicketRef};
use super::moment::{self, Moment};
use super::ticket::Ticket;
use crate::{faults, near};

/// What a customer answered about one ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The ticket it is about.
    pub ticket: TicketRef,
    /// When it was given.
    pub at: Moment,
    /// How it came in.
    pub channel: Option<Code>,
    /// The scores, by dimension; a dimension that was left out is absent.
    pub scores: BTreeMap<Code, i64>,
    /// The free comment.
    pub comment: Option<Text>,
    /// Its id in the system it was imported from.
    pub external: Option<Text>,
}

/// The lowest and the highest score; both can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// The worst.
    pub min: i64,
    /// The best.
    pub max: i64,
}

faults! {
    /// Why a response is refused.
    pub enum SurveyFault {
        "survey-dimension-unknown" => Dimension { dimension: String, known: String },
        "survey-score-outside" => Score { dimension: String, score: i64, min: i64, max: i64 },
        "survey-no-score" => Empty { known: String },
        "survey-too-early" => Early { id: String, at: String },
        "survey-comment-long" => Comment { length: usize, limit: usize },
    }
}

impl Scale {
    /// Whether a score counts as satisfied: the top two of 1–5, nine and ten of 0–10, else the top
    /// two fifths of the scale.
    pub fn is_satisfied(self, score: i64) -> bool {
        if self.is_promoter_scale() {
            return score >= 9;
        }
        5 * (self.max - score) < 2 * (self.max - self.min + 1)
    }

    /// Whether a net promoter score can be told: only on 0–10.
    pub fn is_promoter_scale(self) -> bool {
        (self.min, self.max) == (0, 10)
    }
}

/// Refuses scores outside the scale, unknown dimensions, no score at all and a comment of more than
/// `limit` characters.
pub fn validate(
    scores: &BTreeMap<Code, i64>,
    comment: Option<&str>,
    dimensions: &[Code],
    scale: Scale,
    limit: usize,
) -> Result<(), SurveyFault> {
    let known = || dimensions.iter().map(Code::as_str).collect::<Vec<_>>().join(near::SEPARATOR);
    if scores.is_empty() {
        return Err(SurveyFault::Empty { known: known() });
    }
    for (dimension, &score) in scores {
        if !dimensions.contains(dimension) {
            return Err(SurveyFault::Dimension { dimension: dimension.to_string(), known: known() });
        }
        if score < scale.min || score > scale.max {
            let Scale { min, max } = scale;
            return Err(SurveyFault::Score { dimension: dimension.to_string(), score, min, max });
        }
    }
    match comment.map(|text| text.chars().count()) {
        Some(length) if length > limit => Err(SurveyFault::Comment { length, limit }),
        _ => Ok(()),
    }
}

/// Refuses a survey about a ticket that was neither resolved nor closed by `at` (inclusive). One that
/// was reopened since may still be judged.
pub fn require_result(ticket: &Ticket, at: Moment) -> Result<(), SurveyFault> {
    let is_result = |entry: &Entry| matches!(entry.act, Act::Resolved { .. } | Act::Closed { .. });
    if ticket.history.iter().any(|entry| entry.at <= at && is_result(entry)) {
        return Ok(());
    }
    Err(SurveyFault::Early { id: ticket.head.id.to_string(), at: moment::write(at) })
}

/// The acts about the survey that is going on: those since the ticket last came back, the newest first.
fn ongoing(ticket: &Ticket) -> impl Iterator<Item = &Entry> {
    let acts = ticket.history.iter().rev();
    acts.take_while(|entry| !matches!(entry.act, Act::Reopened { .. } | Act::SentBack { .. }))
}

/// When the survey that is going on about a ticket was last sent.
pub fn sent_at(ticket: &Ticket) -> Option<Moment> {
    ongoing(ticket).find(|entry| matches!(entry.act, Act::SurveySent { .. })).map(|entry| entry.at)
}

/// When the survey that is going on about a ticket was last answered.
pub fn answered_at(ticket: &Ticket) -> Option<Moment> {
    ongoing(ticket).find(|entry| matches!(entry.act, Act::SurveyAnswered { .. })).map(|entry| entry.at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draft::Draft;

    #[test]
    fn only_a_result_can_be_judged_and_reopening_does_not_undo_it() {
        let at = |minute: u32| moment::read(&format!("2026-10-28T09:{minute:02}:00+08:00")).unwrap();
        let mut ticket = Draft::default().open("CS1".into(), at(0), "li".into()).unwrap();
        let acts = [
            (5, Act::Resolved { result: None, evidence: None, text: "done".into() }),
            (7, Act::Reopened { reason: "not quite".into(), until: None }),
        ];
        ticket.history.extend(acts.map(|(minute, act)| Entry::new(at(minute), "li".into(), act)));
        let answerable = [4, 5, 8].map(|minute| require_result(&ticket, at(minute)).is_ok());
        assert_eq!(answerable, [false, true, true]);
    }

    #[test]
    fn the_top_two_are_satisfied() {
        let five = Scale { min: 1, max: 5 };
        assert_eq!((1..=5).filter(|score| five.is_satisfied(*score)).collect::<Vec<_>>(), [4, 5]);
        let ten = Scale { min: 0, max: 10 };
        assert_eq!((0..=10).filter(|score| ten.is_satisfied(*score)).collect::<Vec<_>>(), [9, 10]);
    }

    #[test]
    fn comments_count_characters_not_bytes() {
        let scores = BTreeMap::from([(Code::from("speed"), 5)]);
        let dimensions = [Code::from("speed")];
        let scale = Scale { min: 1, max: 5 };
        assert!(validate(&scores, Some(&"好".repeat(200)), &dimensions, scale, 200).is_ok());
        assert!(validate(&scores, Some(&"好".repeat(201)), &dimensions, scale, 200).is_err());
    }
}
