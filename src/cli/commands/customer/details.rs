//! What is recorded of a customer, and how it is shown.
use clap::Args;

use crate::desk::open::Desk;
use crate::desk::vocabulary::List;
use crate::domain::customer::Customer;
use crate::fault::Result;
use crate::report::table::{Cell, Column, Shape, Table};
use crate::store::customers::Known;

/// What is recorded of a customer besides number and name.
#[derive(Debug, Args)]
pub(super) struct Details {
    /// Telephone; git sees 138****5678
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    phone: Option<String>,
    /// E-mail; git sees w***@example.com
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// The company or department they belong to
    #[arg(long, value_name = "NAME")]
    organization: Option<String>,
    /// The industry
    #[arg(long, value_name = "INDUSTRY")]
    industry: Option<String>,
    /// The region
    #[arg(long, value_name = "REGION")]
    region: Option<String>,
    /// The service level they bought
    #[arg(long, value_name = "TIER")]
    tier: Option<String>,
    /// How they want to be answered
    #[arg(long, value_name = "CHANNEL")]
    channel: Option<String>,
}

impl Details {
    /// Sets what was given, in the desk's codes.
    pub(super) fn apply(&self, desk: &Desk, customer: &mut Customer) -> Result<()> {
        let code = |list, text: &Option<String>| {
            let code = text.as_deref().map(|text| desk.vocabulary.resolve(list, text)).transpose()?;
            Ok::<_, crate::fault::Problem>(code.map(|code| code.to_string()))
        };
        let given = [
            ("phone", self.phone.clone()),
            ("email", self.email.clone()),
            ("organization", self.organization.clone()),
            ("industry", code(List::Industry, &self.industry)?),
            ("region", self.region.clone()),
            ("tier", self.tier.clone()),
            ("channel", code(List::Channel, &self.channel)?),
        ];
        for (key, text) in given {
            if let Some(text) = text {
                let text = text.trim().to_owned();
                customer.set(key, (!text.is_empty()).then_some(text));
            }
        }
        Ok(())
    }
}

/// The customer as asked for: whole as far as known here, or masked.
pub(super) fn shown(known: &Known, is_masked: bool) -> Known {
    if is_masked { Known { customer: known.customer.masked(), is_whole: false } } else { known.clone() }
}

/// What the desk's labels of a key are found under.
pub(super) fn label_kind(key: &str) -> Option<&'static str> {
    match key {
        "industry" => Some("industry"),
        "channel" => Some("channel"),
        _ => None,
    }
}

/// Customers as a listing: their keys, and whether nothing is masked.
pub(super) fn table(customers: &[Known]) -> Table {
    let keys = Customer::KEYS.iter().map(|key| Column::new(key, Shape::Text));
    let columns = keys.chain([Column::new("whole", Shape::Text)]).collect();
    let row = |known: &Known| {
        let cell = |key: &&'static str| match label_kind(key) {
            Some(kind) => Cell::code(kind, known.customer.get(key)),
            None => Cell::text(known.customer.get(key)),
        };
        Customer::KEYS.iter().map(cell).chain([Cell::Flag(known.is_whole)]).collect()
    };
    Table { id: "customers", columns, rows: customers.iter().map(row).collect(), frame: None }
}
