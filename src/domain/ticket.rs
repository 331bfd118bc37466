//! A ticket: its head and its history.
use super::act::{Act, Entry};
use super::field::Field;
use super::ids::{Code, CustomerId, MemberId, Number, TeamId, Text, TicketRef};
use super::moment::{self, Moment};
use super::status::Status;
use crate::fault::{Problem, Result};

/// What holds now. Everything here that acts can change is the [fold](super::fold) of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the key of that name; docs/format.md explains them")]
pub struct Head {
    pub id: Number,
    pub title: Text,
    /// `type` in the file.
    pub kind: Code,
    pub category: Option<Code>,
    pub priority: Code,
    pub status: Status,
    pub source: Option<Code>,
    pub channel: Option<Code>,
    pub customer: Option<CustomerId>,
    pub product: Option<Text>,
    pub team: Option<TeamId>,
    pub assignee: Option<MemberId>,
    pub created: Moment,
    /// When the problem occurred.
    pub occurred: Option<Moment>,
    /// By when the customer asked for it.
    pub expected: Option<Moment>,
    pub scope: Option<Text>,
    /// The ticket's id in the system it was imported from.
    pub external: Option<Text>,
    /// Numbers it had before a double number was settled.
    pub formerly: Vec<Number>,
    pub tags: Vec<Text>,
    pub steps: Option<Text>,
    pub description: Option<Text>,
}

/// A ticket as its file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// What holds now.
    pub head: Head,
    /// What happened, in the order of the file.
    pub history: Vec<Entry>,
}

impl Head {
    /// The head of a ticket that was just opened, with nothing else known of it.
    pub fn new(id: Number, created: Moment) -> Self {
        Self {
            id,
            title: Text::default(),
            kind: Code::default(),
            category: None,
            priority: Code::default(),
            status: Status::New,
            source: None,
            channel: None,
            customer: None,
            product: None,
            team: None,
            assignee: None,
            created,
            occurred: None,
            expected: None,
            scope: None,
            external: None,
            formerly: Vec::new(),
            tags: Vec::new(),
            steps: None,
            description: None,
        }
    }

    /// The text of a field as an edit records it; tags are joined by `, `.
    pub fn get(&self, field: Field) -> Option<Text> {
        match field {
            Field::Title => Some(self.title.clone()),
            Field::Type => Some(self.kind.as_str().into()),
            Field::Priority => Some(self.priority.as_str().into()),
            Field::Category => self.category.as_ref().map(text_of),
            Field::Source => self.source.as_ref().map(text_of),
            Field::Channel => self.channel.as_ref().map(text_of),
            Field::Customer => self.customer.as_ref().map(text_of),
            Field::Product => self.product.clone(),
            Field::Occurred => self.occurred.map(|at| moment::write(at).into()),
            Field::Expected => self.expected.map(|at| moment::write(at).into()),
            Field::Scope => self.scope.clone(),
            Field::External => self.external.clone(),
            Field::Tags => (!self.tags.is_empty()).then(|| self.tags.join(", ").into()),
            Field::Steps => self.steps.clone(),
            Field::Description => self.description.clone(),
        }
    }

    /// Sets a field from the text that an edit records; `None` clears it (a required one stays).
    pub fn set(&mut self, field: Field, text: Option<&str>) -> Result<()> {
        match field {
            Field::Title => replace_required(&mut self.title, text),
            Field::Type => replace_required(&mut self.kind, text),
            Field::Priority => replace_required(&mut self.priority, text),
            Field::Category => self.category = text.map(Into::into),
            Field::Source => self.source = text.map(Into::into),
            Field::Channel => self.channel = text.map(Into::into),
            Field::Customer => self.customer = text.map(Into::into),
            Field::Product => self.product = text.map(Into::into),
            Field::Occurred => self.occurred = text.map(moment::read).transpose().map_err(Problem::from)?,
            Field::Expected => self.expected = text.map(moment::read).transpose().map_err(Problem::from)?,
            Field::Scope => self.scope = text.map(Into::into),
            Field::External => self.external = text.map(Into::into),
            Field::Tags => self.tags = text.map(split_tags).unwrap_or_default(),
            Field::Steps => self.steps = text.map(Into::into),
            Field::Description => self.description = text.map(Into::into),
        }
        Ok(())
    }
}

fn text_of(id: &impl AsRef<str>) -> Text {
    id.as_ref().into()
}

fn replace_required<'a, T: From<&'a str>>(slot: &mut T, text: Option<&'a str>) {
    if let Some(text) = text {
        *slot = text.into();
    }
}

/// The tags of a list such as `a, b`; a full-width comma parts them as well.
pub fn split_tags(text: &str) -> Vec<Text> {
    text.split([',', '\u{ff0c}']).map(str::trim).filter(|tag| !tag.is_empty()).map(Into::into).collect()
}

impl Ticket {
    /// The public message that a reader sees first: the opening's text, or the description.
    pub fn opening(&self) -> Option<&Text> {
        let said = self.history.iter().find_map(|entry| match &entry.act {
            Act::Created { text, .. } => text.as_ref(),
            _ => None,
        });
        said.or(self.head.description.as_ref())
    }

    /// Everybody who handled it, in order, once each: they may follow it after handing it over.
    pub fn handlers(&self) -> Vec<&MemberId> {
        let mut handlers = Vec::new();
        for entry in &self.history {
            let named = match &entry.act {
                Act::Assigned { to, .. } | Act::Transferred { to, .. } | Act::Escalated { to, .. } => to.as_ref(),
                Act::Accepted { .. } => Some(&entry.by),
                _ => None,
            };
            handlers.extend(named.filter(|member| !handlers.contains(member)));
        }
        handlers
    }

    /// How it is related to other tickets now, in the order in which that was said.
    pub fn links(&self) -> Vec<(&Code, &TicketRef)> {
        let mut links = Vec::new();
        for entry in &self.history {
            match &entry.act {
                Act::Linked { kind, to } if !links.contains(&(kind, to)) => links.push((kind, to)),
                Act::Unlinked { kind, to } => links.retain(|link| *link != (kind, to)),
                _ => {}
            }
        }
        links
    }

    /// When the newest of its acts happened; the creation when there is none.
    pub fn last_at(&self) -> Moment {
        self.history.iter().map(|entry| entry.at).max().unwrap_or(self.head.created)
    }
}
