//! An answer, before it is recorded.
use std::collections::BTreeMap;

use crate::cli::deed::Deed;
use crate::desk::open::Desk;
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
pub(super) struct Answer {
    pub(super) channel: Option<Code>,
    pub(super) scores: BTreeMap<Code, i64>,
    pub(super) comment: Option<Text>,
    pub(super) external: Option<Text>,
}

impl Answer {
    /// The response that it is about a ticket, when the desk's survey admits it.
    pub(super) fn about(&self, desk: &Desk, reference: &TicketRef, ticket: &Ticket, at: Moment) -> Result<Response> {
        let settings = &desk.survey;
        let comment = self.comment.as_deref();
        survey::validate(&self.scores, comment, &settings.codes(), settings.scale(), settings.comment_limit)?;
        survey::require_result(ticket, at)?;
        let Self { channel, scores, comment, external } = self.clone();
        Ok(Response { ticket: reference.clone(), at, channel, scores, comment, external })
    }
}

/// What recording a response does to its ticket: the file, and the act that names it.
pub(super) fn deed(desk: &Desk, ticket: &Ticket, response: &Response) -> Deed {
    let (path, text) = responses::file(&desk.root, response, ticket);
    let named = path.display().to_string();
    let result = desk.survey.is_low(&response.scores).then(|| LOW.into());
    let acts = vec![Act::SurveyAnswered { response: named.as_str().into(), result }];
    Deed { acts, files: vec![(path, text.into_bytes())], ..Deed::default() }
}

/// The scores that a person types: `attitude=5`, the dimension by its code or its label; `5` where one question is asked.
pub(super) fn scores(desk: &Desk, given: &[String]) -> Result<BTreeMap<Code, i64>> {
    let mut scores = BTreeMap::new();
    for given in given {
        let form = || AnswerFault::Form { given: given.clone() };
        let (name, score) = match (given.split_once('='), desk.survey.dimensions.as_slice()) {
            (Some(pair), _) => pair,
            (None, [only]) => (only.code.as_str(), given.as_str()),
            _ => return Err(form().into()),
        };
        let dimension = dimension(desk, name.trim()).unwrap_or_else(|| name.trim().into());
        let score = score.trim().parse().map_err(|_| form())?;
        if scores.insert(dimension, score).is_some() {
            return Err(AnswerFault::Twice { dimension: name.trim().to_owned() }.into());
        }
    }
    Ok(scores)
}

/// The dimension of a code, in any case of letters, or of a label.
pub(super) fn dimension(desk: &Desk, name: &str) -> Option<Code> {
    let mut dimensions = desk.survey.dimensions.iter();
    let found = dimensions.find(|known| known.code.as_str().eq_ignore_ascii_case(name) || known.label == name)?;
    Some(found.code.clone())
}
