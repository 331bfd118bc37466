//! What happened, in sentences.
use super::files::File;
use super::gather::Review;
use crate::cli::present::labelled;
use crate::cli::telling::Teller;
use crate::domain::ids::Text;
use crate::render::sanitize;
use crate::review::{Change, Happening, Item, Kind};
use crate::time::clocks::Reading;

/// A sentence, and the lines of the texts it speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub line: String,
    pub below: Vec<String>,
}

impl From<String> for Told {
    fn from(line: String) -> Self {
        Self { line, below: Vec::new() }
    }
}

/// One happening in a sentence.
pub(super) fn told(teller: Teller<'_>, happening: &Happening<'_>) -> Told {
    let say = |key, args: &[(&str, &str)]| Told::from(teller.context.say(key, args));
    match happening {
        Happening::Deleted => say("review-deleted", &[]),
        Happening::Removed(item) => Told {
            line: teller.context.say("review-removed", &[("act", &teller.line(*item))]),
            below: Teller::texts(*item),
        },
        Happening::Altered { before, after } => altered(teller, *before, *after),
        Happening::Head(edit) => {
            let value = |text: &Option<Text>| {
                text.as_ref()
                    .map_or_else(|| "-".to_owned(), |text| sanitize::line(&teller.value(edit.key, text)).into_owned())
            };
            let (key, from, to) = (teller.heading(edit.key), value(&edit.from), value(&edit.to));
            say("review-head", &[("key", &key), ("from", &from), ("to", &to)])
        }
        Happening::Renumbered { from, to } => {
            let (from, to) = (sanitize::line(from.as_str()), sanitize::line(to.as_str()));
            say("review-renumbered", &[("from", &from), ("to", &to)])
        }
        Happening::Moved { from, to } => {
            let (from, to) = (from.display().to_string(), to.display().to_string());
            say("review-moved", &[("from", &sanitize::line(&from)), ("to", &sanitize::line(&to))])
        }
        Happening::Did(item) => Told { line: teller.line(*item), below: Teller::texts(*item) },
        Happening::Rewritten => say("review-rewritten", &[]),
    }
}

fn altered(teller: Teller<'_>, before: Item<'_>, after: Item<'_>) -> Told {
    let version =
        |key, item| labelled(teller.context.language.word(key), &teller.detail(item), teller.context.language);
    let line = teller.context.say("review-altered", &[("act", &teller.line(before))]);
    Told { line, below: vec![version("review-before", before), version("review-after", after)] }
}

/// A promise that the change breaks.
pub(super) fn breach(teller: Teller<'_>, review: &Review, reading: &Reading) -> String {
    let clock = teller.label("clock", clock(review, reading));
    let due = reading.due.map(|due| teller.local(teller.desk.settings.zone.to_local(due))).unwrap_or_default();
    teller.context.say("review-breach", &[("clock", &sanitize::line(&clock)), ("due", &due)])
}

/// The name of the clock that shows a reading.
pub(super) fn clock<'a>(review: &'a Review, reading: &Reading) -> &'a str {
    review.policies.clocks().get(reading.clock).map_or("", |clock| clock.name().as_str())
}

/// What became of another file.
pub(super) fn file(teller: Teller<'_>, file: &File) -> String {
    let path = |path: &std::path::Path| sanitize::line(&path.display().to_string()).into_owned();
    let (kind, change) = (teller.label("file", file.kind), teller.label("file-change", file.change));
    let from = file.from.as_deref().map(|from| format!("{} → ", path(from))).unwrap_or_default();
    teller.context.say("review-file", &[("kind", &kind), ("change", &change), ("path", &(from + &path(&file.path)))])
}

/// How much happened.
pub(super) fn summary(teller: Teller<'_>, review: &Review) -> String {
    let kinds: Vec<_> = review.changes().map(|(_, change)| change.kind).collect();
    let count = |wanted: Kind| kinds.iter().filter(|kind| **kind == wanted).count().to_string();
    let acts = review.changes().flat_map(|(_, change)| change.happenings).filter(is_act).count();
    let breaches: usize = review.tickets.iter().map(|pair| pair.breaches.len()).sum();
    let args = [
        ("tickets", &*kinds.len().to_string()),
        ("opened", &count(Kind::Opened)),
        ("acts", &acts.to_string()),
        ("breaches", &breaches.to_string()),
        ("files", &review.files.len().to_string()),
    ];
    teller.context.say("review-summary", &args)
}

fn is_act(happening: &Happening<'_>) -> bool {
    matches!(happening, Happening::Did(_))
}

/// Number and title of a ticket.
pub(super) fn heading(change: &Change<'_>) -> String {
    let head = &change.version.ticket.head;
    format!("{}  {}", sanitize::line(head.id.as_str()), sanitize::line(&head.title))
}
