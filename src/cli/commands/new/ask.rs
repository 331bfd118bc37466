//! `new` question by question, and what is told beside the answer.
use std::fmt;

use inquire::validator::ValueRequiredValidator;
use inquire::{Confirm, InquireError, Select, Text};

use crate::cli::context::Context;
use crate::cli::{editor, output};
use crate::desk::open::Desk;
use crate::desk::vocabulary::{List, Word};
use crate::domain::draft::Draft;
use crate::domain::field::Field;
use crate::domain::ids::TicketRef;
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::faults;
use crate::render::{Labels, sanitize};
use crate::store::{customers, relatives};

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
        let Word { code, label, .. } = self.0;
        if label.is_empty() { write!(out, "{code}") } else { write!(out, "{label} ({code})") }
    }
}

/// Asks for type, customer, title, description and priority.
pub(super) fn draft(context: &Context, desk: &Desk) -> Result<Draft> {
    let mut draft = Draft::default();
    let kind = choose(context, "ask-type", desk.vocabulary.words(List::Type), 0)?;
    draft.set(Field::Type, kind.as_str());
    if let Some(customer) = customer(context, desk)? {
        draft.set(Field::Customer, customer);
    }
    draft.set(Field::Title, title(context)?);
    if confirm(context, "ask-description")? {
        let text = editor::edit(context, "")?;
        if !text.trim().is_empty() {
            draft.set(Field::Description, text.trim());
        }
    }
    let priorities = desk.vocabulary.words(List::Priority);
    let usual = desk.vocabulary.priority_of(&kind);
    let start = priorities.iter().position(|word| word.code == *usual).unwrap_or_default();
    draft.set(Field::Priority, choose(context, "ask-priority", priorities, start)?);
    Ok(draft)
}

/// Asks until there is a title.
fn title(context: &Context) -> Result<String> {
    let needed = ValueRequiredValidator::new(context.language.word("ask-title-needed"));
    let asked = Text::new(context.language.word("ask-title")).with_validator(needed).prompt();
    Ok(asked.map_err(ended)?)
}

fn confirm(context: &Context, question: &'static str) -> Result<bool> {
    let language = context.language;
    let word = |yes| language.word(if yes { "flag.yes" } else { "flag.no" }).to_owned();
    let asked = Confirm::new(language.word(question)).with_default(true).with_formatter(&word);
    Ok(asked.with_error_message(language.word("ask-yes-or-no")).prompt().map_err(ended)?)
}

fn choose(context: &Context, question: &'static str, words: &[Word], start: usize) -> Result<String> {
    let choices = words.iter().map(Choice).collect();
    let select = Select::new(context.language.word(question), choices).with_starting_cursor(start);
    let chosen = select.with_help_message(context.language.word("ask-how-to-choose")).prompt();
    Ok(chosen.map_err(ended)?.0.code.to_string())
}

/// Asks for the customer until one is found or none is named, and shows their earlier tickets.
fn customer(context: &Context, desk: &Desk) -> Result<Option<String>> {
    loop {
        let named = Text::new(context.language.word("ask-customer")).prompt().map_err(ended)?;
        if named.trim().is_empty() {
            return Ok(None);
        }
        match customers::find(&desk.root, named.trim()) {
            Ok(known) => {
                let earlier = earlier(desk, &known.customer.id)?;
                tell_earlier(context, &earlier);
                return Ok(Some(known.customer.id));
            }
            Err(problem) => output::tell(&crate::cli::present::problem(&problem, context.language)),
        }
    }
}

/// How many earlier tickets are shown.
const SHOWN: usize = 10;

/// The newest tickets of a customer. A file that cannot be read hides nothing here: every report
/// names it.
fn earlier(desk: &Desk, customer: &str) -> Result<Vec<String>> {
    let theirs = customers::tickets(&desk.root, customer)?;
    Ok(theirs.tickets.iter().take(SHOWN).map(|(_, ticket)| line(desk, ticket)).collect())
}

fn line(desk: &Desk, ticket: &Ticket) -> String {
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
    Ok(others.take(SHOWN).map(|(_, ticket)| line(desk, ticket)).collect())
}

/// Tells of earlier tickets.
pub(super) fn tell_earlier(context: &Context, lines: &[String]) {
    if !lines.is_empty() {
        context.tell("new-earlier", &[("tickets", &lines.join("\n  "))]);
    }
}
