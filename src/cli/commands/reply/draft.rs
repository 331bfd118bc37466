//! What is to be said: before anything is locked or written.
use super::Reply;
use crate::cli::context::Context;
use crate::cli::input::InputFault;
use crate::cli::{editor, input};
use crate::desk::open::Desk;
use crate::desk::scripts;
use crate::domain::act::Act;
use crate::domain::ids::{Text, TicketRef};
use crate::fault::Result;
use crate::service::articles;
use crate::service::fill::{self, Filler};
use crate::store::file::TicketFile;
use crate::store::{find, knowledge};

/// What is to be said.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub text: Text,
    /// The channel that the standard reply is for; without it, whichever the customer chose.
    pub channel: Option<String>,
    /// The article that it gives.
    pub article: Option<Text>,
    /// What records that vague words were forced.
    pub forced: Option<Act>,
}

/// What is to be said on which ticket.
#[derive(Debug)]
pub(super) enum Drafts {
    /// The same on all of them.
    Same(Draft),
    /// Each its own.
    Own(Vec<(TicketRef, Draft)>),
}

impl Drafts {
    pub fn all(&self) -> Box<dyn Iterator<Item = &Draft> + '_> {
        match self {
            Self::Same(draft) => Box::new(std::iter::once(draft)),
            Self::Own(drafts) => Box::new(drafts.iter().map(|(_, draft)| draft)),
        }
    }

    pub fn all_mut(&mut self) -> Box<dyn Iterator<Item = &mut Draft> + '_> {
        match self {
            Self::Same(draft) => Box::new(std::iter::once(draft)),
            Self::Own(drafts) => Box::new(drafts.iter_mut().map(|(_, draft)| draft)),
        }
    }

    /// What is to be said on a ticket.
    pub fn of(&self, reference: &TicketRef) -> Result<&Draft> {
        match self {
            Self::Same(draft) => Ok(draft),
            Self::Own(drafts) => {
                let own = drafts.iter().find(|(known, _)| known.key == reference.key);
                Ok(own.map(|(_, draft)| draft).ok_or(InputFault::NoMessage {})?)
            }
        }
    }
}

impl Reply {
    /// What is to be said on the tickets, after the person had a look where that was asked for.
    pub(super) fn drafts(&self, context: &Context, desk: &Desk, ids: &[String]) -> Result<Drafts> {
        let mut drafts = match (&self.script, &self.article) {
            (Some(script), _) => Drafts::Own(self.scripted(context, desk, script, ids)?),
            (None, Some(slug)) => {
                let article = knowledge::read(&desk.root, slug)?;
                let text = input::checked(articles::answer(&article))?;
                Drafts::Same(Draft { text, article: Some(slug.as_str().into()), ..Draft::default() })
            }
            (None, None) => Drafts::Same(Draft { text: self.message.text(context)?, ..Draft::default() }),
        };
        if self.edit {
            for draft in drafts.all_mut() {
                draft.text = input::checked(&editor::edit(context, &draft.text)?)?;
            }
        }
        Ok(drafts)
    }

    fn scripted(
        &self,
        context: &Context,
        desk: &Desk,
        script: &str,
        ids: &[String],
    ) -> Result<Vec<(TicketRef, Draft)>> {
        let stored = scripts::called(&desk.root, script)?;
        let (given, filler) = (fill::given(&self.set)?, Filler::of(context.actor(desk)?, context.now(desk), desk)?);
        let channel = stored.script.channel.as_ref().filter(|channel| channel.as_str() != scripts::CHOSEN);
        let channel = channel.map(ToString::to_string);
        let draft = |id: &String| {
            let found = find::one(&desk.root, &desk.settings.number, id)?;
            let ticket = TicketFile::read(&desk.root, &found.path)?.ticket()?;
            let text = stored.fill(&ticket.head, filler.values(&ticket)?, &given)?;
            let draft = Draft { text: input::checked(&text)?, channel: channel.clone(), ..Draft::default() };
            Ok((found.reference, draft))
        };
        ids.iter().map(draft).collect()
    }
}
