//! What a command works with: the environment, the global options, and the desk when it needs one.
use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::Utc;

use super::commit::Done;
use super::environment::Environment;
use super::globals::Globals;
use super::{output, present, setup};
use crate::desk::open::{Desk, discover};
use crate::domain::ids::MemberId;
use crate::domain::moment::Moment;
use crate::fault::{Problem, Result};
use crate::faults;
use crate::store::disk::Scratch;
use crate::store::lock;
use crate::store::writer::{Touched, Writer};
use crate::text::Language;
use crate::time::Instant;
use crate::time::duration::Span;
use crate::time::moment::Reader;
use crate::{git, near};

faults! {
    /// What a command lacks to begin.
    pub enum ContextFault {
        "usage-actor-missing" => Actor {},
        "usage-actor-empty" => NobodyNamed { members: String },
        "usage-actor-unknown" => UnknownActor { actor: String, nearest: String, line: String },
        "usage-as-of-writes" => AsOf {},
        "usage-at-future" => Future { at: String, now: String },
    }
}

/// What every command is given.
pub struct Context {
    /// The world around it.
    pub environment: Environment,
    /// The options that every command takes.
    pub globals: Globals,
    /// The language it speaks.
    pub language: Language,
    /// What a person wrote in the editor: kept when the command fails after all.
    pub written: RefCell<Option<Scratch>>,
    /// The files of the desk that it changed.
    pub touched: Touched,
    /// What it did to tickets.
    pub deeds: RefCell<Vec<Done>>,
    /// Whether the person was told that this clone is not set up for merging.
    pub warned: Cell<bool>,
}

/// How far another machine's clock may run ahead.
pub const SKEW_SECONDS: i64 = 120;

impl Context {
    /// For a command that begins.
    pub fn new(environment: Environment, globals: Globals, language: Language) -> Self {
        let (written, touched, deeds, warned) = Default::default();
        Self { environment, globals, language, written, touched, deeds, warned }
    }

    /// Where to look for the desk: `-C`, `TICKETS_DESK`, the working directory.
    pub fn start(&self) -> PathBuf {
        self.environment.start(self.globals.desk.clone())
    }

    /// The desk that holds [`Self::start`].
    pub fn desk(&self) -> Result<Desk> {
        Desk::open(discover(&self.start())?)
    }

    /// The desk, for a customer who must not be lost: what is wrong with a file that a new ticket can do without is told.
    pub fn desk_in_spite(&self) -> Result<Desk> {
        let (desk, wrongs) = Desk::open_in_spite(discover(&self.start())?)?;
        for problem in &wrongs {
            self.warn(problem);
        }
        Ok(desk)
    }

    /// What can be done without; what is wrong with it is told.
    pub fn in_spite<T>(&self, read: Result<T>) -> Option<T> {
        read.map_err(|problem| self.warn(&problem)).ok()
    }

    fn warn(&self, problem: &Problem) {
        output::tell(&present::told(self.language.word("severity.warning"), problem, self.language));
        self.tell("in-spite", &[]);
    }

    /// The present instant with the desk's offset.
    pub fn now(&self, desk: &Desk) -> Moment {
        desk.settings.zone.to_local(self.environment.now.into())
    }

    /// The instant that `--as-of` names; the present one without it.
    pub fn as_of(&self, desk: &Desk) -> Result<Moment> {
        self.globals.as_of.as_deref().map_or_else(|| Ok(self.now(desk)), |text| self.moment(desk, text))
    }

    /// Whether an instant lies back, so that what is closed today may have been open then.
    pub fn is_past(&self, desk: &Desk, at: Moment) -> bool {
        at < self.now(desk)
    }

    /// The instant that a person means by `text`, in the desk's zone.
    pub fn moment(&self, desk: &Desk, text: &str) -> Result<Moment> {
        let zone = &desk.settings.zone;
        Ok(zone.to_local(self.reader(desk).instant(text)?))
    }

    /// Reads the times that people type, seen from now in the desk's zone.
    pub fn reader(&self, desk: &Desk) -> Reader {
        Reader::new(self.environment.now, desk.settings.zone.clone())
    }

    /// When an act happened: `--at`, or now. It cannot lie ahead.
    pub fn happened(&self, desk: &Desk, at: Option<&str>) -> Result<Option<Moment>> {
        let at = at.map(|text| self.moment(desk, text)).transpose()?;
        at.map(|at| self.past(desk, at)).transpose()
    }

    /// The same instant, unless it lies ahead.
    pub fn past(&self, desk: &Desk, at: Moment) -> Result<Moment> {
        if Instant::from(at) > self.latest() {
            let now = self.now(desk);
            return Err(ContextFault::Future { at: at.to_rfc3339(), now: now.to_rfc3339() }.into());
        }
        Ok(at)
    }

    /// The latest instant at which something can have happened.
    pub fn latest(&self) -> Instant {
        Instant::from(self.environment.now).plus(SKEW_SECONDS)
    }

    /// Who acts: `--as`, `TICKETS_USER`, then the member who commits with git's `user.email`.
    pub fn actor(&self, desk: &Desk) -> Result<MemberId> {
        let named = self.globals.actor.clone().or_else(|| self.environment.variable("TICKETS_USER"));
        if let Some(name) = named {
            let known = desk.roster.member_called(&name).ok().map(|(id, _)| id);
            return known.or_else(|| desk.roster.by_email(&name)).cloned().ok_or_else(|| unknown(desk, &name).into());
        }
        let email = git::clone::user_email(&desk.root).ok_or(ContextFault::Actor {})?;
        desk.roster.by_email(&email).cloned().ok_or_else(|| unknown(desk, &email).into())
    }

    /// Locks the desk for writing, and finishes what a killed command left.
    pub fn lock(&self, desk: &Desk) -> Result<Writer> {
        let writer = self.lock_at(&desk.root)?;
        setup::warn(self, &desk.root);
        Ok(writer)
    }

    /// Lets others write who wait, and locks the desk again.
    pub fn give_way(&self, desk: &Desk, writer: Writer) -> Result<Writer> {
        drop(writer);
        std::thread::sleep(lock::TURN);
        self.lock(desk)
    }

    /// As [`Self::lock`], for a desk whose configuration may be broken.
    pub fn lock_at(&self, root: &Path) -> Result<Writer> {
        self.require_present()?;
        self.acquire(root)
    }

    /// Refuses `--as-of` where things are done now.
    pub fn require_present(&self) -> Result<()> {
        if self.globals.as_of.is_some() { Err(ContextFault::AsOf {}.into()) } else { Ok(()) }
    }

    /// As [`Self::lock`], for a command that acts as if it were another instant.
    pub fn lock_as_of(&self, desk: &Desk) -> Result<Writer> {
        let writer = self.acquire(&desk.root)?;
        setup::warn(self, &desk.root);
        Ok(writer)
    }

    fn acquire(&self, root: &Path) -> Result<Writer> {
        let patience = self.globals.lock_wait.as_deref().map(str::parse::<Span>).transpose()?;
        let patience = patience.and_then(|span| u64::try_from(span.fixed_seconds().unwrap_or_default()).ok());
        let holder = format!("process {}\n{}", std::process::id(), self.environment.now.timestamp_micros());
        let wait = Duration::from_secs(patience.unwrap_or(PATIENCE_SECONDS));
        Writer::acquire(root, &holder, wait, self.touched.clone())
    }

    /// A sentence in the language of the command.
    pub fn say(&self, key: &'static str, args: &[(&str, &str)]) -> String {
        self.language.say(key, args)
    }

    /// Tells the person something beside the data.
    pub fn tell(&self, key: &'static str, args: &[(&str, &str)]) {
        output::tell(&self.say(key, args));
    }

    /// Five random characters' worth of bits, and more.
    pub fn random(&mut self) -> u64 {
        self.environment.random.u64(..)
    }

    /// The present instant.
    pub fn instant(&self) -> chrono::DateTime<Utc> {
        self.environment.now
    }
}

const PATIENCE_SECONDS: u64 = 30;

fn unknown(desk: &Desk, actor: &str) -> ContextFault {
    let ids = desk.roster.members.keys().map(MemberId::as_str);
    if actor.trim().is_empty() {
        return ContextFault::NobodyNamed { members: near::handful(ids) };
    }
    let (wanted, email) = match actor.split_once('@') {
        Some((mailbox, _)) => (mailbox, actor.to_owned()),
        None => (actor, format!("{actor}@example.com")),
    };
    let id = desk.roster.free_id(wanted);
    let line = format!("  {id}: {{name: {wanted}, emails: [{email}]}}");
    ContextFault::UnknownActor { actor: actor.to_owned(), nearest: near::list(actor, ids), line }
}
