//! `demo`: a small desk, its last days, and what it shows of them.
mod script;
mod stage;

use std::path::{Path, PathBuf};

use clap::Args;

use self::script::Script;
use self::stage::Stage;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::fault::Result;
use crate::faults;
use crate::store::disk;

faults! {
    /// Why there is no demonstration.
    pub enum DemoFault {
        "demo-exists" => Exists { path: String },
        "demo-step-failed" => Failed { command: String },
    }
}

/// Build a small desk in a new directory, take tickets through their life, and show the reports
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets demo\n  tickets demo /tmp/desk --lang zh-CN")]
pub struct Demo {
    /// A new directory (default: tickets-demo here, or among the temporary files when that exists)
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Make no git repository
    #[arg(long)]
    no_git: bool,
}

/// The directory when none is named.
const DIR: &str = "tickets-demo";

impl Demo {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let script = Script::of(context.language)?;
        let dir = self.place(context)?;
        let mut stage = Stage::set(context, &dir, !self.no_git)?;
        if let Some(first) = script.play.first() {
            stage.begin(first)?;
        }
        for step in &script.play {
            stage.play(step)?;
        }
        for step in &script.look {
            stage.look(step)?;
        }
        stage.close(&script.next, &dir)?;
        Ok(Exit::Done)
    }

    /// The directory to use: never one that holds anything.
    fn place(&self, context: &Context) -> Result<PathBuf> {
        let is_free = |dir: &Path| -> Result<bool> {
            let dir = context.environment.dir.join(dir);
            Ok(!disk::exists(&dir) || (disk::is_dir(&dir) && disk::is_empty_dir(&dir)?))
        };
        if let Some(dir) = &self.dir {
            let exists = || DemoFault::Exists { path: dir.display().to_string() };
            return if is_free(dir)? { Ok(dir.clone()) } else { Err(exists().into()) };
        }
        let mut place = PathBuf::from(DIR);
        let mut ordinal = 1;
        while !is_free(&place)? {
            place = context.environment.temporary().join(format!("{DIR}-{ordinal}"));
            ordinal += 1;
        }
        Ok(place)
    }
}
