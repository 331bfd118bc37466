//! How columns tell of a survey response.
use super::early::not_before;
use super::fault::ImportFault;
use super::mapping::{Early, SurveyColumns};
use super::pick::Pick;
use super::table::Row;
use super::terms::{Terms, required};
use crate::desk::vocabulary::List;
use crate::domain::act::ActKind;
use crate::domain::ids::{Code, Text, TicketRef};
use crate::domain::moment::Moment;
use crate::domain::survey::{self, Response};
use crate::fault::{Problem, Result};
use std::collections::BTreeMap;

/// What a customer answered, as a ticket's row tells.
#[derive(Debug, Clone)]
pub struct Answer {
    /// When.
    pub at: Moment,
    /// The scores, by dimension.
    pub scores: BTreeMap<Code, i64>,
    channel: Option<Code>,
    comment: Option<Text>,
    external: Text,
}

impl Answer {
    /// The response about `ticket`.
    pub(super) fn about(&self, ticket: TicketRef) -> Response {
        let Self { at, scores, channel, comment, external } = self.clone();
        Response { ticket, at, channel, scores, comment, external: Some(external) }
    }
}

/// The columns of a survey response.
pub(super) struct AnswerPicks {
    at: Pick,
    scores: Vec<(Code, Pick)>,
    channel: Option<Pick>,
    comment: Option<Pick>,
    external: Option<Pick>,
}

impl AnswerPicks {
    pub(super) fn bind(columns: &SurveyColumns, terms: &Terms<'_>) -> Result<Self, ImportFault> {
        let scores = columns.scores.iter().map(|(code, source)| Ok((code.as_str().into(), terms.bind(source)?)));
        Ok(Self {
            at: terms.bind(&columns.at)?,
            scores: scores.collect::<Result<_, ImportFault>>()?,
            channel: terms.bind_any(columns.channel.as_ref())?,
            comment: terms.bind_any(columns.comment.as_ref())?,
            external: terms.bind_any(columns.external.as_ref())?,
        })
    }

    /// The answer of a row whose ticket is called `ticket` in the other system; `None` when it has no score.
    pub(super) fn read(&self, row: &Row, ticket: &Text, created: Moment, terms: &Terms<'_>) -> Result<Option<Answer>> {
        let mut scores = BTreeMap::new();
        for (dimension, pick) in &self.scores {
            if let Some(score) = pick.whole(row)? {
                scores.insert(dimension.clone(), score);
            }
        }
        if scores.is_empty() {
            return Ok(None);
        }
        let text = |pick: &Option<Pick>| -> Result<Option<Text>> {
            Ok(pick.as_ref().map(|pick| pick.text(row)).transpose()?.flatten().map(|text| text.as_ref().into()))
        };
        let channel = match (&self.channel, text(&self.channel)?) {
            (Some(pick), Some(channel)) => Some(terms.code(List::Channel, &channel, pick, row)?.as_str().into()),
            _ => None,
        };
        let comment = text(&self.comment)?;
        let asked = &terms.desk.survey;
        survey::validate(&scores, comment.as_deref(), &asked.codes(), asked.scale(), asked.comment_limit)
            .map_err(|fault| Problem::from(fault).at(row.place()))?;
        let at = required(terms.moment(&self.at, row)?, "at", &self.at, row)?;
        let at = not_before(created, at, Early::Reject, ActKind::SurveyAnswered)
            .map_err(|problem| problem.at(row.place()))?;
        let external = text(&self.external)?.unwrap_or_else(|| ticket.clone());
        Ok(Some(Answer { at, scores, channel, comment, external }))
    }
}
