//! The ticket that an alert becomes.
use super::{Alert, OnResolved};
use crate::domain::draft::Draft;
use crate::domain::field::Field;
use crate::domain::ids::{Code, TeamId, Text};
use crate::time::Zone;

/// What the desk makes of alerts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The annotations or labels of which the first that says something is the title.
    pub title: Vec<Text>,
    /// Those that are the description, one below the other.
    pub description: Vec<Text>,
    /// Those of which the first that says something is the scope.
    pub scope: Vec<Text>,
    /// Those that become tags.
    pub tags: Vec<Text>,
    /// Where the tickets come from.
    pub source: Option<Code>,
    /// What becomes of a ticket whose alert is resolved.
    pub resolved: OnResolved,
    /// What labels bring; the first case that gives a field wins for it.
    pub cases: Vec<Case>,
}

/// What some labels bring.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Case {
    /// Labels that an alert must have, each with one of these values.
    pub when: Vec<(Text, Vec<Text>)>,
    /// Head fields.
    pub set: Vec<(Field, Text)>,
    /// The team.
    pub team: Option<TeamId>,
}

impl Case {
    fn holds(&self, alert: &Alert) -> bool {
        let has = |(label, values): &(Text, Vec<Text>)| alert.labels.get(label).is_some_and(|it| values.contains(it));
        self.when.iter().all(has)
    }

    /// Whether it holds whenever `other` does.
    fn holds_with(&self, other: &Self) -> bool {
        self.when.iter().all(|(label, values)| {
            let same = other.when.iter().filter(|(known, _)| known == label);
            same.into_iter().any(|(_, wanted)| wanted.iter().all(|value| values.contains(value)))
        })
    }

    /// Whether one of the cases before it holds whenever it does, and wins, for everything that it gives.
    pub fn is_beaten(&self, earlier: &[Self]) -> bool {
        let before = |gives: &dyn Fn(&Self) -> bool| earlier.iter().any(|case| gives(case) && case.holds_with(self));
        let is_set = |field: Field| before(&|case: &Self| case.set.iter().any(|(known, _)| *known == field));
        self.set.iter().all(|(field, _)| is_set(*field)) && (self.team.is_none() || before(&|case| case.team.is_some()))
    }
}

/// The draft of a ticket about an alert, and the team that it goes to. Its texts come from outside: they are cut to
/// size, and nothing but text is left in them.
pub fn draft(alert: &Alert, mapping: &Mapping, zone: &Zone) -> (Draft, Option<TeamId>) {
    let mut draft = Draft::default();
    let title = alert.first(&mapping.title).map(line).filter(|title| !title.is_empty());
    draft.set(Field::Title, title.unwrap_or_else(|| line(alert.name())));
    draft.set(Field::Description, description(alert, mapping));
    draft.set(Field::External, alert.external());
    let scope = alert.first(&mapping.scope).map(line);
    let tags: Vec<_> = mapping.tags.iter().filter_map(|name| alert.get(name)).map(tag).collect();
    let said = [
        (Field::Occurred, alert.started.map(|at| zone.write(at).into())),
        (Field::Scope, scope),
        (Field::Tags, Some(tags.join(", ").into())),
        (Field::Source, mapping.source.as_ref().map(|source| source.as_str().into())),
    ];
    let cases: Vec<_> = mapping.cases.iter().filter(|case| case.holds(alert)).collect();
    let set = cases.iter().rev().flat_map(|case| case.set.iter().cloned());
    for (field, text) in said.into_iter().filter_map(|(field, text)| Some((field, text?))).chain(set) {
        if !text.is_empty() {
            draft.set(field, text);
        }
    }
    (draft, cases.into_iter().find_map(|case| case.team.clone()))
}

/// What it says, then its labels and where more can be seen.
fn description(alert: &Alert, mapping: &Mapping) -> Text {
    let said = mapping.description.iter().filter_map(|name| alert.get(name)).map(lines);
    let labels = alert.labels.iter().map(|(name, value)| format!("{} = {}", line(name), line(value)));
    let facts: Vec<_> = labels.chain(alert.url.iter().map(|url| line(url).into())).collect();
    let parts: Vec<_> = said.chain([facts.join("\n")]).filter(|part| !part.is_empty()).collect();
    cut(&parts.join("\n\n"), DESCRIPTION)
}

/// The longest line, in characters.
const LINE: usize = 120;
/// The longest description, in characters.
const DESCRIPTION: usize = 10_000;

/// A text on one line.
pub(super) fn line(text: &str) -> Text {
    let words: Vec<_> = text.split(|c: char| c.is_whitespace() || is_order(c)).filter(|it| !it.is_empty()).collect();
    cut(&words.join(" "), LINE)
}

/// Whether a character orders how others are shown, and is no text: controls, and what turns the direction of reading.
fn is_order(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text of several lines, without what is no text.
fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\u{2028}', '\u{2029}'], "\n");
    let text: String = text.chars().map(|c| if is_order(c) && c != '\n' { ' ' } else { c }).collect();
    text.trim().to_owned()
}

/// A label as a tag: a comma would part it.
fn tag(text: &str) -> Text {
    line(&text.replace([',', '\u{ff0c}'], " "))
}

fn cut(text: &str, limit: usize) -> Text {
    match text.char_indices().nth(limit) {
        None => text.into(),
        Some(_) => text.chars().take(limit - 1).chain(['…']).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{NAME, read};
    use super::*;

    fn case(when: &[(&str, &[&str])], set: &[(Field, &str)], team: Option<&str>) -> Case {
        let values = |values: &[&str]| values.iter().map(|value| Text::from(*value)).collect();
        Case {
            when: when.iter().map(|(label, given)| ((*label).into(), values(given))).collect(),
            set: set.iter().map(|(field, text)| (*field, (*text).into())).collect(),
            team: team.map(Into::into),
        }
    }

    fn mapping() -> Mapping {
        let names = |names: &[&str]| names.iter().map(|name| Text::from(*name)).collect();
        Mapping {
            title: names(&["summary", NAME]),
            description: names(&["description"]),
            scope: names(&["scope", "impact"]),
            tags: names(&[NAME]),
            source: Some("monitoring".into()),
            resolved: OnResolved::Comment,
            cases: vec![
                case(&[("severity", &["critical"]), ("team", &["pay"])], &[(Field::Priority, "urgent")], Some("tech")),
                case(&[("severity", &["critical", "page"])], &[(Field::Priority, "high")], None),
                case(&[], &[(Field::Type, "technical"), (Field::Priority, "low")], Some("service")),
            ],
        }
    }

    fn drafted(json: &str) -> (Draft, Option<TeamId>) {
        let alert = read(json).unwrap().alerts.remove(0).unwrap();
        draft(&alert, &mapping(), &Zone::find("Asia/Shanghai").unwrap())
    }

    #[test]
    fn what_an_alert_says_stands_in_the_ticket() {
        let (draft, team) = drafted(
            r#"{"type": "ErrorRate", "summary": "Payments fail", "description": "see below", "severity": "critical",
                "team": "pay", "impact": "10% of users", "started": "2026-10-28T01:00:00Z", "url": "http://p", "id": "7"}"#,
        );
        let text = |field| draft.get(field).unwrap();
        assert_eq!((text(Field::Title), text(Field::Scope)), ("Payments fail", "10% of users"));
        assert_eq!((text(Field::Occurred), text(Field::External)), ("2026-10-28T09:00:00+08:00", "alert:7"));
        assert_eq!((text(Field::Tags), text(Field::Source)), ("ErrorRate", "monitoring"));
        assert_eq!((text(Field::Type), text(Field::Priority)), ("technical", "urgent"));
        let labels = "alertname = ErrorRate\nimpact = 10% of users\nseverity = critical\nteam = pay\nhttp://p";
        assert_eq!(text(Field::Description), format!("see below\n\n{labels}"));
        assert_eq!(team.unwrap().as_str(), "tech");
    }

    #[test]
    fn the_first_case_that_gives_a_field_wins_for_it() {
        for (severity, priority, team) in [("page", "high", "service"), ("info", "low", "service")] {
            let (draft, given) = drafted(&format!(r#"{{"type": "x", "severity": "{severity}"}}"#));
            assert_eq!((draft.get(Field::Priority), given.unwrap().as_str()), (Some(priority), team));
            assert_eq!(draft.get(Field::Type), Some("technical"));
        }
    }

    #[test]
    fn a_case_that_others_beat_is_found() {
        let cases = mapping().cases;
        let beaten = |case: Case| case.is_beaten(&cases);
        assert!(beaten(case(&[("team", &["pay"])], &[(Field::Type, "x")], Some("tech"))));
        assert!(beaten(case(&[("severity", &["page"])], &[(Field::Priority, "urgent")], None)));
        assert!(!beaten(case(&[], &[(Field::Category, "x")], None)));
        assert!(!case(&[("severity", &["page", "x"])], &[(Field::Priority, "low")], None).is_beaten(&cases[..2]));
        assert!((0..cases.len()).all(|place| !cases[place].is_beaten(&cases[..place])));
    }

    #[test]
    fn nothing_but_text_comes_in() {
        let long = "长".repeat(300);
        let (draft, _) = drafted(&format!(r#"{{"type": "a,b，c", "summary": "a\n\u0007 b\t{long}", "id": "x y"}}"#));
        let title = draft.get(Field::Title).unwrap();
        assert!(title.starts_with("a b 长") && title.ends_with('…') && title.chars().count() == 120, "{title}");
        assert_eq!(draft.get(Field::Tags), Some("a b c"));
        let (draft, _) = drafted(r#"{"summary": "\n", "type": "id: x\n- {a: b}", "id": "7"}"#);
        assert_eq!(draft.get(Field::Title), Some("id: x - {a: b}"));
        let (draft, _) = drafted(
            r#"{"type": "a\u202eb", "summary": "x\u2028y\u2066z", "description": "1\u20282\u202e3", "family": "\ud83d\udc69\u200d\ud83d\udc67"}"#,
        );
        let text = |field| draft.get(field).unwrap();
        assert_eq!((text(Field::Title), text(Field::Tags)), ("x y z", "a b"));
        assert_eq!(text(Field::Description), "1\n2 3\n\nalertname = a b\nfamily = 👩\u{200d}👧");
        let (draft, _) = drafted(&format!(r#"{{"summary": "x", "description": "{}"}}"#, "y".repeat(20_000)));
        assert_eq!(draft.get(Field::Description).unwrap().chars().count(), 10_000);
    }
}
