use super::*;
use crate::domain::moment;

fn stored(source: &str) -> Stored {
    let script = yaml::read_config(source).unwrap();
    Stored { name: "opening".into(), path: "scripts/opening.yaml".into(), script, source: source.into() }
}

fn vocabulary() -> Vocabulary {
    let text = "types: [{code: complaint, label: 投诉}, {code: inquiry}]\npriorities: [{code: high}]\ndefault_priority: high\nchannels: [{code: phone}]\n";
    yaml::read_config(text).unwrap()
}

/// The code of what is wrong, and its line and column.
fn wrong(source: &str) -> (&'static str, usize, usize) {
    let problem = stored(source).validate(&vocabulary(), &["resolution"]).unwrap_err();
    let place = problem.place().unwrap();
    assert_eq!(place.file, Path::new("scripts/opening.yaml"));
    (problem.code(), place.line, place.column)
}

fn head(kind: &str) -> Head {
    let mut head = Head::new("T1".into(), moment::read("2026-10-28T09:00:00+08:00").unwrap());
    head.kind = kind.into();
    head
}

fn values(given: &[(&str, &str)]) -> Values {
    given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn a_good_one_is_taken() {
    let text = "label: Opening\nfor: {type: [complaint]}\nchannel: phone\nset: {eta: when}\n\
                text: |\n  1. {{ ticket.number }}\n  2. {{ due.resolution }} {{ eta }}\n";
    stored(text).validate(&vocabulary(), &["resolution"]).unwrap();
}

#[test]
fn what_is_wrong_is_shown_at_its_place() {
    assert_eq!(wrong("label: a\ntext: |\n  one\n  two {{ ticket.nmber }}\n"), ("script-placeholder-unknown", 4, 10));
    assert_eq!(wrong("label: a\ntext: '{{ due.resolutoin }}'\n").0, "script-clock-unknown");
    assert_eq!(
        wrong("label: a\ntext: '{{ tickets }}'\neach: |\n  one\n  {{ ticket.nmber }}\n"),
        ("script-placeholder-unknown", 5, 6)
    );
    assert_eq!(wrong("label: a\ntext: '{{ due.resolution }} {{ tickets }}'\neach: hello\n").0, "script-clock-unknown");
    assert_eq!(wrong("label: a\ntext: hello\neach: hello\n"), ("script-each-idle", 3, 7));
    assert_eq!(wrong("label: a\ntext: |\n  one\n  {{ member.name\n").0, "template-malformed");
    assert_eq!(wrong("label: a\nset: {eta: when}\ntext: hello\n"), ("script-set-idle", 2, 12));
    assert_eq!(wrong("label: a\nset: {'a b': when}\ntext: hello\n").0, "script-set-malformed");
    assert_eq!(wrong("label: a\nfor: {type: [complaint, fault]}\ntext: hello\n"), ("code-unknown", 2, 25));
    assert_eq!(wrong("label: a\nchannel: fax\ntext: hello\n"), ("code-unknown", 2, 10));
    let endless = "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}";
    assert_eq!(wrong(&format!("label: a\ntext: |\n  one\n  {endless}\n")).0, "template-endless");
}

#[test]
fn given_values_come_before_known_ones() {
    let script = stored("label: a\nset: {eta: when}\ntext: '{{ due.resolution }} {{ eta }}'\n");
    let known = values(&[("due.resolution", "18:00")]);
    let fill = |given: &[(&str, &str)]| script.fill(&head("inquiry"), known.clone(), &values(given));
    assert_eq!(fill(&[("eta", "soon")]).unwrap(), "18:00 soon");
    assert_eq!(fill(&[("eta", "soon"), ("due.resolution", "19:00")]).unwrap(), "19:00 soon");
    assert_eq!(fill(&[]).unwrap_err().code(), "template-missing");
    assert_eq!(fill(&[("eta", "x"), ("etta", "y")]).unwrap_err().code(), "script-value-unknown");
}

#[test]
fn a_reply_is_for_the_tickets_it_names() {
    let script = stored("label: a\nfor: {type: [complaint]}\ntext: hello\n");
    assert!(script.fits(&head("complaint")) && !script.fits(&head("inquiry")));
    let refused = script.fill(&head("inquiry"), Values::new(), &Values::new()).unwrap_err();
    assert_eq!(refused.code(), "script-unfit");
    let categories = stored("label: a\nfor: {category: [x]}\ntext: hello\n");
    assert!(!categories.fits(&head("inquiry")), "a ticket without a category");
}
