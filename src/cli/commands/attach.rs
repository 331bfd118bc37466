//! `attach`: add files to a ticket.
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::input::InputFault;
use crate::cli::perform::{Target, perform};
use crate::domain::act::Act;
use crate::domain::ids::Text;
use crate::fault::Result;
use crate::faults;
use crate::service::deed::{Deed, Scene};
use crate::store::{disk, layout};

faults! {
    /// Why a file is not attached.
    pub enum AttachFault {
        "attach-name" => Name { path: String },
    }
}

/// Attach files: screenshots, orders, minutes
#[derive(Debug, Args)]
pub struct Attach {
    #[command(flatten)]
    target: Target,
    /// A file; give the option once for each
    #[arg(short = 'f', long = "file", required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What it shows
    #[arg(long, value_name = "TEXT")]
    note: Option<Text>,
}

impl Attach {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let dir = context.environment.dir.clone();
        perform(context, &self.target, |scene| {
            let mut deed = Deed::default();
            for path in &self.files {
                let bytes = disk::read_whole(&dir.join(path))?;
                let bytes = bytes.ok_or_else(|| InputFault::NoFile { path: path.display().to_string() })?;
                let (file, place) = free_name(scene, &deed, name(path)?);
                deed.files.push((place, bytes));
                deed.acts.push(Act::Attached { file: file.as_str().into(), note: self.note.clone() });
            }
            Ok(deed)
        })
    }
}

/// The name it gets: its own, which must be safe to show and to keep in git.
fn name(path: &Path) -> Result<&str> {
    let name = path.file_name().and_then(|name| name.to_str());
    let safe =
        |name: &&str| !name.starts_with('.') && !name.contains(|c: char| c.is_control() || "\\:*?\"<>|".contains(c));
    Ok(name.filter(safe).ok_or_else(|| AttachFault::Name { path: path.display().to_string() })?)
}

/// `name`, or `name-2` and so on when the ticket has one of that name.
fn free_name(scene: &Scene<'_>, deed: &Deed, name: &str) -> (String, PathBuf) {
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) => (stem, format!(".{ending}")),
        None => (name, String::new()),
    };
    let mut ordinal = 1;
    loop {
        let candidate = if ordinal == 1 { name.to_owned() } else { format!("{stem}-{ordinal}{ending}") };
        let place = layout::attachment(&scene.file.reference, &candidate);
        let taken = deed.files.iter().any(|(known, _)| *known == place);
        if !taken && !disk::exists(&scene.desk.root.join(&place)) {
            return (candidate, place);
        }
        ordinal += 1;
    }
}
