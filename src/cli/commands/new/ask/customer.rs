//! The question for the customer: one who is known, or who is recorded now.
use inquire::{Confirm, Text};

use super::{earlier, ended, line, tell_earlier};
use crate::cli::commands::customer::{AddFault, record};
use crate::cli::context::Context;
use crate::cli::{output, present};
use crate::desk::open::Desk;
use crate::domain::customer::Customer;
use crate::domain::field::Field;
use crate::fault::{Problem, Result};
use crate::store::customers::{self, CustomerFault};

/// Asks for the customer until one is found or recorded, or none is named where none is needed; shows their earlier
/// tickets.
pub(super) fn ask(context: &Context, desk: &Desk, is_needed: bool) -> Result<Option<String>> {
    loop {
        let Some(named) = line(context, Field::Customer, is_needed)? else { return Ok(None) };
        match customers::find(&desk.root, &named) {
            Ok(known) => {
                tell_earlier(context, &earlier(desk, &known.customer.id)?);
                return Ok(Some(known.customer.id));
            }
            Err(problem) => {
                tell(context, desk, &problem);
                if is_unknown(&problem)
                    && let Some(new) = new(context, desk, &named)?
                {
                    return Ok(Some(new));
                }
            }
        }
    }
}

fn is_unknown(problem: &Problem) -> bool {
    matches!(problem.downcast_ref::<CustomerFault>(), Some(CustomerFault::Unknown { .. }))
}

fn tell(context: &Context, desk: &Desk, problem: &Problem) {
    output::tell(&present::problem_of(problem, context.language, desk));
}

/// Records a new customer, when the person wants it.
fn new(context: &Context, desk: &Desk, named: &str) -> Result<Option<String>> {
    if !confirm(context, "ask-new-customer", true)? {
        return Ok(None);
    }
    let is_name = |text: &str| !text.contains(|c: char| c.is_ascii_digit() || c == '@');
    let name = if is_name(named) { named.to_owned() } else { prompt(&context.say("ask-name", &[]))? };
    let phone = prompt(&context.say("ask-phone", &[]))?;
    let phone = (!phone.is_empty()).then_some(phone);
    let customer = Customer { name, phone, ..Customer::default() };
    let recorded = match record(context, desk, customer.clone(), None, false) {
        Err(problem) if problem.downcast_ref::<AddFault>().is_some() => {
            tell(context, desk, &problem);
            if !confirm(context, "ask-another-customer", false)? {
                return Ok(None);
            }
            record(context, desk, customer, None, true)
        }
        recorded => recorded,
    };
    Ok(recorded.map_err(|problem| tell(context, desk, &problem)).ok().map(|customer| customer.id))
}

fn prompt(question: &str) -> Result<String> {
    Ok(Text::new(question).prompt().map_err(ended)?.trim().to_owned())
}

fn confirm(context: &Context, question: &'static str, default: bool) -> Result<bool> {
    let language = context.language;
    let word = |yes| language.word(if yes { "flag.yes" } else { "flag.no" }).to_owned();
    let asked = Confirm::new(language.word(question)).with_default(default).with_formatter(&word);
    Ok(asked.with_error_message(language.word("ask-yes-or-no")).prompt().map_err(ended)?)
}
