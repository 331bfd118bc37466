//! What happened, on a page: as text for a terminal, as Markdown for a pull request.
use super::gather::{Pair, Review};
use super::words::{self, Told};
use crate::cli::present;
use crate::cli::telling::Teller;
use crate::render::markdown::escaped;
use crate::render::sanitize;
use crate::review::Change;

/// A page: paragraphs with a heading each.
struct Section {
    heading: String,
    items: Vec<Told>,
    /// Whether a reader must not overlook it.
    is_shouted: bool,
}

fn sections(teller: Teller<'_>, review: &Review) -> Vec<Section> {
    let title = |key| teller.context.language.word(key).to_owned();
    let mut sections = vec![
        Section { heading: title("review-past"), items: shouted(teller, review), is_shouted: true },
        Section { heading: title("review-unreadable"), items: unreadable(teller, review), is_shouted: true },
    ];
    sections.extend(review.changes().map(|(pair, change)| ticket(teller, review, pair, &change)));
    let files = review.files.iter().map(|file| words::file(teller, file).into()).collect();
    sections.push(Section { heading: title("review-files"), items: files, is_shouted: false });
    sections.retain(|section| !section.items.is_empty());
    sections
}

/// What changed the past, with the number of its ticket.
fn shouted(teller: Teller<'_>, review: &Review) -> Vec<Told> {
    let mut items = Vec::new();
    for (_, change) in review.changes() {
        let number = sanitize::line(change.version.ticket.head.id.as_str()).into_owned();
        for happening in change.happenings.iter().filter(|happening| happening.is_shouted()) {
            let Told { line, below } = words::told(teller, happening);
            items.push(Told { line: format!("{number}  {line}"), below });
        }
    }
    items
}

fn unreadable(teller: Teller<'_>, review: &Review) -> Vec<Told> {
    let told = review.unreadable.iter().map(|unreadable| {
        let path = unreadable.path.display().to_string();
        let side = if unreadable.is_old { "review-before" } else { "review-after" };
        let side = teller.context.language.word(side);
        let cause = present::sentence(&unreadable.problem, teller.context.language);
        let args = [("path", &*sanitize::line(&path)), ("side", side), ("cause", &cause)];
        teller.context.say("review-unreadable-file", &args).into()
    });
    told.collect()
}

fn ticket(teller: Teller<'_>, review: &Review, pair: &Pair, change: &Change<'_>) -> Section {
    let quiet = change.happenings.iter().filter(|happening| !happening.is_shouted());
    let breaches = pair.breaches.iter().map(|reading| words::breach(teller, review, reading).into());
    let items = quiet.map(|happening| words::told(teller, happening)).chain(breaches).collect();
    Section { heading: words::heading(change), items, is_shouted: false }
}

/// For a terminal.
pub(super) fn text(teller: Teller<'_>, review: &Review) -> String {
    let mut text = String::new();
    for section in sections(teller, review) {
        let mark = if section.is_shouted { "! " } else { "" };
        text.extend([mark, &section.heading, "\n"]);
        for Told { line, below } in &section.items {
            text.extend(["  ", mark, line, "\n"]);
            text.extend(below.iter().flat_map(|line| ["      ", line, "\n"]));
        }
        text.push('\n');
    }
    text + &words::summary(teller, review) + "\n"
}

/// For a pull request.
pub(super) fn markdown(teller: Teller<'_>, review: &Review) -> String {
    let name = sanitize::line(&teller.desk.settings.name);
    let heading = teller.context.say("review-heading", &[("desk", &name)]);
    let mut text = format!("### {}\n\n{}\n", escaped(&heading), escaped(&words::summary(teller, review)));
    for section in sections(teller, review) {
        let mark = if section.is_shouted { "⚠️ " } else { "" };
        text.extend(["\n#### ", mark, &escaped(&section.heading), "\n\n"]);
        for Told { line, below } in &section.items {
            text.extend(["- ", &escaped(line)]);
            text.extend(below.iter().map(|line| "<br>".to_owned() + &escaped(line)));
            text.push('\n');
        }
    }
    text
}
