//! `new --from-alert`: what monitoring tells becomes tickets, or news of those that are there.
use std::collections::HashSet;
use std::path::Path;

use super::New;
use super::opening::{Opening, TOGETHER, Telling};
use crate::automation::alerts::{self, ACTOR, Alert, Mark, News, State, Told};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::{input, output, present};
use crate::domain::act::{Act, Entry};
use crate::domain::draft::Draft;
use crate::domain::ids::{MemberId, Text};
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};
use crate::render::sanitize;
use crate::report::table::Cell;
use crate::service::alarms::Alarms;
use crate::service::ruling::{Asked, Plan};
use crate::store::file::TicketFile;
use crate::store::find::Found;
use crate::store::writer::Writer;

/// Where alerts are taken in, one after the other.
struct Intake<'a> {
    mapping: &'a alerts::Mapping,
    /// What the arguments say of every ticket.
    given: &'a Draft,
    /// To whom the arguments give it.
    given_to: Option<&'a Act>,
    opening: Opening<'a>,
    alarms: Alarms,
    problems: Vec<Problem>,
    /// What the rules say of the tickets of a batch.
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
        let (ruleset, kin) = self.rules(context, &desk, at, |_| true)?;
        let asked =
            Asked { desk: &desk, rules: ruleset.as_ref(), kin: kin.as_ref(), reader: &context.reader(&desk), at };
        let opening = Opening::new(context, &asked, &roles, !self.no_rules);
        let writer = context.lock(&desk)?;
        let (alarms, mut problems) = Alarms::read(&desk.root)?;
        let mut alerts = Vec::new();
        for alert in delivery.alerts {
            match alert {
                Ok(alert) => alerts.push(alert.seen_at(at.into())),
                Err(fault) => problems.push(fault.into()),
            }
        }
        let given_to = given_to.as_ref();
        let mut intake =
            Intake { mapping: &mapping, given: &given, given_to, opening, alarms, problems, plans: Vec::new() };
        let mut telling = Telling::new(&desk, &self.form);
        let ended = intake.take_all(context, &mut telling, writer, alerts);
        telling.end(context)?;
        tell(context, &intake.problems, delivery.truncated);
        ended?;
        Ok(intake.problems.last().map_or(Exit::Done, Exit::of))
    }
}

/// Tells what could not be taken in, each once.
fn tell(context: &Context, problems: &[Problem], truncated: u64) {
    let mut told = HashSet::new();
    for problem in problems {
        let text = present::problem(problem, context.language);
        if told.insert(text.clone()) {
            output::tell(&text);
        }
    }
    if truncated > 0 {
        context.tell("alert-truncated", &[("count", &truncated.to_string())]);
    }
}

/// Tells that a ticket says all of an alert already.
fn tell_known(context: &Context, alert: &Alert, id: &str) {
    context.tell("alert-known", &[("alert", &*sanitize::line(alert.name())), ("id", id)]);
}

impl Intake<'_> {
    /// Takes in alerts, batch by batch; others get at the desk after so many of them.
    fn take_all(
        &mut self,
        context: &mut Context,
        telling: &mut Telling<'_>,
        mut writer: Writer,
        alerts: Vec<Alert>,
    ) -> Result<()> {
        let all = alerts.len();
        let (mut taken, mut at_once) = (0, 0);
        for batch in alerts::batches(alerts, TOGETHER) {
            if at_once + batch.len() > TOGETHER {
                let (again, is_changed) = self.opening.give_way(context, writer)?;
                writer = again;
                at_once = 0;
                if is_changed {
                    self.read_again()?;
                }
            }
            let rows = self.take_batch(context, &writer, &batch)?;
            (taken, at_once) = (taken + batch.len(), at_once + batch.len());
            telling.tell(context, rows, (taken, all));
            self.plans.drain(..).for_each(|plan| telling.explain(context, self.opening.asked, &plan));
        }
        Ok(())
    }

    /// Takes in alerts that are written together; one by one when they cannot be, as one keeps no other from being.
    fn take_batch(&mut self, context: &mut Context, writer: &Writer, alerts: &[Alert]) -> Result<Vec<Vec<Cell>>> {
        let before = self.plans.len();
        for alert in alerts {
            let taken = self.take(context, alert);
            self.problems.extend(taken.err());
        }
        let problem = match self.opening.write(context, writer) {
            Ok(rows) => return Ok(rows),
            Err(problem) => problem,
        };
        self.plans.truncate(before);
        self.read_again()?;
        if alerts.len() > 1 {
            let rows = alerts.chunks(1).map(|one| self.take_batch(context, writer, one));
            return Ok(rows.collect::<Result<Vec<_>>>()?.concat());
        }
        self.problems.push(problem);
        Ok(Vec::new())
    }

    /// The files are others than what is known of them.
    fn read_again(&mut self) -> Result<()> {
        self.opening.forget();
        self.alarms = Alarms::read(&self.opening.asked.desk.root)?.0;
        Ok(())
    }

    fn take(&mut self, context: &mut Context, alert: &Alert) -> Result<()> {
        if let Some(found) = self.alarms.open(&alert.external()).cloned() {
            return self.tell_ticket(context, alert, &found);
        }
        let known =
            self.alarms.closed((&self.opening.asked.desk.root, self.opening.asked.at), alert, &mut self.problems)?;
        match (known, alert.state) {
            (None, State::Firing) => return self.open(context, alert),
            (None, State::Resolved(_)) => {
                context.tell("alert-nothing-open", &[("alert", &*sanitize::line(alert.name()))]);
            }
            (Some(closed), _) => tell_known(context, alert, closed.number.as_str()),
        }
        Ok(())
    }

    /// Opens a ticket. What the desk requires of what people report no alert can give.
    fn open(&mut self, context: &mut Context, alert: &Alert) -> Result<()> {
        let Asked { desk, reader, at, .. } = *self.opening.asked;
        let (mut draft, team) = alerts::draft(alert, self.mapping, &desk.settings.zone);
        for (field, text) in &self.given.fields {
            draft.set(*field, text.clone());
        }
        let team = team.map(|team| Act::Assigned { team: Some(team), to: None, reason: None, note: None });
        let given_to = self.given_to.cloned().or(team);
        let plan = self.opening.asked.plan_freely(&draft, desk.complete(&draft, reader)?, given_to.is_some())?;
        let actor = MemberId::from(ACTOR);
        let given_to = given_to.map(|act| Entry::new(at, actor.clone(), act));
        let (reference, ticket) = self.opening.open(context, &plan, &actor, given_to)?;
        self.alarms.opened(&ticket, reference);
        self.plans.push(plan);
        Ok(())
    }

    /// Tells the ticket about an alert what it does not know yet.
    fn tell_ticket(&mut self, context: &Context, alert: &Alert, found: &Found) -> Result<()> {
        let file = TicketFile::read(&self.opening.asked.desk.root, &found.path)?;
        let ticket = file.ticket()?;
        let Asked { desk, at, .. } = *self.opening.asked;
        let at = at.max(ticket.last_at());
        let words = |mark| self.words(mark);
        let news = News { alert, mapping: self.mapping, zone: &desk.settings.zone, at, words: &words };
        if let Some(told) = alerts::act(&ticket, &news) {
            return self.perform(context, &file, &ticket, (at, told));
        }
        tell_known(context, alert, ticket.head.id.as_str());
        Ok(())
    }

    /// That an alert fires or does no longer, in the desk's language: the file keeps it.
    fn words(&self, mark: Mark) -> Text {
        let (key, at) = match mark {
            Mark::Firing(at) => ("alert-firing", at),
            Mark::Resolved(at) => ("alert-resolved", at),
        };
        let at = at.format("%Y-%m-%d %H:%M:%S").to_string();
        self.opening.asked.desk.settings.language.say(key, &[("at", &at)]).into()
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
        let act = match self.opening.asked.desk.rules(self.opening.roles).require(ticket, &by, &act) {
            Ok(()) => act,
            Err(fault) => {
                output::tell(&present::problem(&fault.into(), context.language));
                alerts::as_remark(act)
            }
        };
        let entries = [Entry { trigger: Some(trigger), ..Entry::new(at, by, act) }];
        let after = self.opening.change(file, ticket, &entries)?;
        self.alarms.changed(&after);
        Ok(())
    }
}
