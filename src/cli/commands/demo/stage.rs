//! Where the script is played: every command is run as if somebody had typed it at that time.
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Utc};
use clap::Parser;

use super::DemoFault;
use super::script::{Act, Look, words};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::{Cli, output};
use crate::desk::open::Desk;
use crate::domain::moment::Moment;
use crate::fault::Result;
use crate::git;
use crate::git::commit::{Author, commit_all};
use crate::store::{disk, find};
use crate::text::fill;
use crate::time::Instant;

/// The desk of the demonstration while it is played.
pub(super) struct Stage<'a> {
    context: &'a mut Context,
    root: PathBuf,
    desk: Desk,
    with_git: bool,
    /// The present, to which the last days lead.
    now: DateTime<Utc>,
    /// The last working days, the latest first.
    days: Vec<NaiveDate>,
    /// The day that is played.
    today: Option<NaiveDate>,
    /// The numbers of tickets, by what the script calls them.
    numbers: BTreeMap<String, String>,
}

/// The calendar of the desk.
const CALENDAR: &str = "office";
/// How far back working days are looked for.
const LOOK_BACK: u64 = 60;

impl<'a> Stage<'a> {
    /// Lays the desk down in `dir`, with a repository of its own.
    pub(super) fn set(context: &'a mut Context, dir: &Path, with_git: bool) -> Result<Self> {
        let root = context.environment.dir.join(dir);
        let shown = dir.display().to_string();
        disk::make_dir(&root)?;
        if with_git {
            output::line(&format!("$ git init {shown}"))?;
            git::clone::init(&root)?;
        }
        let mut init = vec!["init".to_owned(), shown];
        init.extend((!with_git).then(|| "--no-git".to_owned()));
        output::line(&format!("$ tickets {}", init.join(" ")))?;
        perform(context, init)?;
        context.globals.desk = Some(root.clone());
        let desk = Desk::open(root.clone())?;
        let now = context.environment.now;
        let days = working_days(&desk, now)?;
        Ok(Self { context, root, desk, with_git, now, days, today: None, numbers: BTreeMap::new() })
    }

    /// Commits the empty desk, shortly before the first act.
    pub(super) fn begin(&self, first: &Act) -> Result<()> {
        let at = self.time_of(first)? - TimeDelta::minutes(10);
        self.commit(&first.by, "init", at)
    }

    /// Plays one act, and commits it as its member at its time.
    pub(super) fn play(&mut self, act: &Act) -> Result<()> {
        let command = self.filled(&act.run);
        let at = self.time_of(act)?;
        self.tell_day(at.date_naive())?;
        tell_story(act.story.as_deref())?;
        output::line(&format!("{} $ tickets --as {} {command}", at.format("%H:%M"), act.by))?;
        self.context.environment.now = at.to_utc();
        self.context.globals.actor = Some(act.by.clone());
        perform(self.context, words(&command))?;
        if let Some(name) = &act.opens {
            self.remember(name)?;
        }
        let message: Vec<_> = words(&command).into_iter().take_while(|word| !word.starts_with('-')).collect();
        self.commit(&act.by, &message.join(" "), at)
    }

    /// Looks at the desk as it is now.
    pub(super) fn look(&mut self, look: &Look) -> Result<()> {
        let command = self.filled(&look.run);
        self.context.environment.now = self.now;
        self.context.globals.actor = None;
        tell_story(look.story.as_deref().or(Some("")))?;
        output::line(&format!("$ tickets {command}"))?;
        perform(self.context, words(&command))
    }

    /// Says what to look at next.
    pub(super) fn close(&self, next: &str, dir: &Path) -> Result<()> {
        let open = find::open(&self.root)?;
        let file = open.first().map(|found| found.path.display().to_string()).unwrap_or_default();
        let dir = dir.display().to_string();
        let mut names: Vec<_> = self.numbers.iter().map(|(name, number)| (name.as_str(), number.as_str())).collect();
        names.extend([("dir", dir.as_str()), ("file", file.as_str())]);
        output::line(&format!("\n{}", fill(next, &names)))
    }

    fn filled(&self, command: &str) -> String {
        let numbers: Vec<_> = self.numbers.iter().map(|(name, number)| (name.as_str(), number.as_str())).collect();
        fill(command, &numbers)
    }

    /// When an act happened.
    fn time_of(&self, act: &Act) -> Result<Moment> {
        let local = || {
            let (back, hours, minutes) = act.when()?;
            self.days.get(back.checked_sub(1)?)?.and_hms_opt(hours, minutes, 0)
        };
        let zone = &self.desk.settings.zone;
        Ok(zone.to_local(zone.resolve(local().ok_or_else(|| DemoFault::Failed { command: act.run.clone() })?)?))
    }

    fn tell_day(&mut self, day: NaiveDate) -> Result<()> {
        if self.today == Some(day) {
            return Ok(());
        }
        self.today = Some(day);
        let weekday = self.context.language.word(WEEKDAYS[day.weekday().num_days_from_monday() as usize]);
        output::line(&format!("\n── {weekday} {day} ──"))
    }

    /// Remembers the number of the ticket that was just opened.
    fn remember(&mut self, name: &str) -> Result<()> {
        let open = find::open(&self.root)?;
        let is_new = |number: &str| !self.numbers.values().any(|known| known == number);
        if let Some(found) = open.iter().find(|found| is_new(found.reference.number.as_str())) {
            self.numbers.insert(name.to_owned(), found.reference.number.to_string());
        }
        Ok(())
    }

    fn commit(&self, member: &str, message: &str, at: Moment) -> Result<()> {
        if !self.with_git {
            return Ok(());
        }
        let (_, member) = self.desk.roster.member(member)?;
        let email = member.emails.first().map(String::as_str).unwrap_or_default();
        commit_all(&self.root, message, Author { name: &member.name, email, at })
    }
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

fn tell_story(story: Option<&str>) -> Result<()> {
    match story {
        None => Ok(()),
        Some("") => output::line(""),
        Some(story) => output::line(&format!("\n# {story}")),
    }
}

/// Runs a command as if it had been typed.
fn perform(context: &mut Context, words: Vec<String>) -> Result<()> {
    let command = format!("tickets {}", words.join(" "));
    let arguments = std::iter::once("tickets".to_owned()).chain(words);
    let exit = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli.command.run(context)?,
        Err(_) => Exit::Usage,
    };
    if exit == Exit::Done { Ok(()) } else { Err(DemoFault::Failed { command }.into()) }
}

/// The desk's working days before today, the latest first.
fn working_days(desk: &Desk, now: DateTime<Utc>) -> Result<Vec<NaiveDate>> {
    let calendar = desk.calendar(CALENDAR)?;
    let zone = &desk.settings.zone;
    let today = zone.date_at(Instant::from(now));
    let before = (1..=LOOK_BACK).filter_map(|back| today.checked_sub_days(Days::new(back)));
    let is_open = |day: &NaiveDate| {
        let next = day.succ_opt().unwrap_or(*day);
        calendar.open_seconds(zone.start_of_day(*day), zone.start_of_day(next)) > 0
    };
    Ok(before.filter(is_open).take(MOST_DAYS).collect())
}

/// More days than any script plays.
const MOST_DAYS: usize = 10;
