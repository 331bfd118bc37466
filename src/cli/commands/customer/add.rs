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
use crate::{faults, near};

faults! {
    /// Why a customer is not recorded.
    pub enum AddFault {
        "customer-same-contact" => SameContact { others: String, first: String },
    }
}

/// Record a customer: masked in git, whole in private/ of this clone
#[derive(Debug, Args)]
pub struct Add {
    /// The name; git sees 王**
    #[arg(long, value_name = "NAME")]
    name: String,
    /// The number (default: the next free one)
    #[arg(long, value_name = "NUMBER")]
    id: Option<String>,
    /// Record them although somebody has the same telephone number or address
    #[arg(long)]
    another: bool,
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
        let customer = record(context, &desk, customer, self.id.as_deref(), self.another)?;
        tell(context, &desk, &self.form, customer)?;
        Ok(Exit::Done)
    }
}

/// Records a customer under the number that is given, or else the next free one. `is_another` says that it is not the one
/// who has the same telephone number or address.
pub(in crate::cli) fn record(
    context: &Context,
    desk: &Desk,
    mut customer: Customer,
    id: Option<&str>,
    is_another: bool,
) -> Result<Customer> {
    customer.validate()?;
    let elsewhere = elsewhere::customers(desk);
    let writer = context.lock(desk)?;
    customer.id = match id.map(str::trim) {
        Some(id) => id.to_owned(),
        None => customers::next_id(&desk.root, &elsewhere)?.to_string(),
    };
    if !is_another {
        require_new(desk, &customer)?;
    }
    let mut transaction = Transaction::new();
    customers::create(&desk.root, &customer, &mut transaction)?;
    if elsewhere.contains(&customer.id) {
        return Err(CustomerFault::Elsewhere { customer: customer.id }.into());
    }
    transaction.commit(&writer)?;
    Ok(customer)
}

/// Refuses a customer whose telephone number or address somebody has already.
fn require_new(desk: &Desk, customer: &Customer) -> Result<()> {
    let contacts: Vec<_> = customer.phone.iter().chain(&customer.email).collect();
    if contacts.is_empty() {
        return Ok(());
    }
    let mut others = customers::all(&desk.root)?;
    others.retain(|other| contacts.iter().any(|contact| other.customer.answers_to(contact)));
    let Some(first) = others.first().map(|other| other.customer.id.clone()) else { return Ok(()) };
    let others = others.iter().map(|other| near::called(&other.customer.id, &other.customer.name)).collect::<Vec<_>>();
    let others = near::handful(others.iter().map(String::as_str));
    Err(AddFault::SameContact { others, first }.into())
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
