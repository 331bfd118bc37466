//! `customer add`: record a customer.
use clap::Args;

use super::details::{self, Details};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::{self, Form};
use crate::cli::output;
use crate::desk::open::Desk;
use crate::domain::customer::Customer;
use crate::fault::Result;
use crate::render::{Format, sanitize};
use crate::service::elsewhere;
use crate::store::customers::{self, CustomerFault, Known};
use crate::store::transaction::Transaction;

/// Record a customer: masked in git, whole in private/ of this clone
#[derive(Debug, Args)]
pub struct Add {
    /// The name; git sees 王**
    #[arg(long, value_name = "NAME")]
    name: String,
    /// The number (default: the next free one)
    #[arg(long, value_name = "NUMBER")]
    id: Option<String>,
    #[command(flatten)]
    details: Details,
    #[command(flatten)]
    form: Form,
}

impl Add {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let mut customer = Customer { name: self.name.trim().to_owned(), ..Customer::default() };
        self.details.apply(&desk, &mut customer)?;
        let recorded = record(context, &desk, customer, self.id.as_deref())?;
        tell(context, &desk, &self.form, recorded.customer.clone())?;
        recorded.tell_others(context);
        Ok(Exit::Done)
    }
}

/// A customer who was recorded.
pub(in crate::cli) struct Recorded {
    /// With their number.
    pub(in crate::cli) customer: Customer,
    /// The numbers of those who have the same telephone number or address.
    others: Vec<String>,
}

impl Recorded {
    /// Warns of others who have the same telephone number or address.
    pub(in crate::cli) fn tell_others(&self, context: &Context) {
        if !self.others.is_empty() {
            let others = self.others.join(context.language.word("list-comma"));
            context.tell("customer-same-contact", &[("others", &others)]);
        }
    }
}

/// Records a customer under the number that is given, or else the next free one.
pub(in crate::cli) fn record(
    context: &Context,
    desk: &Desk,
    mut customer: Customer,
    id: Option<&str>,
) -> Result<Recorded> {
    customer.validate()?;
    let elsewhere = elsewhere::customers(desk);
    let writer = context.lock(desk)?;
    customer.id = match id.map(str::trim) {
        Some(id) => id.to_owned(),
        None => customers::next_id(&desk.root, &elsewhere)?.to_string(),
    };
    let others = of_same_contact(desk, &customer)?;
    let mut transaction = Transaction::new();
    customers::create(&desk.root, &customer, &mut transaction)?;
    if elsewhere.contains(&customer.id) {
        return Err(CustomerFault::Elsewhere { customer: customer.id }.into());
    }
    transaction.commit(&writer)?;
    Ok(Recorded { customer, others })
}

/// The customers who have the same telephone number or address.
fn of_same_contact(desk: &Desk, customer: &Customer) -> Result<Vec<String>> {
    let contacts: Vec<_> = customer.phone.iter().chain(&customer.email).collect();
    if contacts.is_empty() {
        return Ok(Vec::new());
    }
    let mut others = customers::all(&desk.root)?;
    others.retain(|other| contacts.iter().any(|contact| other.customer.answers_to(contact)));
    Ok(others.into_iter().map(|other| other.customer.id).collect())
}

fn tell(context: &Context, desk: &Desk, form: &Form, customer: Customer) -> Result<()> {
    if form.quiet || form.format != Format::Table {
        return form::show(context, desk, form, &details::table(&[Known { customer, is_whole: true }]));
    }
    let masked = customer.masked();
    let contacts = [Some(masked.name.as_str()), masked.phone.as_deref(), masked.email.as_deref()];
    let contacts = contacts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let args = [("id", customer.id.as_str()), ("name", &sanitize::line(&customer.name)), ("masked", &contacts)];
    output::line(&context.say("customer-added", &args))
}
