//! `new --from-alert`: what monitoring tells becomes tickets, or news of those that are there.
use std::path::Path;

use super::{New, open};
use crate::automation::alerts::{self, ACTOR, Alert, Mark, News, State, Told};
use crate::cli::commit::Done;
use crate::cli::context::Context;
use crate::cli::deed::{outcome_row, outcome_table};
use crate::cli::exit::Exit;
use crate::cli::{assigning, classifying, form, input, output, present};
use crate::desk::open::Desk;
use crate::desk::roles::Roles;
use crate::domain::act::{Act, Entry};
use crate::domain::draft::Draft;
use crate::domain::ids::{MemberId, Text, TicketRef};
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};
use crate::render::sanitize;
use crate::report::table::Cell;
use crate::service::alarms::Alarms;
use crate::service::assigning::Assigner;
use crate::service::deed::{Deed, write};
use crate::service::elsewhere;
use crate::service::ruling::{Asked, Plan};
use crate::store::file::TicketFile;
use crate::store::find::Found;
use crate::store::writer::Writer;

/// Where alerts are taken in, one after the other.
struct Intake<'a> {
    desk: &'a Desk,
    writer: &'a Writer,
    mapping: &'a alerts::Mapping,
    roles: &'a Roles,
    asked: &'a Asked<'a>,
    /// What the arguments say of every ticket.
    given: &'a Draft,
    /// To whom the arguments give it.
    given_to: Option<&'a Act>,
    elsewhere: Vec<TicketRef>,
    /// Finds a member of the team, unless nobody is to be chosen.
    assigner: Option<Assigner<'a>>,
    alarms: Alarms,
    problems: Vec<Problem>,
    rows: Vec<Vec<Cell>>,
    plans: Vec<Plan>,
}

impl New {
    /// Takes in the alerts of a document. One that cannot be is told, and keeps no other from being.
    pub(super) fn take_in(&self, context: &mut Context, path: &Path) -> Result<Exit> {
        let desk = context.desk_in_spite()?;
        let delivery = alerts::read(&input::file(path)?)?;
        let at = context.happened(&desk, self.at.as_deref())?.unwrap_or_else(|| context.now(&desk));
        let (given, given_to) = (self.draft()?, self.given_to(&desk)?);
        let (mapping, roles) = (desk.alerts()?, desk.roles()?);
        let (ruleset, kin) = self.rules(context, &desk, at)?;
        let asked =
            Asked { desk: &desk, rules: ruleset.as_ref(), kin: kin.as_ref(), reader: &context.reader(&desk), at };
        let elsewhere = elsewhere::near(&desk, at.date_naive());
        let writer = context.lock(&desk)?;
        let (alarms, problems) = Alarms::read(&desk.root)?;
        let mut intake = Intake {
            desk: &desk,
            writer: &writer,
            mapping: &mapping,
            roles: &roles,
            asked: &asked,
            given: &given,
            given_to: given_to.as_ref(),
            elsewhere,
            assigner: (!self.no_rules).then(|| assigning::in_spite(context, &desk)),
            alarms,
            problems,
            rows: Vec::new(),
            plans: Vec::new(),
        };
        for alert in delivery.alerts {
            let alert = alert.map(|alert| alert.seen_at(at.into())).map_err(Problem::from);
            let taken = alert.and_then(|alert| intake.take(context, &alert));
            intake.problems.extend(taken.err());
        }
        let Intake { rows, plans, problems, .. } = intake;
        drop(writer);
        form::show_outcome(context, &desk, &self.form, &outcome_table(rows))?;
        tell(context, &problems, delivery.truncated);
        let told = if self.form.quiet || self.form.format.is_machine() { &[][..] } else { &plans };
        for plan in told {
            classifying::tell_plan(context, &asked, plan);
        }
        Ok(problems.last().map_or(Exit::Done, Exit::of))
    }
}

/// Tells what could not be taken in.
fn tell(context: &Context, problems: &[Problem], truncated: u64) {
    for problem in problems {
        output::tell(&present::problem(problem, context.language));
    }
    if truncated > 0 {
        context.tell("alert-truncated", &[("count", &truncated.to_string())]);
    }
}

impl Intake<'_> {
    fn take(&mut self, context: &mut Context, alert: &Alert) -> Result<()> {
        if let Some(found) = self.alarms.open(&alert.external()).cloned() {
            return self.tell_ticket(context, alert, &found);
        }
        let known = self.alarms.closed((&self.desk.root, self.asked.at), alert, &mut self.problems)?;
        match (known, alert.state) {
            (None, State::Firing) => return self.open(context, alert),
            (None, State::Resolved(_)) => {
                context.tell("alert-nothing-open", &[("alert", &*sanitize::line(alert.name()))]);
            }
            (Some(closed), _) => {
                context
                    .tell("alert-known", &[("alert", &*sanitize::line(alert.name())), ("id", closed.number.as_str())]);
            }
        }
        Ok(())
    }

    /// Opens a ticket. What the desk requires of what people report no alert can give.
    fn open(&mut self, context: &mut Context, alert: &Alert) -> Result<()> {
        let (mut draft, team) = alerts::draft(alert, self.mapping, &self.desk.settings.zone);
        for (field, text) in &self.given.fields {
            draft.set(*field, text.clone());
        }
        let team = team.map(|team| Act::Assigned { team: Some(team), to: None, reason: None, note: None });
        let given_to = self.given_to.cloned().or(team);
        let plan = self.asked.plan_freely(&draft, given_to.is_some())?;
        let actor = MemberId::from(ACTOR);
        let (at, rules) = (self.asked.at, self.desk.rules(self.roles));
        let given_to = given_to.map(|act| Entry::new(at, actor.clone(), act));
        let (asked, assigner) = (self.asked, &mut self.assigner);
        let complete = |context: &Context, ticket: &mut Ticket| {
            let on_duty = |member: &_| assigner.as_ref().is_none_or(|known| known.is_on_duty(member, at.into()));
            asked.happen((&plan, ticket), given_to, rules, &on_duty)?;
            assigner.as_mut().map_or(Ok(()), |assigner| assigning::give(context, assigner, ticket, at))
        };
        let (reference, ticket, row) =
            open(context, self.desk, self.writer, &plan.draft, (at, &actor), complete, &self.elsewhere)?;
        self.alarms.opened(&ticket, reference);
        self.rows.push(row);
        self.plans.push(plan);
        Ok(())
    }

    /// Tells the ticket about an alert what it does not know yet.
    fn tell_ticket(&mut self, context: &Context, alert: &Alert, found: &Found) -> Result<()> {
        let file = TicketFile::read(&self.desk.root, &found.path)?;
        let ticket = file.ticket()?;
        let at = self.asked.at.max(ticket.last_at());
        let words = |mark| self.words(mark);
        let news = News { alert, mapping: self.mapping, zone: &self.desk.settings.zone, at, words: &words };
        if let Some(told) = alerts::act(&ticket, &news) {
            return self.perform(context, &file, &ticket, (at, told));
        }
        context.tell("alert-known", &[("alert", &*sanitize::line(alert.name())), ("id", ticket.head.id.as_str())]);
        Ok(())
    }

    /// That an alert fires or does no longer, in the desk's language: the file keeps it.
    fn words(&self, mark: Mark) -> Text {
        let (key, at) = match mark {
            Mark::Firing(at) => ("alert-firing", at),
            Mark::Resolved(at) => ("alert-resolved", at),
        };
        let at = at.format("%Y-%m-%d %H:%M:%S").to_string();
        self.desk.settings.language.say(key, &[("at", &at)]).into()
    }

    /// Does it, or, where the desk does not let monitoring do it, says so in the ticket.
    fn perform(
        &mut self,
        context: &Context,
        file: &TicketFile,
        ticket: &Ticket,
        (at, Told { act, trigger }): (Moment, Told),
    ) -> Result<()> {
        let by = MemberId::from(ACTOR);
        let act = match self.desk.rules(self.roles).require(ticket, &by, &act) {
            Ok(()) => act,
            Err(fault) => {
                output::tell(&present::problem(&fault.into(), context.language));
                alerts::as_remark(act)
            }
        };
        let entries = [Entry { trigger: Some(trigger), ..Entry::new(at, by, act) }];
        let (after, path) = write(self.writer, file, ticket, &entries, Deed::default())?;
        self.alarms.changed(&after);
        context.deeds.borrow_mut().push(Done::of(&after, &entries));
        self.rows.push(outcome_row(&file.reference, &after, &path, &entries));
        Ok(())
    }
}
