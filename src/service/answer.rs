//! An answer, before it is recorded.
use std::collections::BTreeMap;

use super::deed::Deed;
use crate::desk::open::Desk;
use crate::desk::vocabulary::means;
use crate::domain::act::{Act, LOW};
use crate::domain::ids::{Code, Text, TicketRef};
use crate::domain::moment::Moment;
use crate::domain::survey::{self, Response};
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::faults;
use crate::store::responses;

faults! {
    /// Why what was typed is no score.
    pub enum AnswerFault {
        "usage-score-form" => Form { given: String },
        "usage-score-twice" => Twice { dimension: String },
    }
}

/// What a customer answered.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// How they answered.
    pub channel: Option<Code>,
    /// The score of each dimension.
    pub scores: BTreeMap<Code, i64>,
    /// What they said.
    pub comment: Option<Text>,
    /// What the answer is called where it came from.
    pub external: Option<Text>,
}

impl Answer {
    /// The response that it is about a ticket, when the desk's survey admits it.
    pub fn about(&self, desk: &Desk, reference: &TicketRef, ticket: &Ticket, at: Moment) -> Result<Response> {
        let settings = &desk.survey;
        let comment = self.comment.as_deref();
        survey::validate(&self.scores, comment, &settings.codes(), settings.scale(), settings.comment_limit)?;
        survey::require_result(ticket, at)?;
        let Self { channel, scores, comment, external } = self.clone();
        Ok(Response { ticket: reference.clone(), at, channel, scores, comment, external })
    }
}

/// What recording a response does to its ticket: the file, and the act that names it.
pub fn deed(desk: &Desk, ticket: &Ticket, response: &Response) -> Deed {
    let (path, text) = responses::file(&desk.root, response, ticket);
    let named = path.display().to_string();
    let result = desk.survey.is_low(&response.scores).then(|| LOW.into());
    let acts = vec![Act::SurveyAnswered { response: named.as_str().into(), result }];
    Deed { acts, files: vec![(path, text.into_bytes())], ..Deed::default() }
}

/// The scores that a person types: `attitude=5`, the dimension by its code or its label, the score by its number or
/// its label; the score alone where one question is asked.
pub fn scores(desk: &Desk, given: &[String]) -> Result<BTreeMap<Code, i64>> {
    let mut scores = BTreeMap::new();
    for given in given {
        let form = || AnswerFault::Form { given: given.clone() };
        let (name, score) = match (given.split_once('='), desk.survey.dimensions.as_slice()) {
            (Some(pair), _) => pair,
            (None, [only]) => (only.code.as_str(), given.as_str()),
            _ => return Err(form().into()),
        };
        let dimension = dimension(desk, name.trim()).unwrap_or_else(|| name.trim().into());
        let score = score.trim();
        let called = || desk.survey.scores.iter().find(|(_, label)| *label == score).map(|(score, _)| *score);
        let score = score.parse().ok().or_else(called).ok_or_else(form)?;
        if scores.insert(dimension, score).is_some() {
            return Err(AnswerFault::Twice { dimension: name.trim().to_owned() }.into());
        }
    }
    Ok(scores)
}

/// The dimension of a code, in any case of letters, or of a label.
pub fn dimension(desk: &Desk, name: &str) -> Option<Code> {
    let mut dimensions = desk.survey.dimensions.iter();
    let found = dimensions.find(|known| means(name, &known.code, &known.label))?;
    Some(found.code.clone())
}
