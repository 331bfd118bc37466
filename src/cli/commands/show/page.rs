//! How a ticket is shown: as text for people, as JSON for programs.
mod matters;

use serde_json::{Map, Value, json};

use super::View;
use crate::cli::context::Context;
use crate::cli::present::labelled;
use crate::cli::telling::Teller;
use crate::domain::act::Entry;
use crate::domain::field::Field;
use crate::domain::ids::Text;
use crate::domain::moment;
use crate::near;
use crate::render::{human, sanitize};
use crate::review::Item;
use crate::time::clocks::{Reading, State};

/// The columns that names of head keys take, in the widest language.
const NAMES: usize = 12;

/// The ticket for a person.
pub(super) fn text(context: &Context, view: &View<'_>, separated: bool) -> String {
    let teller = Teller { context, desk: view.desk };
    let mut lines = Vec::new();
    if separated {
        lines.push(String::new());
    }
    let head = &view.ticket.head;
    lines.push(format!("{}  {}", head.id, sanitize::line(&head.title)));
    lines.extend(facts(teller, view));
    for (key, text) in [("description", &head.description), ("steps", &head.steps)] {
        if let Some(text) = text {
            lines.push(format!("\n{}", teller.heading(key)));
            lines.extend(text.lines().map(|line| format!("  {}", sanitize::line(line))));
        }
    }
    lines.extend(clocks(teller, view));
    lines.push(format!("\n{}", teller.heading("history")));
    lines.extend(view.ticket.history.iter().flat_map(|entry| happened(teller, entry)));
    lines.join("\n") + "\n"
}

fn fact(teller: Teller<'_>, key: &str, value: &str) -> String {
    let name = teller.heading(key);
    let room = NAMES.saturating_sub(unicode_width::UnicodeWidthStr::width(name.as_str()));
    format!("  {name}{}  {}", " ".repeat(room), sanitize::line(value))
}

/// The head, one line a key; a key that has no value has no line.
fn facts(teller: Teller<'_>, view: &View<'_>) -> Vec<String> {
    let head = &view.ticket.head;
    let mut lines = vec![fact(teller, "status", &teller.label("status", head.status.code()))];
    if let Some(stage) = view.desk.stage_of(&view.ticket) {
        lines.push(fact(teller, "stage", &teller.label("stage", stage.as_str())));
    }
    let shown = Field::ALL.into_iter().filter(|field| !field.is_long_text() && *field != Field::Title);
    for field in shown {
        if let Some(text) = head.get(field) {
            let told = match field {
                Field::Customer => near::called(&text, &view.desk.customer_name(&text).unwrap_or_default()),
                _ => teller.value(field.code(), &text),
            };
            lines.push(fact(teller, field.code(), &told));
        }
    }
    if let Some(team) = &head.team {
        lines.push(fact(teller, "team", &teller.label("team", team.as_str())));
    }
    if let Some(assignee) = &head.assignee {
        lines.push(fact(teller, "assignee", &teller.label("member", assignee.as_str())));
    }
    lines.extend(matters::lines(teller, &view.ticket).map(|(key, text)| fact(teller, key, &text)));
    lines.push(fact(teller, "created", &teller.local(head.created)));
    if !head.formerly.is_empty() {
        let numbers: Vec<_> = head.formerly.iter().map(ToString::to_string).collect();
        lines.push(fact(teller, "formerly", &numbers.join(", ")));
    }
    lines.push(fact(teller, "file", &view.file.path.display().to_string()));
    lines
}

fn clocks(teller: Teller<'_>, view: &View<'_>) -> Vec<String> {
    if view.readings.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![format!("\n{}", teller.heading("clocks"))];
    lines.extend(view.readings.iter().map(|reading| clock(teller, view, reading)));
    lines
}

fn clock(teller: Teller<'_>, view: &View<'_>, reading: &Reading) -> String {
    let name = sanitize::line(&teller.label("clock", clock_name(view, reading))).into_owned();
    let state = teller.context.language.find(&format!("state.{}", reading.state.code())).unwrap_or_default();
    let mut text = format!("  {}", labelled(&name, state, teller.context.language));
    let due = reading.due.map(|due| teller.local(view.desk.settings.zone.to_local(due)));
    match (reading.remaining(), due) {
        (Some(left), Some(due)) if reading.runs() => {
            let key = if left < 0 { "show-overdue" } else { "show-left" };
            let span = human::working(left.abs().into(), teller.context.language);
            text.push_str(&teller.context.say(key, &[("span", &span), ("due", &due)]));
        }
        (Some(_), _) if reading.state != State::NotApplicable => {
            let spent = human::working(reading.spent.working.into(), teller.context.language);
            let target = human::working(reading.target.unwrap_or_default().into(), teller.context.language);
            text.push_str(&teller.context.say("show-spent", &[("spent", &spent), ("target", &target)]));
        }
        _ => {}
    }
    text
}

fn clock_name<'a>(view: &'a View<'_>, reading: &Reading) -> &'a str {
    view.policies.clocks().get(reading.clock).map_or("", |clock| clock.name().as_str())
}

/// One entry: a line, and the lines of its text below.
fn happened(teller: Teller<'_>, entry: &Entry) -> Vec<String> {
    let item = Item { entry, rest: &[] };
    let below = Teller::texts(item).into_iter().map(|line| format!("      {line}"));
    std::iter::once(format!("  {}", teller.line(item))).chain(below).collect()
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
    put("stage", json!(view.desk.stage_of(&view.ticket).map(AsRef::<str>::as_ref)));
    put("created", json!(moment::write(head.created)));
    put("team", json!(head.team.as_ref().map(AsRef::<str>::as_ref)));
    put("assignee", json!(head.assignee.as_ref().map(AsRef::<str>::as_ref)));
    for field in Field::ALL.into_iter().filter(|field| *field != Field::Tags) {
        put(field.code(), json!(head.get(field).as_deref()));
    }
    put("tags", json!(head.tags.iter().map(Text::as_str).collect::<Vec<_>>()));
    put("formerly", json!(head.formerly.iter().map(AsRef::<str>::as_ref).collect::<Vec<&str>>()));
    for (key, value) in matters::json(&view.ticket) {
        put(key, value);
    }
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
    let item = Item { entry, rest: &[] };
    let mut object = Map::new();
    object.insert("at".to_owned(), json!(moment::write(entry.at)));
    object.insert("by".to_owned(), json!(entry.by.as_str()));
    object.insert("did".to_owned(), json!(item.did()));
    for (key, text) in entry.keys() {
        object.insert(key.to_owned(), json!(text.as_str()));
    }
    Value::Object(object)
}
