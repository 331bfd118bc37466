use super::*;
use crate::store::yaml::read_config;

fn mapping(yaml: &str) -> Mapping {
    read_config(yaml).expect("a mapping")
}

#[test]
fn a_source_is_a_column_or_is_written_out() {
    let source: Source = read_config("Opened at").expect("a column");
    assert_eq!(source.column.as_deref(), Some("Opened at"));
    let yaml = "{column: Impact, map: {1: urgent, no: low, 1.10: high}, unmapped: {default: medium}, missing: ['-'], format: '%d/%m/%Y'}";
    let source: Source = read_config(yaml).expect("a source");
    let map = source.map.expect("a map");
    assert_eq!(map.keys().map(String::as_str).collect::<Vec<_>>(), ["1", "1.10", "no"]);
    assert_eq!(source.unmapped, Unmapped::Default("medium".into()));
    assert_eq!(source.formats.as_deref(), Some(&["%d/%m/%Y".to_owned()][..]));
    let keep: Source = read_config("{template: '{a}', unmapped: keep}").expect("a source");
    assert_eq!(keep.unmapped, Unmapped::Keep);
}

#[test]
fn the_example_of_the_module_is_read() {
    let mapping = mapping(
        r#"
file: {separator: ";", missing: [NA, "-"], decimal: comma}
time: {zone: Europe/Amsterdam, formats: ["%d/%m/%Y %H:%M"]}
fields:
  external: Number
  title: {template: "{Category}: {Item}"}
  type: {value: fault}
  priority: {column: Impact, map: {1: urgent, 2: high}, unmapped: {default: medium}}
  created: Opened
acts:
- {did: resolved, at: Solved, when: {State: [Closed]}, with: {text: Solution}}
"#,
    );
    assert_eq!((mapping.file.decimal, mapping.file.missing.len()), (Decimal::Comma, 2));
    assert_eq!(mapping.acts[0].with["text"].column.as_deref(), Some("Solution"));
    assert_eq!(mapping.acts[0].when["State"], ["Closed"]);
    assert_eq!(mapping.fields.expect("fields").kind.value.as_deref(), Some("fault"));
}

#[test]
fn events_are_acts_or_are_left_out() {
    let yaml = "
events:
  ticket: id
  at: when
  kind: what
  acts:
    Open: skip
    Closed: {did: closed, with: {reason: {value: done}}}
    Odd: reject
  unmapped: {did: noted, with: {text: what}}
";
    let events = mapping(yaml).events.expect("events");
    assert!(matches!(events.acts["Open"], EventAct::Skip));
    assert!(matches!(events.acts["Odd"], EventAct::Reject));
    assert!(matches!(&events.acts["Closed"], EventAct::Act(act) if act.did == "closed"));
    assert!(matches!(&events.unmapped, EventAct::Act(act) if act.did == "noted"));
}

#[test]
fn a_column_may_be_named_by_a_number() {
    let names = ["2023", "007", "'1.0'", "no"].map(|yaml| read_config::<Source>(yaml).expect(yaml).column);
    assert_eq!(names.each_ref().map(Option::as_deref), [Some("2023"), Some("007"), Some("1.0"), Some("no")]);
}

#[test]
fn what_a_mapping_does_not_know_is_an_error_at_its_place() {
    let wrong = [
        ("fiel: {}", 1),
        ("file: {separater: ','}", 8),
        ("file: {decimal: dot}", 17),
        ("survey: {at: x, scores: {overall: {colunm: x}}}", 36),
        ("events: {ticket: a, at: b, kind: c, acts: {Open: ignore}}", 44),
        ("survey: {at: x, scores: {overall: {column: x, unmapped: drop}}}", 57),
        ("survey: {at: [x], scores: {}}", 14),
        ("fields: {external: id}", 10),
        ("acts: [{did: resolved}]", 9),
    ];
    for (yaml, column) in wrong {
        let problem = read_config::<Mapping>(yaml).expect_err(yaml);
        assert_eq!(problem.place().map(|place| place.column), Some(column), "{yaml} {problem:?}");
    }
}

#[test]
fn the_examples_are_read() {
    let bank = mapping(include_str!("../../../examples/bpi2014/mapping.yaml"));
    let events = bank.events.expect("events");
    assert_eq!((events.acts.len(), events.early), (9, Early::Clamp));
    let priority = bank.fields.expect("fields").priority.map.expect("a map");
    assert_eq!(priority["5"], "low");
    assert!(bank.acts[1].fallback && !bank.acts[0].fallback);
    let issues = mapping(include_str!("../../../examples/github_issues/mapping.yaml"));
    assert!(issues.customer.is_some() && issues.time.formats.is_none());
    let support = mapping(include_str!("../../../examples/support_tickets/mapping.yaml"));
    assert_eq!(support.survey.expect("a survey").scores.len(), 1);
}
