//! `link`: relate a ticket to another.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::perform::{Target, perform};
use crate::domain::act::Act;
use crate::domain::ids::Code;
use crate::fault::Result;
use crate::store::find;
use crate::{faults, near};

faults! {
    /// Why tickets are not linked.
    pub enum LinkFault {
        "link-to-itself" => Itself { id: String },
        "link-exists" => Exists { id: String, to: String, kind: String },
        "link-missing" => Missing { id: String, to: String, kind: String, links: String },
    }
}

/// Relate a ticket to another, such as the one it duplicates
#[derive(Debug, Args)]
pub struct Link {
    #[command(flatten)]
    target: Target,
    /// The other ticket
    #[arg(long, value_name = "ID")]
    to: String,
    /// How they are related: related, duplicate-of, caused-by, blocks …
    #[arg(long, value_name = "KIND", default_value = "related")]
    kind: String,
    /// They are not related so after all
    #[arg(long)]
    remove: bool,
}

impl Link {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        perform(context, &self.target, |scene| {
            let to = find::one(&scene.desk.root, &scene.desk.settings.number, &self.to)?.reference;
            let id = || scene.ticket.head.id.to_string();
            if to.key == scene.file.reference.key {
                return Err(LinkFault::Itself { id: id() }.into());
            }
            let kind = Code::from(self.kind.as_str());
            let links = scene.ticket.links();
            match (self.remove, links.contains(&(&kind, &to))) {
                (false, false) => Ok(Act::Linked { kind, to }),
                (true, true) => Ok(Act::Unlinked { kind, to }),
                (false, true) => Err(LinkFault::Exists { id: id(), to: to.to_string(), kind: kind.to_string() }.into()),
                (true, false) => {
                    let links: Vec<_> = links.iter().map(|(kind, to)| format!("{kind} {to}")).collect();
                    let (to, kind, links) = (to.to_string(), kind.to_string(), links.join(near::SEPARATOR));
                    Err(LinkFault::Missing { id: id(), to, kind, links }.into())
                }
            }
        })
    }
}
