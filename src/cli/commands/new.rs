//! `new`: open a ticket.
mod alert;
mod ask;
mod opening;
mod source;

use std::collections::HashSet;
use std::path::PathBuf;

use clap::Args;

use self::opening::{Opening, TOGETHER, Telling};
use crate::automation::rules::Ruleset;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::Form;
use crate::cli::{assigning, holidays, input};
use crate::desk::open::Desk;
use crate::domain::act::{Act, Entry};
use crate::domain::draft::Draft;
use crate::domain::field::Field;
use crate::domain::ids::{MemberId, TicketRef};
use crate::domain::kin::Kin;
use crate::domain::moment::Moment;
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::faults;
use crate::service::keeper::Keeper;
use crate::service::ruling::{Asked, Plan, kin_of};

faults! {
    /// Why `new` does not begin.
    pub enum NewFault {
        "usage-new-nothing" => Nothing {},
    }
}

/// Open a ticket; without arguments on a terminal it asks question by question
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets new\n  \
    tickets new 'Payment fails' --type complaint --customer C1001 --channel phone\n  \
    tickets new --from ticket.yaml\n  curl … | tickets new --from - -q\n  \
    tickets new --from-alert alerts.json")]
pub struct New {
    /// The problem in one line
    #[arg(value_name = "TITLE")]
    title: Option<String>,
    /// The type; it brings the default priority
    #[arg(short, long = "type", value_name = "TYPE")]
    kind: Option<String>,
    /// How urgent it is
    #[arg(short, long, value_name = "PRIORITY")]
    priority: Option<String>,
    /// The customer: number, name or contact
    #[arg(short, long, value_name = "CUSTOMER")]
    customer: Option<String>,
    /// The category, such as technical/payment
    #[arg(long, value_name = "CATEGORY")]
    category: Option<String>,
    /// Where it comes from
    #[arg(long, value_name = "SOURCE")]
    source: Option<String>,
    /// How the customer is in touch
    #[arg(long, value_name = "CHANNEL")]
    channel: Option<String>,
    /// The product or service
    #[arg(long, value_name = "PRODUCT")]
    product: Option<String>,
    /// When the problem occurred
    #[arg(long, value_name = "TIME")]
    occurred: Option<String>,
    /// By when the customer expects it solved
    #[arg(long, value_name = "TIME")]
    expected: Option<String>,
    /// Who and what is affected, such as `10% of users`
    #[arg(long, value_name = "TEXT")]
    scope: Option<String>,
    /// Steps to reproduce
    #[arg(long, value_name = "TEXT")]
    steps: Option<String>,
    /// A tag; give the option once for each
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// What happened and what the customer asks for
    #[arg(short, long, value_name = "TEXT")]
    description: Option<String>,
    /// Read the description from a file; `-` is standard input
    #[arg(short = 'F', long, value_name = "FILE", conflicts_with_all = ["description", "from"])]
    description_file: Option<PathBuf>,
    /// A public message that the opening carries; it is no answer yet
    #[arg(long, value_name = "TEXT")]
    say: Option<String>,
    /// Give it to this member at once
    #[arg(long, value_name = "MEMBER")]
    to: Option<String>,
    /// Give it to this team at once
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    /// Read one ticket, or a list of them, from YAML or JSON; `-` is standard input
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Take in monitoring alerts from JSON, as Alertmanager posts them or in a plain form; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["title", "from", "description_file", "say"])]
    from_alert: Option<PathBuf>,
    /// Leave it as it is given: the desk's rules are not asked, and nobody is chosen for it
    #[arg(long)]
    no_rules: bool,
    /// When it really came in
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    #[command(flatten)]
    form: Form,
}

impl New {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        match &self.from_alert {
            Some(path) => self.take_in(context, path),
            None => self.open_all(context),
        }
    }

    /// Opens what is given, or asked for.
    fn open_all(&self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk_in_spite()?;
        let actor = context.actor(&desk)?;
        let drafts = self.drafts(context, &desk)?;
        let at = context.happened(&desk, self.at.as_deref())?.unwrap_or_else(|| context.now(&desk));
        let given = self.given_to(&desk)?;
        let reader = context.reader(&desk);
        let wholes = drafts.iter().map(|draft| desk.complete(draft, &reader)).collect::<Result<Vec<_>>>()?;
        let customers: HashSet<_> = wholes.iter().filter_map(|whole| whole.get(Field::Customer)).collect();
        let (ruleset, kin) = self.rules(context, &desk, at, |customer| customers.contains(customer))?;
        let asked = Asked { desk: &desk, rules: ruleset.as_ref(), kin: kin.as_ref(), reader: &reader, at };
        let drafts = drafts.iter().zip(&wholes);
        let plans = drafts.map(|(draft, whole)| asked.plan(draft, whole.clone(), given.is_some()));
        let plans = plans.collect::<Result<Vec<_>>>()?;
        let roles = desk.roles()?;
        let mut opening = Opening::new(context, &asked, &roles, !self.no_rules);
        let mut telling = Telling::new(&desk, &self.form);
        let given = given.map(|act| Entry::new(at, actor.clone(), act));
        let opened = open_in_batches(context, (&mut opening, &mut telling), &plans, (&actor, given));
        if let Some(assigner) = &opening.assigner {
            assigning::tell_invalid(context, assigner);
        }
        telling.end(context)?;
        let (references, tickets): (Vec<_>, Vec<_>) = opened?.into_iter().unzip();
        if self.form.is_for_people() {
            tell_of(context, &desk, (&references, &tickets), at)?;
        }
        Ok(Exit::Done)
    }

    /// The desk's rules, unless they are not to be asked, and what other tickets say, when they ask, `about` customers.
    fn rules(
        &self,
        context: &Context,
        desk: &Desk,
        at: Moment,
        about: impl Fn(&str) -> bool,
    ) -> Result<(Option<Ruleset>, Option<Kin>)> {
        let read = if self.no_rules { Ok(None) } else { desk.ruleset() };
        let is_left = read.is_err();
        let rules = context.in_spite(read).flatten();
        if is_left {
            context.tell("new-unclassified", &[]);
        }
        let kin = kin_of(desk, rules.as_ref(), at, about)?;
        Ok((rules, kin))
    }

    fn drafts(&self, context: &Context, desk: &Desk) -> Result<Vec<Draft>> {
        let drafts = match &self.from {
            Some(path) => source::read(path, &self.draft()?)?,
            None => vec![self.draft()?],
        };
        if self.from.is_some() || drafts.iter().any(|draft| !draft.fields.is_empty()) {
            return Ok(drafts);
        }
        if !context.environment.stdin_is_terminal {
            return Err(NewFault::Nothing {}.into());
        }
        Ok(vec![ask::draft(context, desk)?])
    }

    /// What the arguments say.
    fn draft(&self) -> Result<Draft> {
        let mut draft = Draft::default();
        let description = self.description_file.as_deref().map(input::file).transpose()?;
        let given = [
            (Field::Title, &self.title),
            (Field::Type, &self.kind),
            (Field::Priority, &self.priority),
            (Field::Customer, &self.customer),
            (Field::Category, &self.category),
            (Field::Source, &self.source),
            (Field::Channel, &self.channel),
            (Field::Product, &self.product),
            (Field::Occurred, &self.occurred),
            (Field::Expected, &self.expected),
            (Field::Scope, &self.scope),
            (Field::Steps, &self.steps),
            (Field::Description, &self.description),
            (Field::Description, &description),
        ];
        for (field, text) in given {
            if let Some(text) = text {
                draft.set(field, text.as_str());
            }
        }
        if !self.tags.is_empty() {
            draft.set(Field::Tags, self.tags.join(", "));
        }
        draft.opening = self.say.as_deref().map(input::checked).transpose()?;
        Ok(draft)
    }

    /// Whom the tickets are given to at once.
    fn given_to(&self, desk: &Desk) -> Result<Option<Act>> {
        let to = self.to.as_deref().map(|to| desk.roster.member_called(to)).transpose()?;
        let team = self.team.as_deref().map(|team| desk.roster.team_called(team)).transpose()?;
        let to: Option<MemberId> = to.map(|(id, _)| id.clone());
        let team = team.map(|(id, _)| id).or_else(|| desk.roster.only_team(to.as_ref()?)).cloned();
        let given = team.is_some() || to.is_some();
        Ok(given.then_some(Act::Assigned { team, to, reason: None, note: None }))
    }
}

/// Opens tickets, some at a time. Those of the batches before one that fails stay open.
fn open_in_batches(
    context: &mut Context,
    (opening, telling): (&mut Opening<'_>, &mut Telling<'_>),
    plans: &[Plan],
    (actor, given): (&MemberId, Option<Entry>),
) -> Result<Vec<(TicketRef, Ticket)>> {
    let mut writer = context.lock(opening.asked.desk)?;
    let mut opened = Vec::new();
    for (place, batch) in plans.chunks(TOGETHER).enumerate() {
        if place > 0 {
            writer = opening.give_way(context, writer)?.0;
        }
        for plan in batch {
            opened.push(opening.open(context, plan, actor, given.clone())?);
        }
        let rows = opening.write(context, &writer)?;
        telling.tell(context, rows, (opened.len(), plans.len()));
        for plan in batch {
            telling.explain(context, opening.asked, plan);
        }
    }
    Ok(opened)
}

/// What an agent should know of tickets that were opened.
fn tell_of(context: &Context, desk: &Desk, (references, tickets): (&[TicketRef], &[Ticket]), at: Moment) -> Result<()> {
    tell_customer(context, desk, tickets);
    tell_holidays(context, desk, tickets, at);
    // Of a list nobody looks at each customer's tickets, and each would cost a look at the whole queue.
    if let [ticket] = tickets {
        ask::tell_earlier(context, &ask::recent(desk, references, ticket)?);
    }
    Ok(())
}

/// Warns when the tickets are due in a year whose holidays are not known. What is wrong with the promises is for
/// others to tell: the tickets are opened.
fn tell_holidays(context: &Context, desk: &Desk, tickets: &[Ticket], at: Moment) {
    if let Ok(keeper) = Keeper::open(desk, at) {
        for ticket in tickets {
            keeper.readings(ticket, at);
        }
        holidays::tell_unknown(context, &keeper.unknown_years());
    }
}

/// The phrase with the number, for the agent to say.
fn tell_customer(context: &Context, desk: &Desk, tickets: &[Ticket]) {
    if let (Some(phrase), [ticket]) = (&desk.settings.number_phrase, tickets) {
        let phrase = crate::text::fill(phrase, &[("number", ticket.head.id.as_str())]);
        context.tell("new-phrase", &[("phrase", &phrase)]);
    }
}
