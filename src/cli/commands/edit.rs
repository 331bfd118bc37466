//! `edit`: change head fields; every change is an act.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::perform::{Target, perform};
use crate::cli::{editor, input};
use crate::domain::act::Act;
use crate::domain::field::Field;
use crate::domain::ids::Text;
use crate::domain::ticket::{Ticket, split_tags};
use crate::fault::Result;
use crate::service::deed::{Deed, Scene};
use crate::service::heading;
use crate::store::file::TicketFile;
use crate::store::find;
use crate::time::moment::Reader;
use crate::{faults, merge, near};

faults! {
    /// Why nothing is edited.
    pub enum EditFault {
        "usage-edit-nothing" => Nothing { known: String },
        "usage-edit-form" => Form { given: String },
        "edit-required" => Required { field: Field },
        "edit-meanwhile" => Meanwhile { id: String },
        "edit-same" => Same { id: String },
    }
}

/// Change fields of the head: title, type, priority, tags, description …
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets edit CS202610280001 --priority urgent --note 'money at risk'\n  \
    tickets edit CS202610280001 --tag checkout --untag later --clear expected\n  \
    tickets edit CS202610280001 --description")]
pub struct Edit {
    #[command(flatten)]
    target: Target,
    /// Set a field
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,
    /// Set the title
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// Set the type
    #[arg(short, long = "type", value_name = "TYPE")]
    kind: Option<String>,
    /// Set the priority
    #[arg(short, long, value_name = "PRIORITY")]
    priority: Option<String>,
    /// Set the category
    #[arg(long, value_name = "CATEGORY")]
    category: Option<String>,
    /// Take the value of a field away
    #[arg(long, value_name = "FIELD")]
    clear: Vec<String>,
    /// Add a tag
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,
    /// Remove a tag
    #[arg(long, value_name = "TAG")]
    untag: Vec<String>,
    /// Edit the description in $EDITOR
    #[arg(long)]
    description: bool,
    /// Why
    #[arg(long, value_name = "TEXT")]
    note: Option<Text>,
}

impl Edit {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let changes = self.changes()?;
        if changes.is_empty() && self.tag.is_empty() && self.untag.is_empty() && !self.description {
            let known = near::join(Field::ALL.map(Field::code));
            return Err(EditFault::Nothing { known }.into());
        }
        let rewritten = self.description.then(|| self.rewritten(context)).transpose()?;
        perform(context, &self.target, |scene| {
            let mut deed = Deed::default();
            for (field, text) in &changes {
                self.change(&mut deed, scene, *field, text.as_deref())?;
            }
            self.change_tags(&mut deed, scene);
            if let Some(rewritten) = &rewritten {
                self.change(&mut deed, scene, Field::Description, Some(&rewritten.over(scene.ticket)?))?;
            }
            if deed.acts.is_empty() {
                return Err(EditFault::Same { id: scene.ticket.head.id.to_string() }.into());
            }
            Ok(deed)
        })
    }

    /// The changes of `--set` and `--clear`.
    fn changes(&self) -> Result<Vec<(Field, Option<String>)>> {
        let mut changes = Vec::new();
        for given in &self.set {
            let (field, text) = given.split_once('=').ok_or_else(|| EditFault::Form { given: given.clone() })?;
            let text = text.trim();
            changes.push((named(field)?, (!text.is_empty()).then(|| text.to_owned())));
        }
        for field in &self.clear {
            changes.push((named(field)?, None));
        }
        let given = [
            (Field::Title, &self.title),
            (Field::Type, &self.kind),
            (Field::Priority, &self.priority),
            (Field::Category, &self.category),
        ];
        let given = given.into_iter().filter_map(|(field, text)| Some((field, text.as_deref()?.trim())));
        changes.extend(given.map(|(field, text)| (field, (!text.is_empty()).then(|| text.to_owned()))));
        Ok(changes)
    }

    fn change(&self, deed: &mut Deed, scene: &Scene<'_>, field: Field, text: Option<&str>) -> Result<()> {
        if text.is_none() && field.is_required() {
            return Err(EditFault::Required { field }.into());
        }
        let reader = Reader::new(scene.at, scene.desk.settings.zone.clone());
        let to = text.map(|text| scene.desk.canonical(field, text, &reader)).transpose()?.map(Text::from);
        let from = scene.ticket.head.get(field);
        if from == to {
            return Ok(());
        }
        let (from, to) = if field.is_long_text() {
            deed.texts.push((field, to));
            (None, None)
        } else {
            (from, to)
        };
        deed.acts.push(Act::Edited { field, from, to, note: self.note.clone() });
        Ok(())
    }

    fn change_tags(&self, deed: &mut Deed, scene: &Scene<'_>) {
        let before = scene.ticket.head.get(Field::Tags);
        let mut tags = scene.ticket.head.tags.clone();
        tags.retain(|tag| !self.untag.iter().any(|gone| gone.trim() == tag.as_str()));
        for tag in self.tag.iter().flat_map(|tag| split_tags(tag)) {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        let after = (!tags.is_empty()).then(|| Text::from(tags.join(", ")));
        if before != after {
            deed.acts.push(Act::Edited { field: Field::Tags, from: before, to: after, note: self.note.clone() });
        }
    }

    /// The description of the one ticket that is named, as the person leaves it in the editor.
    fn rewritten(&self, context: &Context) -> Result<Rewritten> {
        let desk = context.desk()?;
        let ids = input::ids(&self.target.ids)?;
        let before = match ids.as_slice() {
            [id] => {
                let found = find::one(&desk.root, &desk.settings.number, id)?;
                TicketFile::read(&desk.root, &found.path)?.ticket()?.head.description
            }
            _ => None,
        };
        let before = before.unwrap_or_default();
        let after = input::checked(&editor::edit(context, &before)?)?.to_string();
        Ok(Rewritten { before, after })
    }
}

/// The field of a code, or the one that people call so.
fn named(text: &str) -> Result<Field> {
    Ok(heading::coded(text, Field::ALL.map(Field::code)).parse()?)
}

/// A text that a person wrote from another one, while the ticket was free for others.
struct Rewritten {
    before: Text,
    after: String,
}

impl Rewritten {
    /// The text over what the ticket says by now: what others changed meanwhile stays.
    fn over(&self, ticket: &Ticket) -> Result<String> {
        let now = ticket.head.description.as_deref().unwrap_or_default();
        if now == self.before {
            return Ok(self.after.clone());
        }
        let id = ticket.head.id.to_string();
        merge::text(&self.before, &self.after, now).ok_or_else(|| EditFault::Meanwhile { id }.into())
    }
}
