//! `list`: the queue, filtered and sorted.
use clap::Args;

use crate::cli::context::Context;
use crate::cli::exit::Exit;
use crate::cli::form;
use crate::cli::listing::Listing;
use crate::desk::open::Desk;
use crate::desk::views::View;
use crate::domain::ids::MemberId;
use crate::fault::Result;
use crate::faults;
use crate::query::{Query, Sort};
use crate::report::tickets::{self, DEFAULT_COLUMNS, Row};
use crate::service::filter::{Resolver, schema};
use crate::service::heading;
use crate::service::rows::{self, Rows, Wanted};
use crate::store::find::{self, Found};

faults! {
    /// Why nothing is listed.
    pub enum ListFault {
        "usage-view-unknown" => View { view: String, nearest: String },
    }
}

/// List tickets: the open ones, or with --all the archive too
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  tickets list\n  tickets list --where 'priority >= high and age > 2d'\n  \
    tickets list --all 支付 --sort -created --columns number,title,closed\n  \
    tickets list --overdue -q | tickets assign --to li --reason 'back from leave' -")]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub struct List {
    /// Words that title, description or history mention
    #[arg(value_name = "WORD")]
    words: Vec<String>,
    /// Only tickets for which this holds, such as `priority = urgent and no assignee`
    #[arg(short, long = "where", value_name = "FILTER")]
    filter: Option<String>,
    /// Sort by these columns; `-` before one sorts downwards
    #[arg(short, long, value_name = "COLUMNS")]
    sort: Option<String>,
    /// Show these columns
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    columns: Option<Vec<String>>,
    /// A saved list of config/views.yaml, by its name or label
    #[arg(long, value_name = "VIEW")]
    view: Option<String>,
    /// Closed tickets too
    #[arg(short, long)]
    all: bool,
    /// Only tickets past a promised time
    #[arg(long)]
    overdue: bool,
    /// Only tickets that are assigned to you
    #[arg(long)]
    mine: bool,
    /// Only tickets that you handled and handed over
    #[arg(long)]
    following: bool,
    /// Only this customer's tickets
    #[arg(short, long, value_name = "CUSTOMER")]
    customer: Option<String>,
    #[command(flatten)]
    listing: Listing,
}

impl List {
    /// Runs it.
    pub fn run(self, context: &mut Context) -> Result<Exit> {
        let desk = context.desk()?;
        let view = self.view(&desk)?;
        let resolver = Resolver::new(&desk, context.reader(&desk));
        let schema = schema(&desk);
        let filter = self.filter(context, &desk, &view)?;
        let query = filter.map(|filter| Query::parse(&filter, &schema, &resolver)).transpose()?.unwrap_or_default();
        let sort = self.sort.as_deref().or(view.sort.as_deref()).unwrap_or("-priority,created");
        let sort = Sort::parse(sort, &schema)?;
        let columns = self.columns(&view)?;
        let words: Vec<_> = self.words.iter().map(|word| word.to_lowercase()).collect();
        let policies = desk.policies()?;
        let as_of = context.as_of(&desk)?;
        let sorted = sort.keys().iter().map(|(field, _)| field);
        let fields: Vec<_> = columns.iter().chain(sorted).map(String::as_str).collect();
        let (query, words) = (&query, words.as_slice());
        let back = context.is_past(&desk, as_of);
        let wanted = Wanted { desk: &desk, policies: &policies, as_of, back, query, words, fields: &fields };
        let files = self.files(&desk, &view, context.globals.as_of.is_some())?;
        let Rows { mut rows, invalid } = rows::read(&files, &wanted)?;
        let left_out = self.listing.lenience.settle(context, invalid)?;
        rows.sort_by(|left, right| sort.compare(left, right));
        self.listing.cut(&mut rows);
        warn_of_double_numbers(context, &files);
        self.show(context, &desk, &rows, &columns)?;
        left_out.tell(context);
        Ok(Exit::Done)
    }

    fn show(&self, context: &Context, desk: &Desk, rows: &[Row], columns: &[String]) -> Result<()> {
        let table = tickets::table(rows);
        if self.listing.form.quiet {
            return form::show(context, desk, &self.listing.form, &table);
        }
        let columns: Vec<_> = columns.iter().map(String::as_str).collect();
        let table = form::for_people(desk, self.listing.form.format, table.select(columns.iter().copied())?, &columns)?;
        form::list(context, desk, &self.listing.form, &table, "list-empty")
    }

    fn view(&self, desk: &Desk) -> Result<View> {
        let Some(name) = &self.view else { return Ok(View::default()) };
        let called = || desk.views.values().find(|view| view.label.as_ref() == Some(name));
        desk.views.get(name).or_else(called).cloned().ok_or_else(|| {
            let nearest = crate::near::list(name, desk.views.keys().map(String::as_str));
            ListFault::View { view: name.clone(), nearest }.into()
        })
    }

    /// The filter of the view and of the options together.
    fn filter(&self, context: &Context, desk: &Desk, view: &View) -> Result<Option<String>> {
        let mut parts: Vec<_> = view.filter.iter().chain(&self.filter).cloned().collect();
        if self.overdue {
            parts.push("overdue".to_owned());
        }
        if let Some(customer) = &self.customer {
            let id = crate::store::customers::find(&desk.root, customer)?.customer.id;
            parts.push(format!("customer = '{id}'"));
        }
        if self.mine || self.following {
            let actor: MemberId = context.actor(desk)?;
            parts.extend(self.mine.then(|| format!("assignee = '{actor}'")));
            parts.extend(self.following.then(|| format!("handlers = '{actor}' and assignee != '{actor}'")));
        }
        Ok(match parts.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            several => Some(several.iter().map(|part| format!("({part})")).collect::<Vec<_>>().join(" and ")),
        })
    }

    fn columns(&self, view: &View) -> Result<Vec<String>> {
        let of_view =
            view.columns.as_ref().map(|columns| columns.split(',').map(|name| name.trim().to_owned()).collect());
        let default = || DEFAULT_COLUMNS.iter().map(|name| (*name).to_owned()).collect();
        let columns: Vec<String> = self.columns.clone().or(of_view).unwrap_or_else(default);
        let known: Vec<_> = tickets::columns().collect();
        let columns: Vec<String> =
            columns.iter().map(|name| heading::coded(name, known.iter().copied()).to_owned()).collect();
        tickets::table(&[]).select(columns.iter().map(String::as_str))?;
        Ok(columns)
    }

    /// A look back needs the archive: what is closed today was open then.
    fn files(&self, desk: &Desk, view: &View, back: bool) -> Result<Vec<Found>> {
        if self.all || view.all || back { find::all(&desk.root) } else { find::open(&desk.root) }
    }
}

/// Says which numbers two tickets have.
fn warn_of_double_numbers(context: &Context, files: &[Found]) {
    let mut numbers: Vec<_> = files.iter().map(|found| &found.reference.number).collect();
    numbers.sort_unstable();
    let mut doubles: Vec<_> =
        numbers.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].as_str()).collect();
    doubles.dedup();
    if !doubles.is_empty() {
        context.tell("double-numbers", &[("numbers", &doubles.join(context.language.word("list-comma")))]);
    }
}
