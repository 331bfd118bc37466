//! What the rules say of tickets, as tables.
use super::Reviewed;
use crate::automation::keywords::Hit;
use crate::automation::rules::{Change, Effect, Judgement, Ruleset, Verdict, text_of};
use crate::domain::field::Field;
use crate::domain::ids::{TeamId, Text};
use crate::domain::ticket::Ticket;
use crate::report::table::{Cell, Column, Shape, Table};

/// How many characters around a keyword are shown.
const AROUND: usize = 12;

fn table(id: &'static str, columns: &[&'static str], rows: Vec<Vec<Cell>>) -> Table {
    let columns = columns.iter().map(|key| Column::new(key, Shape::Text)).collect();
    Table { id, columns, rows, frame: None }
}

/// What the rules would change, a row each.
pub(super) fn differences(ruleset: &Ruleset, reviewed: &[Reviewed]) -> Table {
    let rows = reviewed.iter().flat_map(|(ticket, review)| {
        review.changes.iter().map(move |change| {
            let (field, now, wanted) = change_cells(ticket, &change.effect);
            let words = ruleset.words(change.rule, &review.judgement.hits);
            vec![
                Cell::text(Some(ticket.head.id.as_str())),
                Cell::code("column", Some(field)),
                now,
                wanted,
                Cell::text(Some(&ruleset.rules[change.rule].name)),
                Cell::List(words.into_iter().map(Text::from).collect()),
            ]
        })
    });
    table("classification", &["number", "field", "now", "ruled", "rule", "keywords"], rows.collect())
}

fn change_cells(ticket: &Ticket, effect: &Effect) -> (&'static str, Cell, Cell) {
    match effect {
        Effect::Set { field, from, to } => {
            let kind = field.code();
            (kind, Cell::code(kind, from.as_deref()), Cell::code(kind, Some(to)))
        }
        Effect::Team(team) => {
            let now = ticket.head.team.as_ref().map(TeamId::as_str);
            ("team", Cell::code("team", now), Cell::code("team", Some(team.as_str())))
        }
        Effect::Collaborate(with) => ("collaborators", Cell::Absent, Cell::code("team", Some(with.team.as_str()))),
        Effect::Notify(whom) => ("notify", Cell::Absent, Cell::text(Some(whom))),
        Effect::Escalate(whom) => ("escalate", Cell::Absent, Cell::text(Some(whom))),
    }
}

/// How an explanation names what rules do and keep.
pub(super) struct Wording<'a> {
    /// What a change does.
    pub change: &'a dyn Fn(&Change) -> Text,
    /// A head key.
    pub field: &'a dyn Fn(Field) -> Text,
}

impl Wording<'_> {
    /// For programs.
    pub(super) const CODES: Self =
        Self { change: &|change| effect(&change.effect), field: &|field| Text::const_new(field.code()) };
}

/// Why each rule fired or did not: a row for each word of one that fired, else one row.
pub(super) fn rules(rules: &Ruleset, reviewed: &[Reviewed], wording: &Wording<'_>) -> Table {
    let mut rows = Vec::new();
    for (ticket, review) in reviewed {
        let text = text_of(&ticket.head);
        for (place, verdict) in review.judgement.verdicts.iter().enumerate() {
            let head = [
                Cell::text(Some(ticket.head.id.as_str())),
                Cell::text(Some(&rules.rules[place].name)),
                Cell::code("rule-verdict", Some(verdict.code())),
                Cell::List(why(rules, &review.judgement, place, wording)),
                Cell::List(kept(verdict, wording)),
            ];
            let hits = review.judgement.hits.iter().filter(|hit| rules.rules[place].mentioned.contains(&hit.library));
            let mut found: Vec<_> = hits.map(|hit| hit_cells(rules, hit, &text)).collect();
            if found.is_empty() {
                found.push([Cell::Absent, Cell::Absent, Cell::Absent]);
            }
            rows.extend(found.into_iter().map(|hit| head.iter().cloned().chain(hit).collect()));
        }
    }
    table("explanation", &["number", "rule", "verdict", "why", "kept", "library", "keyword", "excerpt"], rows)
}

fn hit_cells(rules: &Ruleset, hit: &Hit, text: &str) -> [Cell; 3] {
    let library = &rules.keywords.libraries()[hit.library].name;
    [Cell::text(Some(library)), Cell::text(Some(rules.keywords.word(hit))), Cell::text(Some(&excerpt(text, hit)))]
}

/// The words around a hit, on one line.
fn excerpt(text: &str, hit: &Hit) -> String {
    let before = &text[..hit.span.start];
    let after = &text[hit.span.end..];
    let start = before.char_indices().rev().take(AROUND).last().map_or(before.len(), |(at, _)| at);
    let end = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    let mark = |is_cut: bool| if is_cut { "…" } else { "" };
    let shown = format!(
        "{}{}[{}]{}{}",
        mark(start > 0),
        &before[start..],
        &text[hit.span.clone()],
        &after[..end],
        mark(end < after.len())
    );
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the rule does, as `type = complaint`; the conditions, libraries or rule that kept it from it.
fn why(rules: &Ruleset, judgement: &Judgement, place: usize, wording: &Wording<'_>) -> Vec<Text> {
    let name = |library: &usize| rules.keywords.libraries()[*library].name.clone();
    match &judgement.verdicts[place] {
        Verdict::Fired { .. } => {
            let changes = judgement.holding().filter(|change| change.rule == place);
            changes.map(wording.change).collect()
        }
        Verdict::NoKeyword => rules.rules[place].libraries.iter().map(name).collect(),
        Verdict::Unmet(conditions) => conditions.iter().map(Into::into).collect(),
        Verdict::Stopped(by) => vec![rules.rules[*by].name.clone()],
    }
}

fn effect(effect: &Effect) -> Text {
    match effect {
        Effect::Set { field, to, .. } => format!("{field} = {to}").into(),
        Effect::Team(team) => format!("team = {team}").into(),
        Effect::Collaborate(with) => format!("collaborators = {}", with.team).into(),
        Effect::Notify(whom) => format!("notify = {whom}").into(),
        Effect::Escalate(whom) => format!("escalate = {whom}").into(),
    }
}

fn kept(verdict: &Verdict, wording: &Wording<'_>) -> Vec<Text> {
    match verdict {
        Verdict::Fired { kept } => kept.iter().map(|field| (wording.field)(*field)).collect(),
        _ => Vec::new(),
    }
}
