//! `kb new`: write an article, from a ticket or anew.
use std::collections::HashSet;

use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input::{self, Message};
use crate::cli::{editor, lookup, output};
use crate::desk::open::Desk;
use crate::desk::vocabulary::List;
use crate::domain::act::Act;
use crate::domain::contacts;
use crate::domain::ids::{Text, TicketRef};
use crate::domain::status::Status;
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::faults;
use crate::service::articles;
use crate::store::file::TicketFile;
use crate::store::knowledge::{self, Article, ArticleFault};
use crate::store::transaction::Transaction;
use crate::store::{customers, disk, layout};

faults! {
    /// Why no article is written.
    pub enum NewArticleFault {
        "article-ticket-open" => Open { number: String, status: Status },
        "article-unnamed" => Unnamed { title: String },
    }
}

/// Write an article: anew, or from what a resolved ticket says, contacts masked
#[derive(Debug, Args)]
pub struct New {
    /// What it is about (default: the ticket's title)
    #[arg(long, value_name = "TITLE", required_unless_present = "from")]
    title: Option<String>,
    /// The ticket that it is written from
    #[arg(long, value_name = "ID")]
    from: Option<String>,
    /// The category of tickets that it is about (default: the ticket's)
    #[arg(long, value_name = "CATEGORY")]
    category: Option<String>,
    /// A word that people look for; can be given several times
    #[arg(long = "keyword", value_name = "WORD")]
    keywords: Vec<String>,
    /// A tag; can be given several times
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// The name of its file (default: from the title)
    #[arg(long, value_name = "ARTICLE")]
    slug: Option<String>,
    #[command(flatten)]
    message: Message,
}

/// A ticket that an article is written from.
struct Source {
    reference: TicketRef,
    ticket: Ticket,
}

impl New {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        context.actor(&desk)?;
        let source = self.from.as_deref().map(|id| source(context, &desk, id)).transpose()?;
        let mut article = self.article(&desk, source.as_ref())?;
        require_new(&desk, &article.slug)?;
        article.body = match self.message.given()? {
            Some(text) => text.to_string(),
            None if context.environment.stdin_is_terminal => {
                input::checked(&editor::edit(context, &article.body)?)?.to_string()
            }
            None => article.body,
        };
        let writer = context.lock(&desk)?;
        require_new(&desk, &article.slug)?;
        let mut transaction = Transaction::new();
        transaction.create(article.path.clone(), article.write());
        transaction.commit(&writer)?;
        output::line(&article.path.display().to_string())?;
        Ok(Exit::Done)
    }

    fn article(&self, desk: &Desk, source: Option<&Source>) -> Result<Article> {
        let head = source.map(|source| &source.ticket.head);
        let given = self.title.as_deref().map(input::checked).transpose()?;
        let title = given.or_else(|| head.map(|head| head.title.clone())).unwrap_or_default();
        let category = self.category.as_deref();
        let category = category.map(|text| desk.vocabulary.resolve(List::Category, text)).transpose()?;
        let title = masked(desk, source, title.trim())?;
        let slug = self.slug.clone().unwrap_or_else(|| knowledge::slug_of(&title));
        if slug.is_empty() {
            return Err(NewArticleFault::Unnamed { title }.into());
        }
        let body = masked(desk, source, &body(desk, source.map(|source| &source.ticket)))?;
        Ok(Article {
            path: layout::article(&slug),
            slug,
            title,
            category: category.or_else(|| head.and_then(|head| head.category.clone())),
            keywords: self.keywords.clone(),
            tags: self.tags.clone(),
            verified: None,
            from: source.map(|source| source.reference.clone()),
            body,
        })
    }
}

fn require_new(desk: &Desk, slug: &str) -> Result<()> {
    if !knowledge::is_slug(slug) {
        return Err(ArticleFault::Slug { article: slug.to_owned() }.into());
    }
    if disk::exists(&desk.root.join(layout::article(slug))) {
        return Err(ArticleFault::Exists { article: slug.to_owned() }.into());
    }
    Ok(())
}

/// The ticket of an id, whose solution is known.
fn source(context: &Context, desk: &Desk, id: &str) -> Result<Source> {
    let found = lookup::one(context, desk, id)?;
    let ticket = TicketFile::read(&desk.root, &found.path)?.ticket()?;
    let status = ticket.head.status;
    if status.is_unresolved() {
        return Err(NewArticleFault::Open { number: ticket.head.id.to_string(), status }.into());
    }
    Ok(Source { reference: found.reference, ticket })
}

/// A text without contacts: articles are read by everybody, and some by customers.
fn masked(desk: &Desk, source: Option<&Source>, text: &str) -> Result<String> {
    let id = source.and_then(|source| source.ticket.head.customer.as_ref());
    let known = id.map(|id| customers::known(&desk.root, id.as_str())).transpose()?.flatten();
    let customers: Vec<_> = known.iter().map(|known| &known.customer).collect();
    Ok(contacts::mask(text, &customers))
}

/// What the problem was, what was found, and what solved it.
fn body(desk: &Desk, ticket: Option<&Ticket>) -> String {
    let parts = ticket.map(|ticket| [problem(ticket), analysis(ticket), answer(ticket)]).unwrap_or_default();
    let section = |(heading, text): (&str, String)| format!("## {heading}\n\n{text}").trim_end().to_owned();
    articles::headings(desk).into_iter().zip(parts).map(section).collect::<Vec<_>>().join("\n\n")
}

fn problem(ticket: &Ticket) -> String {
    let told = [ticket.head.description.as_deref(), ticket.head.steps.as_deref()].into_iter().flatten();
    let told: Vec<_> = told.map(str::trim).collect();
    if told.is_empty() { ticket.head.title.to_string() } else { told.join("\n\n") }
}

/// What was found out, also by solutions that came back.
fn analysis(ticket: &Ticket) -> String {
    texts(ticket, |act| match act {
        Act::Analysed { text } => Some(text),
        Act::SentBack { reason, .. } | Act::Reopened { reason, .. } => Some(reason),
        _ => None,
    })
}

/// What solved it, step by step: where one solution was not enough, the next went on from there.
fn answer(ticket: &Ticket) -> String {
    let solved = texts(ticket, |act| match act {
        Act::Resolved { text, .. } => Some(text),
        _ => None,
    });
    if !solved.is_empty() {
        return solved;
    }
    texts(ticket, |act| match act {
        Act::Closed { text, .. } => text.as_ref(),
        _ => None,
    })
}

/// What these acts say, in their order, each once.
fn texts(ticket: &Ticket, said: impl Fn(&Act) -> Option<&Text>) -> String {
    let mut texts: Vec<_> =
        ticket.history.iter().filter_map(|entry| said(&entry.act)).map(|text| text.trim()).collect();
    let mut seen = HashSet::new();
    texts.retain(|text| seen.insert(*text));
    texts.join("\n\n")
}
