#![expect(clippy::disallowed_methods, reason = "tests write the files themselves")]
use super::*;
use crate::desk::vocabulary::Word;
use crate::domain::member::Team;
use crate::fault::Place;

fn examined(text: &str) -> (Mapping, Vec<Problem>) {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("config")).unwrap();
    std::fs::write(dir.path().join("config/alerts.yaml"), text).unwrap();
    let words = |codes: &[&str]| codes.iter().map(|code| Word { code: (*code).into(), ..Word::default() }).collect();
    let vocabulary = Vocabulary {
        types: words(&["technical"]),
        priorities: words(&["urgent", "low"]),
        sources: words(&["monitoring"]),
        close_reasons: words(&["solved"]),
        ..Vocabulary::default()
    };
    let teams = [("tech".into(), Team::default())].into();
    examine(dir.path(), &vocabulary, &Roster { teams, ..Roster::default() }).unwrap()
}

fn problems(text: &str) -> Vec<String> {
    let told = |problem: &Problem| {
        let Place { line, column, .. } = problem.place().unwrap();
        format!("{line}:{column} {}", problem.code())
    };
    examined(text).1.iter().map(told).collect()
}

#[test]
fn without_a_word_of_the_desk_alerts_become_plain_tickets() {
    let (mapping, problems) = examined("");
    assert!(problems.is_empty());
    assert_eq!((mapping.title.len(), mapping.resolved, mapping.cases.len()), (2, OnResolved::Comment, 0));
}

#[test]
fn what_labels_bring() {
    let text = "source: monitoring\nresolved: close\nclose_reason: solved\nscope: affected\nmap:\n\
        - {when: {severity: [critical, page], env: prod}, set: {priority: urgent, team: tech}}\n- {set: {type: technical}}\n";
    let (mapping, problems) = examined(text);
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!((mapping.scope, mapping.resolved), (vec!["affected".into()], OnResolved::Close("solved".into())));
    let [first, last] = mapping.cases.as_slice() else { panic!("{:?}", mapping.cases) };
    let when = [("severity".into(), vec!["critical".into(), "page".into()]), ("env".into(), vec!["prod".into()])];
    assert_eq!((first.when.as_slice(), first.team.as_ref().unwrap().as_str()), (&when[..], "tech"));
    assert_eq!((&last.when, &last.set), (&Vec::new(), &vec![(Field::Type, "technical".into())]));
}

#[test]
fn what_is_wrong_is_found_at_its_place() {
    let text = "source: moon\nmap:\n\
        - {when: {severity: []}, set: {priority: urgent}}\n\
        - {when: {severity: page}}\n\
        - {set: {priority: soon, team: nowhere}}\n\
        - {set: {priority: low}}\n\
        - {when: {severity: page}, set: {priority: urgent}}\n";
    assert_eq!(
        problems(text),
        [
            "1:9 code-unknown",
            "3:21 alert-case-empty",
            "4:3 alert-case-nothing",
            "5:20 code-unknown",
            "5:32 team-unknown",
            "7:3 alert-case-never",
        ]
    );
    assert_eq!(problems("resolved: close\n"), ["1:11 alert-reason-missing"]);
    assert_eq!(problems("close_reason: solved\n"), ["1:15 alert-reason-idle"]);
    assert_eq!(problems("resolved: close\nclose_reason: gone\n"), ["2:15 code-unknown"]);
}
