//! `new` question by question, and what is told beside the answer.
mod customer;

use std::fmt;

use inquire::validator::ValueRequiredValidator;
use inquire::{InquireError, Select, Text};

use crate::cli::context::Context;
use crate::cli::{editor, output, present};
use crate::desk::open::Desk;
use crate::desk::vocabulary::List;
use crate::desk::vocabulary::Word;
use crate::domain::draft::Draft;
use crate::domain::field::Field;
use crate::domain::ids::TicketRef;
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::render::{Labels, sanitize};
use crate::store::{customers, relatives};
use crate::{faults, near};

faults! {
    /// Why the questions ended without a ticket.
    pub enum AskFault {
        "ask-cancelled" => Cancelled {},
        "ask-failed" => Failed { cause: String },
    }
}

fn ended(error: InquireError) -> AskFault {
    match error {
        InquireError::OperationCanceled | InquireError::OperationInterrupted => AskFault::Cancelled {},
        other => AskFault::Failed { cause: other.to_string() },
    }
}

/// A word of the vocabulary as a choice.
struct Choice<'a>(&'a Word);

impl fmt::Display for Choice<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (code, label) = self.0.names();
        out.write_str(&near::called(code, label))
    }
}

/// What is asked: the field, and whether it must be answered.
type Question = (Field, bool);

/// What is asked, in order: what every ticket has, and whatever else the desk requires.
fn questions(required: impl Iterator<Item = Field>) -> Vec<Question> {
    let required: Vec<_> = required.collect();
    let mut asked =
        vec![(Field::Type, true), (Field::Customer, required.contains(&Field::Customer)), (Field::Title, true)];
    for field in required.iter().copied().filter(|field| *field != Field::Description) {
        if !asked.iter().any(|(known, _)| *known == field) {
            asked.push((field, true));
        }
    }
    asked.push((Field::Description, required.contains(&Field::Description)));
    asked.retain(|(field, _)| *field != Field::Priority);
    asked.push((Field::Priority, true));
    asked
}

/// Asks for what every ticket has and for what the desk requires, one question each.
pub(super) fn draft(context: &Context, desk: &Desk) -> Result<Draft> {
    let mut draft = Draft::default();
    for question in questions(desk.required()) {
        if let Some(answer) = answer(context, desk, question, &draft)? {
            draft.set(question.0, answer);
        }
    }
    Ok(draft)
}

fn answer(context: &Context, desk: &Desk, (field, is_needed): Question, draft: &Draft) -> Result<Option<String>> {
    let words = List::of(field).map(|list| desk.vocabulary.words(list)).unwrap_or_default();
    match field {
        _ if !words.is_empty() => choose(&heading(context, field), context, words, usual(desk, field, draft)).map(Some),
        Field::Customer => customer::ask(context, desk, is_needed),
        _ => loop {
            let Some(text) = line(context, field, is_needed)? else { return Ok(None) };
            let text = if field == Field::Description && text == EDITOR { editor::edit(context, "")? } else { text };
            match desk.canonical(field, text.trim(), &context.reader(desk)) {
                Ok(text) if !text.is_empty() => return Ok(Some(text)),
                Ok(_) if is_needed => {}
                Ok(_) => return Ok(None),
                Err(problem) => output::tell(&present::problem_of(&problem, context.language, desk)),
            }
        },
    }
}

/// What opens the editor in place of a description.
const EDITOR: &str = "e";

/// What people call a field.
fn heading(context: &Context, field: Field) -> String {
    context.language.find(&format!("column.{field}")).unwrap_or(field.code()).to_owned()
}

/// The place of the word that is chosen unless somebody moves away from it.
fn usual(desk: &Desk, field: Field, draft: &Draft) -> usize {
    let words = List::of(field).map(|list| desk.vocabulary.words(list)).unwrap_or_default();
    let kind = draft.get(Field::Type).unwrap_or_default();
    let priority = desk.vocabulary.priority_of(kind);
    words.iter().position(|word| field == Field::Priority && word.code == *priority).unwrap_or_default()
}

/// Asks for one line until there is one, where there must be.
fn line(context: &Context, field: Field, is_needed: bool) -> Result<Option<String>> {
    let name = heading(context, field);
    let needed = ValueRequiredValidator::new(context.language.say("ask-needed", &[("field", &name)]));
    let question = if is_needed { name } else { context.say("ask-optional", &[("field", &name)]) };
    let mut asked = Text::new(&question);
    if is_needed {
        asked = asked.with_validator(needed);
    }
    if field == Field::Description {
        asked = asked.with_help_message(context.language.word("ask-editor"));
    }
    let text = asked.prompt().map_err(ended)?.trim().to_owned();
    Ok((!text.is_empty()).then_some(text))
}

fn choose(question: &str, context: &Context, words: &[Word], start: usize) -> Result<String> {
    let choices = words.iter().map(Choice).collect();
    let select = Select::new(question, choices).with_starting_cursor(start);
    let chosen = select.with_help_message(context.language.word("ask-how-to-choose")).prompt();
    Ok(chosen.map_err(ended)?.0.code.to_string())
}

/// How many earlier tickets are shown.
const SHOWN: usize = 10;

/// The newest tickets of a customer. A file that cannot be read hides nothing here: every report
/// names it.
fn earlier(desk: &Desk, customer: &str) -> Result<Vec<String>> {
    let theirs = customers::tickets(&desk.root, customer)?;
    Ok(theirs.tickets.iter().take(SHOWN).map(|(_, ticket)| summary(desk, ticket)).collect())
}

fn summary(desk: &Desk, ticket: &Ticket) -> String {
    let title = sanitize::line(&ticket.head.title);
    let status = ticket.head.status.code();
    let status = desk.label("status", status).unwrap_or(status.into());
    format!("{}  {}  {status}  {title}", ticket.head.id, ticket.head.created.date_naive())
}

/// The tickets of a new ticket's customer but the `new` ones, the newest first: those that are open, and those that were
/// created in its month or the one before.
pub(super) fn recent(desk: &Desk, new: &[TicketRef], ticket: &Ticket) -> Result<Vec<String>> {
    let Some(customer) = &ticket.head.customer else { return Ok(Vec::new()) };
    let from = relatives::horizon(ticket.head.created);
    let theirs = customers::recent_tickets(&desk.root, customer.as_str(), from)?;
    let others = theirs.tickets.iter().filter(|(found, _)| !new.contains(&found.reference));
    Ok(others.take(SHOWN).map(|(_, ticket)| summary(desk, ticket)).collect())
}

/// Tells of earlier tickets.
pub(super) fn tell_earlier(context: &Context, lines: &[String]) {
    if !lines.is_empty() {
        context.tell("new-earlier", &[("tickets", &lines.join("\n  "))]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_the_desk_requires_is_asked_once_and_must_be_answered() {
        let required = [Field::Description, Field::Customer, Field::Channel, Field::Priority, Field::Product];
        let asked = questions(required.into_iter());
        let codes: Vec<_> = asked.iter().map(|(field, _)| field.code()).collect();
        assert_eq!(codes, ["type", "customer", "title", "channel", "product", "description", "priority"]);
        assert!(asked.iter().all(|(_, is_needed)| *is_needed));
        let optional: Vec<_> = questions([].into_iter()).into_iter().filter(|(_, is_needed)| !is_needed).collect();
        assert_eq!(optional, [(Field::Customer, false), (Field::Description, false)]);
    }
}
