//! From an export to files of the desk.
use super::answers::Answer;
use super::export::Export;
use super::fault::ImportFault;
use super::history::{Order, Settled, Told, settle};
use super::mapping::Impossible;
use super::telling::ACTOR;
use super::tickets::Incoming;
use crate::desk::open::Desk;
use crate::domain::act::{Act, ActKind, Entry};
use crate::domain::customer::Customer;
use crate::domain::ids::{MemberId, TeamId, Text, TicketRef};
use crate::domain::moment::{self, Moment};
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};
use crate::store::allocate::{self, Numbers};
use crate::store::find::{self, Found};
use crate::store::interpret::TicketFault;
use crate::store::scan::{Gather, scan};
use crate::store::transaction::Transaction;
use crate::store::writer::Writer;
use crate::store::{customers, disk, layout, responses};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::PathBuf;

/// How many tickets are written together: all of them or none, should the import be killed.
const BATCH: usize = 1000;

/// What is to become of an export.
#[derive(Debug, Default)]
pub struct Intake {
    /// The tickets to write, by the time they were opened.
    pub tickets: Vec<New>,
    /// Tickets that an earlier import wrote.
    pub known: usize,
    /// Acts of theirs that the export has and the desk has not.
    pub newer: usize,
    /// Acts that were not possible, whose content is noted.
    pub noted: usize,
    /// Acts that were not possible, and stand as they are.
    pub kept: usize,
    /// Acts whose time moved by a few seconds, to that of the act they go with.
    pub moved: usize,
    /// When the first and the last of the export's tickets were opened.
    pub range: Option<(Moment, Moment)>,
    /// Teams that `config/team.yaml` does not name.
    pub teams: BTreeSet<TeamId>,
    /// Members that `config/team.yaml` does not name.
    pub members: BTreeSet<MemberId>,
    /// What cannot be taken in, with the reason and the place.
    pub rejected: Vec<Problem>,
}

/// A ticket to write.
#[derive(Debug)]
pub struct New {
    /// Number and key.
    pub reference: TicketRef,
    /// The ticket.
    pub ticket: Ticket,
    /// Its customer, when the desk does not know them and no ticket before it brings them.
    pub customer: Option<Customer>,
    /// The file of the survey response about it, and its text.
    pub response: Option<(PathBuf, String)>,
}

/// Works out what becomes of an export; acts no further apart than `together` seconds happened at once. The caller
/// holds the desk's lock until all is [written](Intake::write).
///
/// # Errors
/// A ticket file of the desk that cannot be read: it may be one of the export's.
pub fn prepare(
    export: &mut Export,
    together: u32,
    desk: &Desk,
    mut numbers: Numbers<'_>,
    random: &mut dyn FnMut() -> u64,
) -> Result<Intake> {
    let mut intake = Intake::default();
    let known = known(&export.tickets, desk)?;
    let mut incoming = std::mem::take(&mut export.tickets);
    incoming.sort_by_key(|incoming| incoming.created);
    let mut customers = HashSet::new();
    for incoming in incoming {
        let (place, created) = (incoming.place.clone(), incoming.created);
        intake.range = Some(intake.range.map_or((created, created), |(first, _)| (first, created)));
        if let Some(known) = known.get(&incoming.external) {
            intake.meet(incoming, known, together)?;
            continue;
        }
        match allocate(&incoming, &mut numbers, random) {
            Ok(reference) => intake.add(incoming, reference, together, desk, &mut customers)?,
            Err(problem) => intake.rejected.push(problem.at(place)),
        }
    }
    Ok(intake)
}

/// The number that a ticket is to have, or the desk's next.
fn allocate(incoming: &Incoming, numbers: &mut Numbers<'_>, random: &mut dyn FnMut() -> u64) -> Result<TicketRef> {
    let Some(number) = &incoming.number else { return numbers.next(incoming.created.date_naive(), random) };
    if !is_number(number.as_str()) {
        return Err(TicketFault::Id { id: number.to_string() }.into());
    }
    if numbers.is_taken(number) {
        return Err(ImportFault::NumberTaken { number: number.to_string() }.into());
    }
    Ok(numbers.give(number.clone(), random))
}

/// Numbers become file names and are typed in shells.
fn is_number(text: &str) -> bool {
    let is_safe = |character: char| character.is_ascii_alphanumeric() || "-_.".contains(character);
    text.starts_with(|first: char| first.is_ascii_alphanumeric()) && text.len() <= 64 && text.chars().all(is_safe)
}

/// The file of what a ticket's customer answered, its text, and the act that names it.
fn response(answer: &Answer, reference: &TicketRef, opened: &Ticket, desk: &Desk) -> (PathBuf, String, Told) {
    let (path, text) = responses::file(&desk.root, &answer.about(reference.clone()), opened);
    let act = Act::SurveyAnswered { response: path.display().to_string().into() };
    let entry = Entry::new(answer.at, ACTOR.into(), act);
    (path, text, Told { entry, order: Order::End(usize::MAX), impossible: Impossible::Keep, is_fallback: false })
}

impl Intake {
    fn add(
        &mut self,
        mut incoming: Incoming,
        reference: TicketRef,
        together: u32,
        desk: &Desk,
        customers: &mut HashSet<String>,
    ) -> Result<()> {
        let opened = incoming.draft.open(reference.number.clone(), incoming.created, ACTOR.into())?;
        let response = incoming.answer.as_ref().map(|answer| response(answer, &reference, &opened, desk));
        let response = response.map(|(path, text, told)| {
            incoming.told.push(told);
            (path, text)
        });
        let Settled { ticket, noted, kept, moved } = settle(opened, incoming.told, together);
        self.noted += noted;
        self.kept += kept;
        self.moved += moved;
        self.note_strangers(&ticket, desk);
        let customer =
            incoming.customer.filter(|customer| is_new(customer, desk) && customers.insert(customer.id.clone()));
        self.tickets.push(New { reference, ticket, customer, response });
        Ok(())
    }

    /// Meets a ticket that the desk has already.
    fn meet(&mut self, incoming: Incoming, known: &Ticket, together: u32) -> Result<()> {
        if known.head.created != incoming.created {
            let (external, number) = (incoming.external.to_string(), known.head.id.to_string());
            let fault = ImportFault::TicketTaken { external, number, created: moment::write(known.head.created) };
            self.rejected.push(Problem::from(fault).at(incoming.place));
            return Ok(());
        }
        let opened = incoming.draft.open(known.head.id.clone(), incoming.created, ACTOR.into())?;
        let history = settle(opened, incoming.told, together).ticket.history;
        self.known += 1;
        self.newer += history.iter().skip(1).filter(|entry| !known.history.contains(entry)).count();
        let is_answer = |entry: &Entry, at| entry.at == at && entry.act.kind() == ActKind::SurveyAnswered;
        let is_new = |answer: Answer| !known.history.iter().any(|entry| is_answer(entry, answer.at));
        self.newer += usize::from(incoming.answer.is_some_and(is_new));
        Ok(())
    }

    fn note_strangers(&mut self, ticket: &Ticket, desk: &Desk) {
        let mut teams = Vec::new();
        let mut members = Vec::new();
        for entry in &ticket.history {
            members.push(&entry.by);
            match &entry.act {
                Act::Assigned { team, to, .. }
                | Act::Transferred { team, to, .. }
                | Act::Escalated { team, to, .. }
                | Act::EscalationRequested { team, to, .. } => {
                    teams.extend(team);
                    members.extend(to);
                }
                Act::Planned { to, .. } => members.extend(to),
                _ => {}
            }
        }
        let roster = &desk.roster;
        self.teams.extend(teams.into_iter().filter(|team| !roster.teams.contains_key(*team)).cloned());
        self.members.extend(members.into_iter().filter(|member| !roster.knows_actor(member)).cloned());
    }

    /// How many customers are to be added.
    pub fn customers(&self) -> usize {
        self.tickets.iter().filter(|new| new.customer.is_some()).count()
    }

    /// How many survey responses are to be added.
    pub fn responses(&self) -> usize {
        self.tickets.iter().filter(|new| new.response.is_some()).count()
    }

    /// Writes the tickets, in batches. An import that was killed is completed by running it again.
    pub fn write(&self, writer: &Writer) -> Result<()> {
        for batch in self.tickets.chunks(BATCH) {
            let mut transaction = Transaction::new();
            for new in batch {
                if let Some(customer) = &new.customer {
                    customers::create(writer.root(), customer, &mut transaction)?;
                }
                if let Some((path, text)) = &new.response {
                    transaction.create(path.clone(), text.as_str());
                }
                let (path, text) = allocate::file(&new.reference, &new.ticket);
                transaction.create(path, text);
            }
            transaction.commit(writer)?;
        }
        Ok(())
    }
}

fn is_new(customer: &Customer, desk: &Desk) -> bool {
    let id = &customer.id;
    [layout::customer(id), layout::private_customer(id)].iter().all(|path| !disk::exists(&desk.root.join(path)))
}

/// The tickets of the desk that an earlier import brought, by their ids in the other system.
fn known(incoming: &[Incoming], desk: &Desk) -> Result<HashMap<Text, Ticket>> {
    let wanted: HashSet<&Text> = incoming.iter().map(|incoming| &incoming.external).collect();
    let files = find::all(&desk.root)?;
    let mut known = HashMap::new();
    for worker in scan(&desk.root, &files, || Worker { wanted: &wanted, found: HashMap::new(), invalid: None }) {
        worker.invalid.map_or(Ok(()), Err)?;
        known.extend(worker.found);
    }
    Ok(known)
}

struct Worker<'a> {
    wanted: &'a HashSet<&'a Text>,
    found: HashMap<Text, Ticket>,
    /// The first file that could not be read.
    invalid: Option<Problem>,
}

impl Gather for Worker<'_> {
    fn ticket(&mut self, _: &Found, ticket: Ticket) {
        if let Some(external) = ticket.head.external.clone().filter(|external| self.wanted.contains(external)) {
            self.found.insert(external, ticket);
        }
    }

    fn invalid(&mut self, _: &Found, problem: Problem) {
        self.invalid.get_or_insert(problem);
    }
}
