//! `customer edit`: change what is recorded of a customer.
use clap::Args;
use clap::builder::PossibleValuesParser;

use super::details::{self, Details};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::{self, Form};
use crate::cli::output;
use crate::domain::customer::Customer;
use crate::fault::Result;
use crate::faults;
use crate::render::Format;
use crate::store::customers;
use crate::store::transaction::Transaction;

faults! {
    /// Why nothing of a customer is changed.
    pub enum CustomerEditFault {
        "usage-customer-same" => Same { id: String },
    }
}

/// Change what is recorded of a customer
#[derive(Debug, Args)]
pub struct Edit {
    /// The customer: number, name or contact
    #[arg(value_name = "CUSTOMER")]
    customer: String,
    /// The name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[command(flatten)]
    details: Details,
    /// Forget this; give the option once for each
    #[arg(long, value_name = "FIELD", value_parser = PossibleValuesParser::new(&Customer::KEYS[2..]))]
    clear: Vec<String>,
    #[command(flatten)]
    form: Form,
}

impl Edit {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let writer = context.lock(&desk)?;
        let before = customers::find(&desk.root, &self.customer)?.customer;
        let mut after = before.clone();
        for key in &self.clear {
            after.set(key, None);
        }
        if let Some(name) = &self.name {
            after.set("name", Some(name.trim().to_owned()));
        }
        self.details.apply(&desk, &mut after)?;
        after.validate()?;
        let mut transaction = Transaction::new();
        customers::update(&desk.root, &before, &after, &mut transaction)?;
        if transaction.is_empty() {
            return Err(CustomerEditFault::Same { id: after.id }.into());
        }
        transaction.commit(&writer)?;
        drop(writer);
        let known = customers::find(&desk.root, &after.id)?;
        if self.form.quiet || self.form.format != Format::Table {
            form::show(context, &desk, &self.form, &details::table(&[known]))?;
        } else {
            output::line(&context.say("customer-edited", &[("id", &after.id)]))?;
        }
        Ok(Exit::Done)
    }
}
