//! `watch`: do what is due, again and again.
use std::time::Duration;

use clap::Args;

use super::due::{self, Wanted};
use super::tick::{self, Ticked};
use crate::cli::commit;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::{form, output, present};
use crate::desk::open::Desk;
use crate::domain::moment::Moment;
use crate::fault::Result;
use crate::faults;
use crate::render::Format;
use crate::report::table::Table;
use crate::service::keeper::Keeper;
use crate::time::duration::Span;

faults! {
    /// Why nothing is watched.
    pub enum WatchFault {
        "usage-watch-every" => Every { every: String },
    }
}

/// Do what is due, again and again, and show what runs out; Ctrl-C ends it
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets watch\n  tickets watch --every 5m --commit >> watch.log")]
pub struct Watch {
    /// How long to wait between two looks
    #[arg(long, value_name = "DURATION", default_value = "1m")]
    every: String,
    /// Look once
    #[arg(long)]
    once: bool,
}

/// Clears a terminal.
const CLEAR: &str = "\u{1b}[2J\u{1b}[H";

/// The lines of a terminal that the list leaves free: the heading, the table's own, the prompt.
const MARGIN: usize = 6;

impl Watch {
    /// Runs it. It may be killed at any time: what is written is written whole.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        context.require_present()?;
        let span: Span = self.every.parse()?;
        let seconds =
            span.fixed_seconds().and_then(|seconds| u64::try_from(seconds).ok()).filter(|seconds| *seconds > 0);
        let pause = Duration::from_secs(seconds.ok_or_else(|| WatchFault::Every { every: self.every.clone() })?);
        let exit = round(context)?;
        if self.once {
            return Ok(exit);
        }
        loop {
            std::thread::sleep(pause);
            context.environment.look_at_the_clock();
            // What is wrong now may be put right before the next look.
            if let Err(problem) = round(context) {
                output::tell(&present::problem(&problem, context.language));
            }
        }
    }
}

fn round(context: &mut Context) -> Result<Exit> {
    let desk = context.desk()?;
    let now = context.now(&desk);
    let keeper = Keeper::open(&desk, now)?.asking(false);
    let Ticked { rows, exit } = tick::tick(context, &keeper, false)?;
    let exit = commit::conclude(context, exit);
    context.touched.borrow_mut().clear();
    context.deeds.borrow_mut().clear();
    if context.environment.stdout_is_terminal {
        draw(context, &keeper, now, &tick::table(rows))?;
    } else {
        lines(context, &desk, tick::table(rows))?;
    }
    Ok(exit)
}

/// The whole picture anew: what runs out, and what was just done.
fn draw(context: &Context, keeper: &Keeper<'_>, now: Moment, done: &Table) -> Result<()> {
    let height = context.environment.height.unwrap_or(usize::MAX).saturating_sub(MARGIN + done.rows.len()).max(1);
    let mut table = due::listing(keeper, &Wanted::default())?;
    let hidden = table.rows.len().saturating_sub(height);
    table.rows.truncate(height);
    let time = now.format("%Y-%m-%d %H:%M:%S").to_string();
    let head = context.say("watch-head", &[("desk", &keeper.desk.settings.name), ("time", &time)]);
    let mut picture = format!("{CLEAR}{head}\n");
    picture.push_str(&form::text(context, keeper.desk, &table, Format::Table));
    if hidden > 0 {
        picture.extend([&context.say("watch-more", &[("count", &hidden.to_string())]), "\n"]);
    }
    if !done.rows.is_empty() {
        picture.extend(["\n", &form::text(context, keeper.desk, done, Format::Table)]);
    }
    output::data(&picture)
}

/// What was just done, one line each, for a log.
fn lines(context: &Context, desk: &Desk, done: Table) -> Result<()> {
    let table = done.select(["at", "number", "did", "clock", "point", "whom"])?;
    let text = form::text(context, desk, &table, Format::Table);
    // Without the heading: a log is read over many looks.
    let lines: Vec<_> = text.split_inclusive('\n').skip(2).collect();
    output::data(&lines.concat())
}
