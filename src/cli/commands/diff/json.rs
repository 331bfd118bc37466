//! What happened, as one JSON document.
use serde_json::{Map, Value, json};

use super::gather::{Pair, Review, Unreadable};
use super::words;
use crate::desk::open::Desk;
use crate::domain::moment;
use crate::review::{Change, Happening, Item};

/// The document: codes, RFC 3339 times, seconds. `to` is `null` when it is the work tree.
pub(super) fn document(desk: &Desk, review: &Review) -> Value {
    json!({
        "schema": 1,
        "report": "diff",
        "from": review.span.old,
        "to": review.span.new,
        "as_of": moment::write(review.as_of),
        "shouted": review.changes().any(|(_, change)| change.is_shouted()),
        "tickets": review.changes().map(|(pair, change)| ticket(desk, review, pair, &change)).collect::<Vec<_>>(),
        "files": review.files.iter().map(|file| json!({
            "file": file.path.display().to_string(),
            "kind": file.kind,
            "change": file.change,
            "from": file.from.as_ref().map(|from| from.display().to_string()),
        })).collect::<Vec<_>>(),
        "unreadable": review.unreadable.iter().map(unreadable).collect::<Vec<_>>(),
    })
}

fn ticket(desk: &Desk, review: &Review, pair: &Pair, change: &Change<'_>) -> Value {
    let head = &change.version.ticket.head;
    json!({
        "number": head.id.as_str(),
        "key": change.reference.key.as_str(),
        "title": head.title.as_str(),
        "file": change.version.path.display().to_string(),
        "change": change.kind.code(),
        "shouted": change.is_shouted(),
        "happened": change.happenings.iter().map(happening).collect::<Vec<_>>(),
        "breaches": pair.breaches.iter().map(|reading| json!({
            "clock": words::clock(review, reading),
            "start": desk.settings.zone.write(reading.start),
            "due": reading.due.map(|due| desk.settings.zone.write(due)),
            "target": reading.target,
            "elapsed": reading.spent.working,
        })).collect::<Vec<_>>(),
    })
}

fn happening(happening: &Happening<'_>) -> Value {
    let mut object = Map::new();
    object.insert("change".to_owned(), json!(happening.code()));
    object.insert("shouted".to_owned(), json!(happening.is_shouted()));
    let mut put = |key: &str, value: Value| object.insert(key.to_owned(), value);
    match happening {
        Happening::Did(item) | Happening::Removed(item) => drop(put("act", act(*item))),
        Happening::Altered { before, after } => {
            put("before", act(*before));
            put("after", act(*after));
        }
        Happening::Head(edit) => {
            put("field", json!(edit.key));
            put("from", json!(edit.from.as_deref()));
            put("to", json!(edit.to.as_deref()));
        }
        Happening::Renumbered { from, to } => {
            put("from", json!(from.as_str()));
            put("to", json!(to.as_str()));
        }
        Happening::Moved { from, to } => {
            put("from", json!(from.display().to_string()));
            put("to", json!(to.display().to_string()));
        }
        Happening::Deleted | Happening::Rewritten => {}
    }
    Value::Object(object)
}

fn act(item: Item<'_>) -> Value {
    let details: Map<_, _> =
        item.keys().into_iter().map(|(key, text)| (key.to_string(), json!(text.as_str()))).collect();
    json!({
        "at": moment::write(item.entry.at),
        "by": item.entry.by.as_str(),
        "did": item.did(),
        "details": details,
    })
}

fn unreadable(unreadable: &Unreadable) -> Value {
    json!({
        "file": unreadable.path.display().to_string(),
        "side": if unreadable.is_old { "before" } else { "after" },
        "code": unreadable.problem.code(),
        "line": unreadable.problem.place().map(|place| place.line).filter(|line| *line > 0),
    })
}
