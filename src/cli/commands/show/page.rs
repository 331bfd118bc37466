//! How a ticket is shown: as text for people, as JSON for programs.
use std::borrow::Cow;

use serde_json::{Map, Value, json};

use super::View;
use crate::cli::context::Context;
use crate::cli::form::act_label;
use crate::cli::present::labelled;
use crate::cli::rows::runs;
use crate::domain::act::{ActKind, Entry};
use crate::domain::field::Field;
use crate::domain::ids::Text;
use crate::domain::moment::{self, Moment};
use crate::render::{Labels, human, sanitize};
use crate::time::clocks::{Reading, State};

/// The columns that names of head keys take, in the widest language.
const NAMES: usize = 12;

/// The ticket for a person.
pub(super) fn text(context: &Context, view: &View<'_>, separated: bool) -> String {
    let mut lines = Vec::new();
    if separated {
        lines.push(String::new());
    }
    let head = &view.ticket.head;
    lines.push(format!("{}  {}", head.id, sanitize::line(&head.title)));
    lines.extend(facts(context, view));
    for (key, text) in [("description", &head.description), ("steps", &head.steps)] {
        if let Some(text) = text {
            lines.push(format!("\n{}", heading(context, key)));
            lines.extend(text.lines().map(|line| format!("  {}", sanitize::line(line))));
        }
    }
    lines.extend(clocks(context, view));
    lines.push(format!("\n{}", heading(context, "history")));
    lines.extend(view.ticket.history.iter().flat_map(|entry| happened(context, view, entry)));
    lines.join("\n") + "\n"
}

fn heading(context: &Context, key: &str) -> String {
    context.language.find(&format!("column.{key}")).unwrap_or(key).to_owned()
}

fn fact(context: &Context, key: &str, value: &str) -> String {
    let name = heading(context, key);
    let room = NAMES.saturating_sub(unicode_width::UnicodeWidthStr::width(name.as_str()));
    format!("  {name}{}  {}", " ".repeat(room), sanitize::line(value))
}

fn label_of(view: &View<'_>, kind: &str, code: &str) -> String {
    view.desk.label(kind, code).map_or_else(|| code.to_owned(), Cow::into_owned)
}

/// A value as people read it: codes by their labels, instants in the desk's zone.
fn told(view: &View<'_>, kind: &str, text: &str) -> String {
    match moment::read(text) {
        Ok(at) if TIMES.contains(&kind) => local(view, at),
        _ => label_of(view, kind, text),
    }
}

/// The keys that hold instants.
const TIMES: [&str; 3] = ["until", "expected", "occurred"];

/// What the value of an act's key is: `to` is a member when a ticket is given to somebody.
const fn meaning(act: ActKind, key: &'static str) -> &'static str {
    match (act, key.as_bytes()) {
        (ActKind::Assigned | ActKind::Transferred | ActKind::Planned | ActKind::Escalated, b"to") => "member",
        (ActKind::Closed, b"reason") => "close_reason",
        _ => key,
    }
}

/// The head, one line a key; a key that has no value has no line.
fn facts(context: &Context, view: &View<'_>) -> Vec<String> {
    let head = &view.ticket.head;
    let mut lines = vec![fact(context, "status", &label_of(view, "status", head.status.code()))];
    let shown = Field::ALL.into_iter().filter(|field| !field.is_long_text() && *field != Field::Title);
    for field in shown {
        if let Some(text) = head.get(field) {
            lines.push(fact(context, field.code(), &told(view, field.code(), &text)));
        }
    }
    if let Some(team) = &head.team {
        lines.push(fact(context, "team", &label_of(view, "team", team.as_str())));
    }
    if let Some(assignee) = &head.assignee {
        lines.push(fact(context, "assignee", &label_of(view, "member", assignee.as_str())));
    }
    lines.push(fact(context, "created", &local(view, head.created)));
    if !head.formerly.is_empty() {
        let numbers: Vec<_> = head.formerly.iter().map(ToString::to_string).collect();
        lines.push(fact(context, "formerly", &numbers.join(", ")));
    }
    lines.push(fact(context, "file", &view.file.path.display().to_string()));
    lines
}

fn clocks(context: &Context, view: &View<'_>) -> Vec<String> {
    if view.readings.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![format!("\n{}", heading(context, "clocks"))];
    lines.extend(view.readings.iter().map(|reading| clock(context, view, reading)));
    lines
}

fn clock(context: &Context, view: &View<'_>, reading: &Reading) -> String {
    let name = clock_name(view, reading);
    let name = context.language.find(&format!("clock.{name}")).unwrap_or(name);
    let state = context.language.find(&format!("state.{}", reading.state.code())).unwrap_or_default();
    let mut text = format!("  {}", labelled(name, state, context.language));
    let due = reading.due.map(|due| local(view, view.desk.settings.zone.to_local(due)));
    match (reading.remaining(), due) {
        (Some(left), Some(due)) if runs(reading) => {
            let key = if left < 0 { "show-overdue" } else { "show-left" };
            let span = human::duration(left.abs().into(), context.language);
            text.push_str(&context.say(key, &[("span", &span), ("due", &due)]));
        }
        (Some(_), _) if reading.state != State::NotApplicable => {
            let spent = human::duration(reading.spent.working.into(), context.language);
            let target = human::duration(reading.target.unwrap_or_default().into(), context.language);
            text.push_str(&context.say("show-spent", &[("spent", &spent), ("target", &target)]));
        }
        _ => {}
    }
    text
}

/// An instant in the desk's zone, to the second.
fn local(view: &View<'_>, at: Moment) -> String {
    view.desk.settings.zone.to_local(at.into()).format("%Y-%m-%d %H:%M:%S").to_string()
}

fn clock_name<'a>(view: &'a View<'_>, reading: &Reading) -> &'a str {
    view.policies.clocks().get(reading.clock).map_or("", |clock| clock.name().as_str())
}

/// One entry: a line, and the lines of its text below.
fn happened(context: &Context, view: &View<'_>, entry: &Entry) -> Vec<String> {
    let by = view.desk.roster.name(&entry.by);
    let did = match &entry.act {
        crate::domain::act::Act::Other { did } => did.to_string(),
        act => act_label(context, act.kind().code()),
    };
    let mut line = format!("  {}  {}  {did}", local(view, entry.at), sanitize::line(by));
    let mut below = Vec::new();
    for (key, text) in entry.act.keys() {
        if key == "text" || text.contains('\n') {
            below.extend(text.lines().map(|line| format!("      {}", sanitize::line(line))));
        } else {
            let value = told(view, meaning(entry.act.kind(), key), &text);
            line.extend(["  ", &labelled(&heading(context, key), &sanitize::line(&value), context.language)]);
        }
    }
    std::iter::once(line).chain(below).collect()
}

/// The ticket for a program: codes, RFC 3339 times, seconds.
pub(super) fn json(view: &View<'_>) -> Value {
    let head = &view.ticket.head;
    let mut object = Map::new();
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    put("number", json!(head.id.as_str()));
    put("key", json!(view.file.reference.key.as_str()));
    put("file", json!(view.file.path.display().to_string()));
    put("as_of", json!(moment::write(view.as_of)));
    put("status", json!(head.status.code()));
    put("created", json!(moment::write(head.created)));
    put("team", json!(head.team.as_ref().map(AsRef::<str>::as_ref)));
    put("assignee", json!(head.assignee.as_ref().map(AsRef::<str>::as_ref)));
    for field in Field::ALL.into_iter().filter(|field| *field != Field::Tags) {
        put(field.code(), json!(head.get(field).as_deref()));
    }
    put("tags", json!(head.tags.iter().map(Text::as_str).collect::<Vec<_>>()));
    put("formerly", json!(head.formerly.iter().map(AsRef::<str>::as_ref).collect::<Vec<&str>>()));
    put("clocks", view.readings.iter().map(|reading| clock_json(view, reading)).collect());
    put("history", view.ticket.history.iter().map(entry_json).collect());
    Value::Object(object)
}

fn clock_json(view: &View<'_>, reading: &Reading) -> Value {
    let write = |at| view.desk.settings.zone.write(at);
    json!({
        "clock": clock_name(view, reading),
        "state": reading.state.code(),
        "start": write(reading.start),
        "stop": reading.stop.map(write),
        "due": reading.due.map(write),
        "target": reading.target,
        "elapsed": reading.spent.working,
        "elapsed_calendar": reading.spent.real,
        "remaining": reading.remaining(),
        "extended": reading.extended,
        "first": reading.first.map(|first| json!({
            "stop": write(first.at),
            "elapsed": first.spent.working,
            "elapsed_calendar": first.spent.real,
        })),
    })
}

fn entry_json(entry: &Entry) -> Value {
    let mut object = Map::new();
    let did = match &entry.act {
        crate::domain::act::Act::Other { did } => did.as_str(),
        act => act.kind().code(),
    };
    object.insert("at".to_owned(), json!(moment::write(entry.at)));
    object.insert("by".to_owned(), json!(entry.by.as_str()));
    object.insert("did".to_owned(), json!(did));
    for (key, text) in entry.act.keys() {
        object.insert(key.to_owned(), json!(text.as_str()));
    }
    Value::Object(object)
}
