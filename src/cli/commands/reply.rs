//! `reply`: a public message to the customer.
mod draft;

use clap::Args;

use self::draft::{Draft, Drafts};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input::Message;
use crate::cli::perform::{Target, perform};
use crate::cli::wording::Forced;
use crate::cli::{input, output};
use crate::desk::wording::Use;
use crate::domain::act::Act;
use crate::domain::ids::Code;
use crate::fault::Result;
use crate::render::{Labels, sanitize};
use crate::service::chosen;
use crate::service::deed::Scene;
use crate::text::Language;

/// Record a public message to the customer; the first one stops the first-response clock
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets reply CS202610280001 -m 'Cause found'\n  \
    tickets reply CS202610280001 --script opening --preview\n  \
    tickets reply CS202610280001 --script result --set solution='Voucher refunded' --edit\n  \
    tickets reply CS202610280001 --article sign-in-fails")]
pub struct Reply {
    #[command(flatten)]
    target: Target,
    #[command(flatten)]
    message: Message,
    /// Say it with a standard reply of the desk
    #[arg(long, value_name = "SCRIPT", conflicts_with_all = ["message", "file"])]
    script: Option<String>,
    /// The value of a placeholder of the standard reply
    #[arg(long, value_name = "NAME=VALUE", requires = "script")]
    set: Vec<String>,
    /// Say it with the answer of an article, and record which
    #[arg(long, value_name = "ARTICLE", conflicts_with_all = ["message", "file", "script"])]
    article: Option<String>,
    /// Show what would be said, and write nothing
    #[arg(long)]
    preview: bool,
    /// Open the text in the editor before it is written
    #[arg(short, long)]
    edit: bool,
    /// How it was said (default: the script's channel, else the one the customer chose, else the ticket's)
    #[arg(long, value_name = "CHANNEL")]
    channel: Option<String>,
    #[command(flatten)]
    forced: Forced,
}

impl Reply {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let target = Target { ids: input::ids(&self.target.ids)?, ..self.target.clone() };
        let mut drafts = self.drafts(context, &desk, &target.ids)?;
        if self.preview {
            return preview(&drafts);
        }
        for draft in drafts.all_mut() {
            draft.forced = self.forced.check(context, &desk, Use::Reply, &[&draft.text])?;
        }
        let language = context.language;
        perform(context, &target, |scene| {
            let Draft { text, channel, article, forced } = drafts.of(&scene.file.reference)?;
            let given = self.channel.as_deref().or(channel.as_deref());
            let channel = if given.is_some() { scene.channel(given)? } else { chosen(language, scene)? };
            let act = Act::Replied { channel, article: article.clone(), text: text.clone() };
            Ok((act, forced.clone()))
        })
    }
}

/// The channel that the customer chose, which is told; the ticket's when they chose none.
fn chosen(language: Language, scene: &Scene<'_>) -> Result<Option<Code>> {
    let head = &scene.ticket.head;
    let chosen = chosen::channel(&scene.desk.root, head)?.filter(|channel| head.channel.as_ref() != Some(channel));
    let Some(channel) = chosen else { return Ok(head.channel.clone()) };
    let label = scene.desk.label("channel", channel.as_str()).unwrap_or_else(|| channel.as_str().into());
    output::tell(&language.say("reply-chosen", &[("number", head.id.as_str()), ("channel", &label)]));
    Ok(Some(channel))
}

fn preview(drafts: &Drafts) -> Result<Exit> {
    let texts: Vec<_> = drafts.all().map(|draft| sanitize::lines(&draft.text)).collect();
    output::line(&texts.join("\n\n"))?;
    Ok(Exit::Done)
}
