//! `customer show`: a customer and their tickets.
mod history;

use clap::Args;
use serde_json::{Map, Value, json};
use unicode_width::UnicodeWidthStr;

use self::history::Past;
use super::details;
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form::Reading;
use crate::cli::listing::Lenience;
use crate::cli::{form, output};
use crate::desk::open::Desk;
use crate::domain::customer::Customer;
use crate::fault::Result;
use crate::render::{Format, Labels, sanitize};
use crate::store::customers::{self, Known};

/// Show a customer and all their tickets, open and closed, the newest first
#[derive(Debug, Args)]
pub struct Show {
    /// The customer: number, name or contact
    #[arg(value_name = "CUSTOMER")]
    customer: String,
    /// Show name and contacts masked, as git sees them
    #[arg(long)]
    masked: bool,
    #[command(flatten)]
    lenience: Lenience,
    /// Write it in this form
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Reading,
}

impl Show {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let known = details::shown(&customers::find(&desk.root, &self.customer)?, self.masked);
        let theirs = customers::tickets(&desk.root, &known.customer.id)?;
        let mut invalid = theirs.invalid;
        let past = history::past(&desk, theirs.tickets, context.as_of(&desk)?, &mut invalid);
        let left_out = self.lenience.settle(context, invalid)?;
        match self.format {
            Reading::Text => output::data(&self.text(context, &desk, &known, &past))?,
            Reading::Json => {
                let tickets: Value = past.iter().map(Past::json).collect();
                let document = json!({ "schema": 1, "customer": customer_json(&known), "tickets": tickets });
                output::json(&document)?;
            }
        }
        left_out.tell(context);
        Ok(Exit::Done)
    }

    fn text(&self, context: &Context, desk: &Desk, known: &Known, past: &[Past]) -> String {
        let word = |key| context.language.word(key).to_owned();
        let mut lines = vec![format!("{}  {}", known.customer.id, sanitize::line(&known.customer.name))];
        lines.extend(Customer::KEYS[2..].iter().filter_map(|key| fact(context, desk, key, known.customer.get(key)?)));
        lines.extend((!known.is_whole && !self.masked).then(|| format!("  {}", word("customer-masked"))));
        lines.push(String::new());
        let tickets = match past {
            [] => word("customer-no-tickets") + "\n",
            _ => form::text(context, desk, &history::table(past), Format::Table),
        };
        format!("{}\n{tickets}", lines.join("\n"))
    }
}

/// The columns that names of keys take, in the widest language.
const NAMES: usize = 12;

fn fact(context: &Context, desk: &Desk, key: &str, value: &str) -> Option<String> {
    let label = details::label_kind(key).and_then(|kind| desk.label(kind, value));
    let name = context.language.find(&format!("column.{key}"))?;
    let room = " ".repeat(NAMES.saturating_sub(name.width()));
    Some(format!("  {name}{room}  {}", sanitize::line(label.as_deref().unwrap_or(value))))
}

fn customer_json(known: &Known) -> Value {
    let texts = Customer::KEYS.iter().map(|key| ((*key).to_owned(), json!(known.customer.get(key))));
    let mut object: Map<_, _> = texts.collect();
    object.insert("whole".to_owned(), json!(known.is_whole));
    Value::Object(object)
}
