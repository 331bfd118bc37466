//! The table of stages in a layout of the desk.
use crate::cli::context::Context;
use crate::cli::present::labelled;
use crate::cli::telling::Teller;
use crate::desk::open::Desk;
use crate::desk::process::{Layout, LayoutColumn, Process, Shown, Stage};
use crate::domain::ids::{Code, MemberId, Text};
use crate::domain::moment::Moment;
use crate::domain::process::Visit;
use crate::domain::ticket::Ticket;
use crate::fault::Result;
use crate::render::{Format, markdown, sanitize};
use crate::report::table::{Cell, Column, Heading, Shape, Table};

/// How tables are made of tickets.
pub(super) struct Sheet<'a> {
    pub desk: &'a Desk,
    /// The layout that is asked for; without it, the first.
    pub layout: Option<&'a str>,
    pub as_of: Moment,
}

impl Sheet<'_> {
    /// The table of one ticket, in the layout of its own process where that has such a one: for each stage, in their order,
    /// a row for each stay; one without times for a stage that the ticket was never in.
    pub(super) fn of(&self, ticket: &Ticket) -> Result<Table> {
        let (process, layout) = self.desk.table_of(&ticket.head, self.layout)?;
        let columns = layout.columns.iter().map(column).collect();
        let rows = self.rows(process, layout, ticket).collect();
        Ok(Table { id: "process", columns, rows, frame: None })
    }

    /// One table of many tickets in one layout, each row with its ticket and, where each ticket chooses, the process.
    pub(super) fn of_many(&self, tickets: &[Ticket]) -> Result<Table> {
        let (_, layout) = self.desk.process.layout_called(self.layout)?;
        let chosen = self.desk.process.is_chosen();
        let process = chosen.then(|| Column::new("process", Shape::Text));
        let above = [Column::new("number", Shape::Text)].into_iter().chain(process);
        let columns = above.chain(layout.columns.iter().map(column)).collect();
        let mut rows = Vec::new();
        for ticket in tickets {
            let (process, _) = self.desk.table_of(&ticket.head, self.layout)?;
            let number = Cell::text(Some(ticket.head.id.as_str()));
            let name = chosen.then(|| Cell::code("process", process.name.as_deref()));
            let above: Vec<_> = [number].into_iter().chain(name).collect();
            rows.extend(self.rows(process, layout, ticket).map(|row| [above.clone(), row].concat()));
        }
        Ok(Table { id: "process", columns, rows, frame: None })
    }

    fn rows(&self, process: &Process, layout: &Layout, ticket: &Ticket) -> impl Iterator<Item = Vec<Cell>> + use<> {
        let walk = process.route.walk(ticket);
        let mut rows = Vec::new();
        for (place, stage) in process.stages.iter().enumerate() {
            let stays: Vec<_> = walk.visits.iter().filter(|visit| visit.stage == place).enumerate().collect();
            let stays = stays.into_iter().map(|(before, visit)| Some((before + 1, visit)));
            let unvisited = (stays.len() == 0).then_some(None);
            for visit in stays.chain(unvisited) {
                let line = Line { desk: self.desk, layout, ticket, as_of: self.as_of, stage, visit };
                rows.push(layout.columns.iter().map(|column| line.cell(column.code)).collect());
            }
        }
        rows.into_iter()
    }

    /// What stands above the table of one ticket.
    pub(super) fn title(&self, context: &Context, ticket: &Ticket, format: Format) -> Result<String> {
        let (_, layout) = self.desk.table_of(&ticket.head, self.layout)?;
        let form = match layout.label.as_str() {
            "" => context.say("process-form", &[("number", ticket.head.id.as_str())]),
            label => format!("{}  {label}", ticket.head.id),
        };
        let title = sanitize::line(&ticket.head.title);
        if format != Format::Markdown {
            return Ok(format!("{}  {title}\n", sanitize::line(&form)));
        }
        let facts = facts(context, self.desk, ticket);
        let facts: Vec<_> = facts.iter().map(|fact| format!("- {}", markdown::escaped(fact))).collect();
        let facts = facts.join("\n");
        Ok(format!("## {}\n\n{}\n\n{facts}\n\n", markdown::escaped(&sanitize::line(&form)), markdown::escaped(&title)))
    }
}

fn column(column: &LayoutColumn) -> Column {
    let shape = match column.code {
        Shown::Start | Shown::End | Shown::Time => Shape::Moment,
        Shown::Visit | Shown::Took => Shape::Number,
        _ => Shape::Text,
    };
    let heading = match column.label.as_str() {
        "" => Heading::Word,
        label => Heading::Phrase("column.named", vec![("name", label.to_owned())]),
    };
    Column { key: column.code.code().into(), heading, shape }
}

/// One row: a stage and a stay in it.
struct Line<'a> {
    desk: &'a Desk,
    layout: &'a Layout,
    ticket: &'a Ticket,
    as_of: Moment,
    stage: &'a Stage,
    /// Which stay it is, from 1, and the stay.
    visit: Option<(usize, &'a Visit)>,
}

impl<'a> Line<'a> {
    fn cell(&self, shown: Shown) -> Cell {
        let visit = self.visit.map(|(_, visit)| visit);
        match shown {
            Shown::Stage => Cell::code("stage", Some(self.stage.code.as_str())),
            Shown::Visit => self.visit.map_or(Cell::Absent, |(number, _)| Cell::count(number)),
            Shown::Activity => Cell::text(self.stage.activity.as_deref()),
            Shown::Role => Cell::code("role", self.stage.role.as_ref().map(Code::as_str)),
            Shown::Person => Cell::code("member", self.person().map(MemberId::as_str)),
            Shown::Start => self.moment(visit.map(|visit| visit.start)),
            Shown::End => self.moment(visit.and_then(|visit| visit.end)),
            Shown::Time => self.moment(visit.map(|visit| visit.end.unwrap_or(visit.start))),
            Shown::Took => Cell::seconds(visit.map(|visit| self.took(visit))),
            Shown::Result => Cell::code("stage_result", self.result().map(Code::as_str)),
            Shown::Remarks => list(visit.map(|visit| self.remarks(visit)).as_deref()),
            Shown::Feedback => Cell::text(visit.and_then(|visit| visit.feedback.as_deref())),
            Shown::Documents => list(visit.map(|visit| visit.documents.as_slice())),
        }
    }

    fn person(&self) -> Option<&'a MemberId> {
        let (_, visit) = self.visit?;
        visit.by.as_ref().or_else(|| self.ticket.head.assignee.as_ref().filter(|_| visit.end.is_none()))
    }

    /// The result, else what is shown until there is one; a stage that was left without a result has none.
    fn result(&self) -> Option<&'a Code> {
        let until = || self.stage.initial.as_ref();
        match self.visit {
            Some((_, visit)) => visit.result.as_ref().or_else(|| until().filter(|_| visit.end.is_none())),
            None => until(),
        }
    }

    /// The remarks; where the table has no place for what the customer said, that too.
    fn remarks(&self, visit: &Visit) -> Vec<Text> {
        let has_feedback = self.layout.columns.iter().any(|column| column.code == Shown::Feedback);
        let feedback = visit.feedback.iter().filter(|said| !has_feedback && !visit.remarks.contains(*said));
        visit.remarks.iter().chain(feedback).cloned().collect()
    }

    fn took(&self, visit: &Visit) -> i64 {
        (visit.end.unwrap_or(self.as_of) - visit.start).num_seconds().max(0)
    }

    fn moment(&self, at: Option<Moment>) -> Cell {
        Cell::moment(at.map(|at| self.desk.settings.zone.to_local(at.into())))
    }
}

fn list(texts: Option<&[Text]>) -> Cell {
    texts.filter(|texts| !texts.is_empty()).map_or(Cell::Absent, |texts| Cell::List(texts.to_vec()))
}

/// The head of the form: what the paper asks for beside the table.
fn facts(context: &Context, desk: &Desk, ticket: &Ticket) -> Vec<String> {
    let teller = Teller { context, desk };
    let head = &ticket.head;
    let facts = [
        ("customer", head.customer.as_ref().map(ToString::to_string)),
        ("type", Some(teller.label("type", head.kind.as_str()))),
        ("priority", Some(teller.label("priority", head.priority.as_str()))),
        ("status", Some(teller.label("status", head.status.code()))),
        ("assignee", head.assignee.as_ref().map(|id| teller.label("member", id.as_str()))),
        ("created", Some(teller.local(head.created))),
    ];
    let known = facts.into_iter().filter_map(|(key, value)| Some((key, value?)));
    known.map(|(key, value)| labelled(&teller.heading(key), &sanitize::line(&value), context.language)).collect()
}
