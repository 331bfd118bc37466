//! `survey show`: what was asked and answered about a ticket.
use clap::Args;
use serde_json::{Value, json};

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::Reading;
use crate::cli::{input, output};
use crate::desk::open::Desk;
use crate::domain::ids::Code;
use crate::domain::moment::{self, Moment};
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::render::{Labels, sanitize};
use crate::store::file::TicketFile;
use crate::store::find;
use crate::store::responses::{self, Stored};

/// Show every response about tickets
#[derive(Debug, Args)]
pub struct Show {
    /// Numbers, keys or beginnings of them; `-` reads them from standard input
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Write it in this form
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Reading,
}

/// A ticket with the responses about it, in the order of time.
struct Answered {
    file: TicketFile,
    ticket: Ticket,
    responses: Vec<Stored>,
}

impl Show {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let answered = input::ids(&self.ids)?.iter().map(|id| answered(&desk, id)).collect::<Result<Vec<_>>>()?;
        match self.format {
            Reading::Text => {
                let texts: Vec<_> = answered.iter().map(|answered| text(context, &desk, answered)).collect();
                output::data(&texts.join("\n"))?;
            }
            Reading::Json => {
                let tickets: Value = answered.iter().map(json).collect();
                let document = json!({ "schema": 1, "tickets": tickets });
                output::json(&document)?;
            }
        }
        Ok(Exit::Done)
    }
}

fn answered(desk: &Desk, id: &str) -> Result<Answered> {
    let found = find::one(&desk.root, &desk.settings.number, id)?;
    let file = TicketFile::read(&desk.root, &found.path)?;
    let ticket = file.ticket()?;
    let mut responses = responses::about(&desk.root, &found.reference, &ticket.head.formerly)?;
    responses.sort_by_key(|stored| stored.response.at);
    Ok(Answered { file, ticket, responses })
}

fn text(context: &Context, desk: &Desk, answered: &Answered) -> String {
    let head = &answered.ticket.head;
    let mut lines = vec![format!("{}  {}", head.id, sanitize::line(&head.title))];
    if answered.responses.is_empty() {
        lines.push(format!("  {}", context.language.word("survey-show-none")));
    }
    for Stored { path, response } in &answered.responses {
        let channel = response.channel.as_ref().map(|channel| labelled(desk, "channel", channel));
        let place = path.display().to_string();
        let facts = [Some(local(desk, response.at)), channel, Some(place)];
        lines.push(format!("  {}", facts.into_iter().flatten().collect::<Vec<_>>().join("  ")));
        for (dimension, score) in &response.scores {
            lines.push(format!("    {score}  {}", labelled(desk, "dimension", dimension)));
        }
        lines.extend(
            response
                .comment
                .iter()
                .flat_map(|comment| comment.lines())
                .map(|line| format!("    {}", sanitize::line(line))),
        );
    }
    lines.join("\n") + "\n"
}

/// An instant in the desk's zone, as people read it.
fn local(desk: &Desk, at: Moment) -> String {
    desk.settings.zone.to_local(at.into()).format("%Y-%m-%d %H:%M").to_string()
}

fn labelled(desk: &Desk, kind: &str, code: &Code) -> String {
    let label = desk.label(kind, code.as_str());
    sanitize::line(label.as_deref().unwrap_or(code.as_str())).into_owned()
}

fn json(answered: &Answered) -> Value {
    let responses: Value = answered.responses.iter().map(response_json).collect();
    let reference = &answered.file.reference;
    json!({ "number": answered.ticket.head.id.as_str(), "key": reference.key.as_str(), "responses": responses })
}

fn response_json(stored: &Stored) -> Value {
    let response = &stored.response;
    let scores: serde_json::Map<_, _> =
        response.scores.iter().map(|(dimension, score)| (dimension.to_string(), json!(score))).collect();
    json!({
        "file": stored.path.display().to_string(),
        "at": moment::write(response.at),
        "channel": response.channel.as_ref().map(Code::as_str),
        "scores": scores,
        "comment": response.comment.as_deref(),
        "external": response.external.as_deref(),
    })
}
