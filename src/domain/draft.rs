//! A ticket that is about to be opened.
use super::act::{Act, Entry};
use super::field::Field;
use super::ids::{MemberId, Number, Text};
use super::moment::Moment;
use super::ticket::{Head, Ticket};
use crate::fault::Result;

/// What a new ticket says, before it has a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// The head fields that were given, as text.
    pub fields: Vec<(Field, Text)>,
    /// A public message that the opening carries.
    pub opening: Option<Text>,
}

impl Draft {
    /// The text of a field that was given.
    pub fn get(&self, field: Field) -> Option<&str> {
        self.fields.iter().rev().find(|(known, _)| *known == field).map(|(_, text)| text.as_str())
    }

    /// Gives a field, in place of what it was given before.
    pub fn set(&mut self, field: Field, text: impl Into<Text>) {
        self.fields.retain(|(known, _)| *known != field);
        self.fields.push((field, text.into()));
    }

    /// The ticket, opened at `at` by `by`.
    pub fn open(&self, id: Number, at: Moment, by: MemberId) -> Result<Ticket> {
        let mut head = Head::new(id, at);
        for (field, text) in &self.fields {
            head.set(*field, Some(text))?;
        }
        let channel = head.channel.clone().filter(|_| self.opening.is_some());
        let created = Entry::new(at, by, Act::Created { channel, text: self.opening.clone() });
        Ok(Ticket { head, history: vec![created] })
    }
}
