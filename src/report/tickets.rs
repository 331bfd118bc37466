//! The listing of tickets: one row each, with the clocks that run.
use std::borrow::Cow;
use std::sync::Arc;

use crate::automation::confirmation::Confirmation;
use crate::domain::act::Act;
use crate::domain::collaboration;
use crate::domain::customer::Customer;
use crate::domain::field::Field;
use crate::domain::ids::{Code, CustomerId, MemberId, TeamId, TicketRef};
use crate::domain::kin::Kin;
use crate::domain::moment::Moment;
use crate::domain::request::{self, Matter};
use crate::domain::status::Status;
use crate::domain::ticket::Ticket;
use crate::query::{FieldSpec, Fields, Kind, Value};
use crate::report::table::{Cell, Column, Shape, Table};

/// A ticket as a listing knows it.
#[derive(Debug)]
pub struct Row {
    /// Number and key.
    pub reference: TicketRef,
    /// The ticket at the instant; its long texts and history go when the row is [slim](Row::slim).
    ticket: Ticket,
    /// How urgent its priority is; the most urgent has the highest rank.
    rank: i64,
    clocks: Clocks,
    /// The process stage where it stands.
    stage: Option<Code>,
    digest: Digest,
    /// What other tickets say of it; `None` when nobody asked.
    others: Option<Others>,
    /// Its customer, as git has them; `None` when nobody asked.
    known: Option<Arc<Customer>>,
    age: i64,
    unconfirmed: bool,
}

/// What other tickets say of a ticket.
#[derive(Debug)]
struct Others {
    earlier: Option<usize>,
    affected: usize,
}

/// What the clocks of a ticket show.
#[derive(Debug, Default)]
pub struct Clocks {
    /// The clock that is due next.
    pub next: Option<Next>,
    /// Whether any is past its target.
    pub overdue: bool,
}

/// What a listing takes from the history.
#[derive(Debug, Default)]
struct Digest {
    updated: Option<Moment>,
    resolved: Option<Moment>,
    closed: Option<Moment>,
    handlers: Vec<MemberId>,
    pending: Vec<Matter>,
    collaborating: Vec<TeamId>,
    linked: usize,
    replies: usize,
    acts: usize,
    reopened: bool,
}

impl Digest {
    fn of(ticket: &Ticket) -> Self {
        let mut digest = Self { updated: Some(ticket.last_at()), acts: ticket.history.len(), ..Self::default() };
        digest.handlers = ticket.handlers().into_iter().cloned().collect();
        digest.pending = request::pending(ticket).into_iter().map(|(matter, _)| matter).collect();
        digest.collaborating = collaboration::owing(ticket).into_iter().cloned().collect();
        digest.linked = ticket.links().len();
        for entry in &ticket.history {
            match entry.act {
                Act::Resolved { .. } => digest.resolved = Some(entry.at),
                Act::Closed { .. } => digest.closed = Some(entry.at),
                Act::Unmerged { .. } => digest.closed = None,
                Act::Replied { .. } => digest.replies += 1,
                Act::Reopened { .. } => digest.reopened = true,
                _ => {}
            }
        }
        digest
    }
}

/// The clock of a ticket that is due next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// Its name.
    pub clock: String,
    /// When its target is used up; `None` while it cannot be told.
    pub due: Option<Moment>,
    /// The working seconds left; negative when overdue.
    pub left: i64,
}

/// A field of the listing: its name, what it holds, whether it is a column, and its value.
struct Spec {
    name: &'static str,
    kind: Kind,
    shape: Option<Shape>,
    label: &'static str,
}

const fn spec(name: &'static str, kind: Kind, shape: Option<Shape>) -> Spec {
    Spec { name, kind, shape, label: "" }
}

const fn code(name: &'static str, kind: Kind, label: &'static str) -> Spec {
    Spec { name, kind, shape: Some(Shape::Text), label }
}

const EARLIER: &str = "earlier";
const AFFECTED: &str = "affected";

/// The fields that other tickets give a ticket: who asks for one of them has to read these too.
pub const OF_OTHERS: [&str; 2] = [EARLIER, AFFECTED];

/// The field whose text is long.
pub const DESCRIPTION: &str = "description";

const NAME: &str = "name";
const CONTACT: &str = "contact";

/// The fields that a ticket has by its customer: who asks for one of them has to read these too.
pub const OF_CUSTOMER: [&str; 6] = [NAME, CONTACT, "organization", "industry", "region", "tier"];

/// Everything a listing can filter by, sort by or show.
const SPECS: &[Spec] = &[
    spec("number", Kind::Text, Some(Shape::Text)),
    spec("key", Kind::Text, Some(Shape::Text)),
    code("priority", Kind::Ordered, "priority"),
    code("status", Kind::Text, "status"),
    code("stage", Kind::Text, "stage"),
    code("type", Kind::Text, "type"),
    code("category", Kind::Tree, "category"),
    spec("title", Kind::Text, Some(Shape::Text)),
    code("source", Kind::Text, "source"),
    code("channel", Kind::Text, "channel"),
    spec("customer", Kind::Text, Some(Shape::Text)),
    spec(NAME, Kind::Text, Some(Shape::Text)),
    spec(CONTACT, Kind::Text, Some(Shape::Text)),
    spec("organization", Kind::Text, Some(Shape::Text)),
    code("industry", Kind::Text, "industry"),
    spec("region", Kind::Text, Some(Shape::Text)),
    spec("tier", Kind::Text, Some(Shape::Text)),
    code("product", Kind::Text, "product"),
    code("team", Kind::Text, "team"),
    code("assignee", Kind::Text, "member"),
    spec("handlers", Kind::List, Some(Shape::Text)),
    spec("collaborating", Kind::List, Some(Shape::Text)),
    spec("pending", Kind::List, Some(Shape::Text)),
    spec("linked", Kind::Number, Some(Shape::Number)),
    spec(EARLIER, Kind::Number, Some(Shape::Number)),
    spec(AFFECTED, Kind::Number, Some(Shape::Number)),
    spec("created", Kind::Instant, Some(Shape::Moment)),
    spec("occurred", Kind::Instant, Some(Shape::Moment)),
    spec("expected", Kind::Instant, Some(Shape::Moment)),
    spec("updated", Kind::Instant, Some(Shape::Moment)),
    spec("resolved", Kind::Instant, Some(Shape::Moment)),
    spec("closed", Kind::Instant, Some(Shape::Moment)),
    spec("age", Kind::Span, Some(Shape::Number)),
    code("clock", Kind::Text, "clock"),
    spec("due", Kind::Instant, Some(Shape::Moment)),
    spec("left", Kind::Span, Some(Shape::Number)),
    spec("tags", Kind::List, Some(Shape::Text)),
    spec("scope", Kind::Text, Some(Shape::Text)),
    spec("external", Kind::Text, Some(Shape::Text)),
    spec("replies", Kind::Number, Some(Shape::Number)),
    spec("acts", Kind::Number, Some(Shape::Number)),
    spec(DESCRIPTION, Kind::Text, Some(Shape::Text)),
    spec("text", Kind::Text, None),
    spec("overdue", Kind::Flag, Some(Shape::Text)),
    spec("unassigned", Kind::Flag, None),
    spec("reopened", Kind::Flag, Some(Shape::Text)),
    spec("unconfirmed", Kind::Flag, None),
    spec("open", Kind::Flag, None),
];

/// The columns of a listing that names none.
pub const DEFAULT_COLUMNS: &[&str] = &["number", "priority", "status", "title", "customer", "assignee", "age", "left"];

/// The schema of `--where` and `--sort`. Letter-perfect codes are asked of fields in `codes`.
pub fn schema(codes: impl Fn(&str) -> Option<Vec<String>>) -> Vec<FieldSpec> {
    let field = |spec: &Spec| {
        let field = FieldSpec::new(spec.name, spec.kind);
        match codes(spec.name) {
            Some(codes) if !codes.is_empty() => field.with_codes(codes),
            _ => field,
        }
    };
    SPECS.iter().map(field).collect()
}

/// The names of all columns.
pub fn columns() -> impl Iterator<Item = &'static str> {
    SPECS.iter().filter(|spec| spec.shape.is_some()).map(|spec| spec.name)
}

/// The listing with every column there is; the caller picks.
pub fn table(rows: &[Row]) -> Table {
    let shown = || SPECS.iter().filter_map(|spec| Some((spec, spec.shape?)));
    let columns = shown().map(|(spec, shape)| Column::new(spec.name, shape)).collect();
    let cells = |row: &Row| shown().map(|(spec, _)| row.cell(spec)).collect();
    Table { id: "tickets", columns, rows: rows.iter().map(cells).collect(), frame: None }
}

impl Row {
    /// The row of a ticket as it was at `as_of`.
    pub fn new(reference: TicketRef, ticket: Ticket, rank: i64, clocks: Clocks, as_of: Moment) -> Self {
        let age = (as_of - ticket.head.created).num_seconds();
        let digest = Digest::of(&ticket);
        Self {
            reference,
            ticket,
            rank,
            clocks,
            stage: None,
            digest,
            others: None,
            known: None,
            age,
            unconfirmed: false,
        }
    }

    /// The row of a ticket that stands in a process stage.
    #[must_use]
    pub fn in_stage(self, stage: Option<Code>) -> Self {
        Self { stage, ..self }
    }

    /// The same row, with whether what the rules say of its category waits to be confirmed.
    #[must_use]
    pub fn confirmed_by(mut self, confirmation: &Confirmation) -> Self {
        self.unconfirmed = !confirmation.pending(&self.ticket).is_empty();
        self
    }

    /// The row with what other tickets say of it.
    #[must_use]
    pub fn among(mut self, kin: &Kin) -> Self {
        let head = &self.ticket.head;
        let (earlier, affected) = (kin.earlier(head), kin.affected(Some(self.reference.key), head));
        self.others = Some(Others { earlier, affected });
        self
    }

    /// The row with what its customer is.
    #[must_use]
    pub fn of(mut self, customer: Arc<Customer>) -> Self {
        self.known = Some(customer);
        self
    }

    /// The row without what only a filter looks at: the long texts and the history. The description stays when it
    /// is shown.
    #[must_use]
    pub fn slim(mut self, is_described: bool) -> Self {
        self.ticket.head.description = self.ticket.head.description.filter(|_| is_described);
        self.ticket.head.steps = None;
        self.ticket.history = Vec::new();
        self
    }

    /// Whose ticket it is.
    pub fn customer(&self) -> Option<&CustomerId> {
        self.ticket.head.customer.as_ref()
    }

    /// When the clock that is due next runs out.
    pub fn due(&self) -> Option<Moment> {
        self.moment("due")
    }

    fn cell(&self, spec: &Spec) -> Cell {
        match self.field(spec.name) {
            Value::Text(text) if spec.name == DESCRIPTION => Cell::Lines(text.as_ref().into()),
            Value::Absent => Cell::Absent,
            Value::Text(text) | Value::Ordered { code: text, .. } if spec.label.is_empty() => Cell::text(Some(&text)),
            Value::Text(text) | Value::Ordered { code: text, .. } => Cell::code(spec.label, Some(&text)),
            Value::List(items) => Cell::List(items.iter().map(|item| item.as_ref().into()).collect()),
            Value::Instant(_) => Cell::moment(self.moment(spec.name)),
            Value::Span(seconds) if spec.name == "left" => Cell::working(Some(seconds)),
            Value::Span(seconds) => Cell::seconds(Some(seconds)),
            Value::Flag(flag) => Cell::Flag(flag),
            Value::Number(number) => Cell::count(usize::try_from(number).unwrap_or_default()),
        }
    }

    fn moment(&self, name: &str) -> Option<Moment> {
        let head = &self.ticket.head;
        match name {
            "created" => Some(head.created),
            "occurred" => head.occurred,
            "expected" => head.expected,
            "updated" => self.digest.updated,
            "resolved" => self.digest.resolved,
            "closed" => self.digest.closed,
            "due" => self.clocks.next.as_ref()?.due,
            _ => None,
        }
    }

    /// Everything that was written in the ticket, for a search.
    fn everything(&self) -> String {
        let head = &self.ticket.head;
        let mut text = head.title.to_string();
        for part in head.description.iter().chain(&head.steps) {
            text.extend(["\n", part.as_str()]);
        }
        for entry in &self.ticket.history {
            for (_, value) in entry.act.keys() {
                text.extend(["\n", value.as_str()]);
            }
        }
        text
    }

    /// The words by which people look for a ticket: its title, description and history.
    pub fn mentions(&self, words: &[String]) -> bool {
        let text = self.everything().to_lowercase();
        words.iter().all(|word| text.contains(word))
    }

    fn of_customer(&self, name: &str) -> Option<&str> {
        let customer = self.known.as_deref()?;
        match name {
            CONTACT => customer.phone.as_deref().or(customer.email.as_deref()),
            key => customer.get(key).filter(|value| !value.is_empty()),
        }
    }

    fn flag(&self, name: &str) -> bool {
        let head = &self.ticket.head;
        match name {
            "overdue" => self.clocks.overdue,
            "unassigned" => head.assignee.is_none() && head.status.is_unresolved(),
            "reopened" => self.digest.reopened,
            "unconfirmed" => self.unconfirmed,
            _ => head.status != Status::Closed,
        }
    }
}

fn number(count: usize) -> Value<'static> {
    Value::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

fn text(text: Option<&str>) -> Value<'_> {
    text.map_or(Value::Absent, |text| Value::Text(Cow::Borrowed(text)))
}

impl Fields for Row {
    fn field(&self, name: &str) -> Value<'_> {
        let head = &self.ticket.head;
        match name {
            "number" => text(Some(head.id.as_str())),
            "key" => text(Some(self.reference.key.as_str())),
            "status" => text(Some(head.status.code())),
            "title" => text(Some(&head.title)),
            NAME | CONTACT | "organization" | "industry" | "region" | "tier" => text(self.of_customer(name)),
            DESCRIPTION => text(head.description.as_deref()),
            "priority" => Value::Ordered { rank: self.rank, code: Cow::Borrowed(head.priority.as_str()) },
            "stage" => text(self.stage.as_ref().map(Code::as_str)),
            "team" => text(head.team.as_ref().map(TeamId::as_str)),
            "assignee" => text(head.assignee.as_ref().map(MemberId::as_str)),
            "clock" => text(self.clocks.next.as_ref().map(|next| next.clock.as_str())),
            "text" => Value::Text(Cow::Owned(self.everything())),
            "tags" => Value::List(head.tags.iter().map(|tag| Cow::Borrowed(tag.as_str())).collect()),
            "handlers" => Value::List(self.digest.handlers.iter().map(|id| Cow::Borrowed(id.as_str())).collect()),
            "collaborating" => {
                Value::List(self.digest.collaborating.iter().map(|id| Cow::Borrowed(id.as_str())).collect())
            }
            "pending" => Value::List(self.digest.pending.iter().map(|matter| Cow::Borrowed(matter.code())).collect()),
            "linked" => number(self.digest.linked),
            EARLIER => self.others.as_ref().and_then(|others| others.earlier).map_or(Value::Absent, number),
            AFFECTED => self.others.as_ref().map_or(Value::Absent, |others| number(others.affected)),
            "age" => Value::Span(self.age),
            "left" => self.clocks.next.as_ref().map_or(Value::Absent, |next| Value::Span(next.left)),
            "replies" => number(self.digest.replies),
            "acts" => number(self.digest.acts),
            "overdue" | "unassigned" | "reopened" | "unconfirmed" | "open" => Value::Flag(self.flag(name)),
            "created" | "occurred" | "expected" | "updated" | "resolved" | "closed" | "due" => {
                self.moment(name).map_or(Value::Absent, |at| Value::Instant(at.timestamp()))
            }
            other => other
                .parse::<Field>()
                .ok()
                .and_then(|field| head.get(field))
                .map_or(Value::Absent, |text| Value::Text(Cow::Owned(text.to_string()))),
        }
    }
}
