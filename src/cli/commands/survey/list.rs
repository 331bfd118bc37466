//! `survey list`: responses, filtered and sorted.
use clap::Args;

use super::rows::{self, Row};
use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form;
use crate::cli::listing::Listing;
use crate::desk::open::Desk;
use crate::fault::Result;
use crate::query::{Query, Sort};
use crate::service::filter::Resolver;
use crate::store::{find, responses};

/// List responses, the newest first
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  tickets survey list --since 2026-10-01 --where 'overall <= 2 or comment ~ late'\n  \
    tickets survey list --ticket CS202610280001 --format json"
)]
pub struct List {
    /// From this day or time on
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    /// Up to the end of this day, or to this time
    #[arg(long, value_name = "TIME")]
    until: Option<String>,
    /// Only responses about this ticket
    #[arg(short, long, value_name = "ID")]
    ticket: Option<String>,
    /// Only responses for which this holds, such as `lowest <= 2` or `attitude < 3 and comment`
    #[arg(short, long = "where", value_name = "FILTER")]
    filter: Option<String>,
    /// Sort by these columns; `-` before one sorts downwards
    #[arg(short, long, value_name = "COLUMNS", default_value = "-at,number")]
    sort: String,
    /// Show these columns
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    columns: Option<Vec<String>>,
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let schema = rows::schema(&desk);
        let resolver = Resolver::new(&desk, context.reader(&desk));
        let filter = self.filter(&desk)?;
        let query = filter.map(|filter| Query::parse(&filter, &schema, &resolver)).transpose()?.unwrap_or_default();
        let sort = Sort::parse(&self.sort, &schema)?;
        let as_of = context.as_of(&desk)?;
        let all = responses::all(&desk.root)?;
        let left_out = self.listing.lenience.settle(context, all.invalid)?;
        let known = all.stored.iter().filter(|stored| stored.response.at <= as_of).map(Row);
        let mut found: Vec<_> = known.filter(|row| query.matches(row)).collect();
        found.sort_by(|left, right| sort.compare(left, right));
        self.listing.cut(&mut found);
        self.show(context, &desk, &found)?;
        left_out.tell(context);
        Ok(Exit::Done)
    }

    /// What the options ask for, as one filter.
    fn filter(&self, desk: &Desk) -> Result<Option<String>> {
        let mut parts: Vec<_> = self.filter.iter().map(|filter| format!("({filter})")).collect();
        parts.extend(self.since.as_ref().map(|since| format!("at >= '{since}'")));
        parts.extend(self.until.as_ref().map(|until| format!("at <= '{until}'")));
        if let Some(id) = &self.ticket {
            let ticket = find::one(&desk.root, &desk.settings.number, id)?.reference;
            parts.push(format!("key = '{}' and number = '{}'", ticket.key, ticket.number));
        }
        Ok((!parts.is_empty()).then(|| parts.join(" and ")))
    }

    fn show(&self, context: &Context, desk: &Desk, found: &[Row<'_>]) -> Result<()> {
        let columns = rows::columns(desk, self.columns.as_deref());
        let table = rows::table(desk, found).select(columns.iter().map(String::as_str))?;
        form::list(context, desk, &self.listing.form, &table, "survey-list-empty")
    }
}
