//! `classify`: what the rules say of a ticket, and correcting or confirming it.
mod by_hand;
mod explain;

use std::cell::RefCell;

use clap::Args;

use self::explain::Wording;

use crate::automation::classification::{Review, review};
use crate::automation::rules::{Change, Others, Ruleset};
use crate::cli::classifying::effects;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::perform::{Target, perform};
use crate::cli::{assigning, form, input, lookup, output};
use crate::desk::open::Desk;
use crate::domain::act::Entry;
use crate::domain::field::Field;
use crate::domain::fold;
use crate::domain::ids::Text;
use crate::domain::kin::Kin;
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::faults;
use crate::render::Format;
use crate::report::table::Table;
use crate::service::assigning::{Assigner, Pooled};
use crate::service::deed::{Deed, Scene};
use crate::service::ruling::{self, customer_of, kin_of, on_scene};
use crate::store::file::TicketFile;

faults! {
    /// Why nothing is classified.
    pub enum ClassifyFault {
        "usage-classify-field" => Field { field: String, known: String },
        "confirm-nothing" => Confirmed { id: String },
        "confirm-first-level" => First { id: String, who: String },
        "confirm-not-yours" => NotYours { id: String, actor: String, who: String },
    }
}

/// Say what the rules make of a ticket, and correct or confirm how it is classified
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets classify CS202610280001\n  \
    tickets classify CS202610280001 --explain\n  \
    tickets list -q --where 'no category' | tickets classify --apply -\n  \
    tickets classify CS202610280001 --set category=technical/payment --reason 'no refund is asked for'\n  \
    tickets classify CS202610280001 --confirm\n  \
    tickets --as li classify CS202610280001 --confirm --to zhao")]
pub struct Classify {
    #[command(flatten)]
    target: Target,
    /// Tell of each rule why it fires or not, and where its keywords stand
    #[arg(long, conflicts_with_all = ["apply", "set", "confirm"])]
    explain: bool,
    /// Change the ticket to what the rules say; what people changed stays
    #[arg(long, conflicts_with_all = ["set", "confirm"])]
    apply: bool,
    /// Correct it by hand: type, category, priority, product, source or channel
    #[arg(long, value_name = "FIELD=VALUE", requires = "reason", conflicts_with = "confirm")]
    set: Vec<String>,
    /// Why it is corrected
    #[arg(long, value_name = "TEXT", requires = "set", conflicts_with = "confirm")]
    reason: Option<String>,
    /// Confirm what the rules say, as far as your role goes
    #[arg(long)]
    confirm: bool,
    /// With the second level: the member who is to handle it
    #[arg(long, value_name = "MEMBER", requires = "confirm")]
    to: Option<String>,
    /// What is to be said about the confirmation
    #[arg(long, value_name = "TEXT", requires = "confirm")]
    note: Option<Text>,
}

impl Classify {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        if let Some(reason) = &self.reason {
            return by_hand::correct(context, &self.target, &self.set, &input::checked(reason)?);
        }
        let desk = context.desk()?;
        let rules = ruling::rules(&desk)?;
        if self.confirm {
            return by_hand::confirm(
                context,
                &self.target,
                &rules.confirmation,
                self.to.as_deref(),
                self.note.as_ref(),
            );
        }
        if self.apply { self.apply(context, &rules) } else { self.show(context, &desk, &rules) }
    }

    fn apply(&self, context: &mut Context, rules: &Ruleset) -> Result<Exit> {
        let (language, desk) = (context.language, context.desk()?);
        let kin = kin_of(&desk, Some(rules), context.now(&desk), |_| true)?;
        let assigner = RefCell::new(Assigner::new(&desk)?);
        let pooled = RefCell::new(Vec::new());
        let exit = perform(context, &self.target, |scene| {
            let mut assigner = assigner.borrow_mut();
            let (entries, stays) = applied(rules, scene, kin.as_ref(), &mut assigner)?;
            pooled.borrow_mut().extend(stays);
            if entries.is_empty() {
                output::tell(&language.say("classify-same", &[("id", scene.ticket.head.id.as_str())]));
            }
            Ok(Deed::from(entries))
        })?;
        assigning::tell(context, &assigner.into_inner(), &pooled.into_inner());
        Ok(exit)
    }

    fn show(&self, context: &Context, desk: &Desk, rules: &Ruleset) -> Result<Exit> {
        let mut reviewed = Vec::new();
        let kin = kin_of(desk, Some(rules), context.as_of(desk)?, |_| true)?;
        for id in input::ids(&self.target.ids)? {
            let found = lookup::one(context, desk, &id)?;
            let ticket = TicketFile::read(&desk.root, &found.path)?.ticket()?;
            let ticket = fold::as_of(&ticket, context.as_of(desk)?).unwrap_or(ticket);
            let others = kin.as_ref().map(|kin| Others { kin, key: Some(found.reference.key) });
            let review = review(rules, &ticket, customer_of(desk, &ticket.head).as_ref(), others);
            reviewed.push((ticket, review));
        }
        let table = if self.explain {
            self.explained(context, desk, rules, &reviewed)
        } else {
            explain::differences(rules, &reviewed)
        };
        if table.rows.is_empty() && self.target.form.format == Format::Table {
            context.tell("classify-agree", &[]);
            return Ok(Exit::Done);
        }
        form::show(context, desk, &self.target.form, &table)?;
        Ok(Exit::Done)
    }
}

impl Classify {
    /// Why each rule fired or did not, for people in their words.
    fn explained(&self, context: &Context, desk: &Desk, rules: &Ruleset, reviewed: &[Reviewed]) -> Table {
        if self.target.form.format.is_machine() {
            return explain::rules(rules, reviewed, &Wording::CODES);
        }
        let change = |change: &Change| effects(context, desk, &[change]).into();
        let field = |field: Field| context.language.find(&format!("column.{field}")).unwrap_or(field.code()).into();
        explain::rules(rules, reviewed, &Wording { change: &change, field: &field })
    }
}

/// What the rules change about a ticket; when they give it to another team, a member of it is found as for a new ticket.
fn applied(
    rules: &Ruleset,
    scene: &Scene<'_>,
    kin: Option<&Kin>,
    assigner: &mut Assigner<'_>,
) -> Result<(Vec<Entry>, Option<Pooled>)> {
    let (desk, at) = (scene.desk, scene.at);
    let others = kin.map(|kin| Others { kin, key: Some(scene.file.reference.key) });
    let review = review(rules, scene.ticket, customer_of(desk, &scene.ticket.head).as_ref(), others);
    let on_duty = |member: &_| assigner.is_on_duty(member, at.into());
    let mut after = scene.ticket.clone();
    for change in &review.changes {
        let entry = on_scene(desk, at, &on_duty, |on| rules.entry(change, &review.judgement.hits, &after.head, on));
        if let Some(entry) = entry {
            fold::happen(&mut after, entry);
        }
    }
    let is_moved = scene.ticket.head.team != after.head.team && after.head.status.is_unresolved();
    let pooled = if is_moved { assigner.assign(&mut after, at)? } else { None };
    Ok((after.history.split_off(scene.ticket.history.len()), pooled))
}

/// A ticket and what the rules say of it.
type Reviewed = (Ticket, Review);
