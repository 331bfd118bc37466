//! What the desk calls its codes.
use std::borrow::Cow;

use super::open::{Desk, clock_labels};
use super::vocabulary::List;
use crate::domain::ids::{Code, Text};
use crate::render::Labels;
use crate::store::customers;

impl Labels for Desk {
    fn label(&self, kind: &str, code: &str) -> Option<Cow<'_, str>> {
        let label = match kind {
            "member" | "assignee" => self.roster.members.get(code).map(|member| member.name.as_str()),
            "team" => self.roster.teams.get(code).map(|team| team.name.as_str()),
            "status" => self.vocabulary.statuses.get(code).map(String::as_str),
            "dimension" => self.dimension(code),
            "clock" => self.clock(code),
            "score" => self.survey.scores.get(&code.parse().ok()?).map(String::as_str),
            "role" => self.process.role_label(code).or_else(|| Some(self.roster.teams.get(code)?.name.as_str())),
            "stage" => self.process.stage_label(code),
            "process" => self.process.name_label(code),
            "stage_result" => self.process.result_label(code),
            _ => self.vocabulary.label(list(kind)?, code),
        };
        label.filter(|label| !label.is_empty()).map(Cow::Borrowed)
    }
}

impl Desk {
    /// What a customer is called, masked where this clone knows no more; `None` when it cannot be told.
    pub fn customer_name(&self, id: &str) -> Option<Text> {
        let known = customers::known(&self.root, id).ok()??;
        Some(known.customer.name).filter(|name| !name.is_empty()).map(Text::from)
    }

    fn clock(&self, code: &str) -> Option<&str> {
        self.clocks.get_or_init(|| clock_labels(&self.root)).get(code).map(Text::as_str)
    }

    fn dimension(&self, code: &str) -> Option<&str> {
        let found = self.survey.dimensions.iter().find(|dimension| dimension.code == Code::from(code))?;
        Some(found.label.as_str())
    }
}

fn list(kind: &str) -> Option<List> {
    Some(match kind {
        "type" => List::Type,
        "priority" => List::Priority,
        "category" => List::Category,
        "source" => List::Source,
        "channel" => List::Channel,
        "product" => List::Product,
        "close_reason" => List::CloseReason,
        "party" => List::Party,
        "industry" => List::Industry,
        _ => return None,
    })
}
