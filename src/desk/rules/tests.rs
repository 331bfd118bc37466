use super::*;
use crate::store::yaml::read_config;

fn vocabulary() -> Vocabulary {
    read_config(
        "types: [{code: inquiry, label: 咨询}, {code: complaint, label: 投诉, priority: high}]\n\
         priorities: [{code: urgent}, {code: high}, {code: low}]\ndefault_priority: low\n\
         categories: [{code: money/refund, label: 退款}]\n",
    )
    .unwrap()
}

fn roster() -> Roster {
    read_config("members:\n  wang: {name: Wang, roles: [supervisor]}\nteams:\n  tech: {name: Tech, lead: wang}\n")
        .unwrap()
}

/// What is wrong, as `line:column code`.
fn problems(text: &str) -> Vec<String> {
    let file = read_config(text).unwrap();
    let (_, problems) = compile::compile(text, &file, &[], &vocabulary(), &roster());
    let told = |problem: &Problem| {
        let place = problem.place().unwrap();
        format!("{}:{} {}", place.line, place.column, problem.code())
    };
    problems.iter().map(told).collect()
}

#[test]
fn what_is_right_is_compiled_with_codes_for_labels() {
    let text = "keywords:\n  refund: {words: [退款, refund*], not: [退款政策]}\n\
                rules:\n- name: money\n  keywords: [refund]\n  when: type = 咨询 and priority < urgent\n  \
                set: {type: 投诉, category: 退款, team: tech}\n  raise: high\n  tags: [money]\n  \
                collaborators: [tech]\n  notify: [supervisor, lead, tech, wang]\n\
                - {name: all, when: keyword = refund, stop: true}\n\
                classification: {confirm: {level1: supervisor, level2: lead}}\n";
    assert!(problems(text).is_empty(), "{:?}", problems(text));
    let (ruleset, _) = compile::compile(text, &read_config(text).unwrap(), &[], &vocabulary(), &roster());
    let rules = ruleset.unwrap().rules;
    let set: Vec<_> = rules[0].effects.set.iter().map(|(field, to)| format!("{field}={to}")).collect();
    assert_eq!(set, ["type=complaint", "category=money/refund"]);
    assert_eq!((rules[0].conditions.len(), &rules[0].mentioned, &rules[1].mentioned), (2, &vec![0], &vec![0]));
    assert!(rules[1].libraries.is_empty() && rules[1].stop);
}

#[test]
fn libraries_that_cannot_hit() {
    let text = "keywords:\n  a: {words: []}\n  b: {words: [x, ' ', '*', X]}\n  c: {words: [退款], not: [退款]}\n";
    let found =
        ["2:14 library-empty", "3:18 keyword-blank", "3:23 keyword-blank", "3:28 keyword-twice", "4:15 keyword-never"];
    assert_eq!(problems(text), found);
}

#[test]
fn rules_that_cannot_fire() {
    let text = "keywords:\n  a: {words: [x]}\nrules:\n\
                - {name: one, keywords: [], raise: high}\n\
                - {name: two, keywords: [b], raise: high}\n\
                - {name: three, when: type = inquiry and type = complaint, raise: high}\n\
                - {name: four, when: priority = low and priority >= high, raise: high}\n\
                - {name: own, keywords: [a], when: priority = low and not (keyword = a), raise: high}\n\
                - {name: stop, stop: true}\n\
                - {name: five, raise: high}\n\
                - {name: five, raise: high}\n";
    assert_eq!(
        problems(text),
        [
            "4:25 rule-keywords-empty",
            "5:26 rule-library-unknown",
            "6:23 rule-contradiction",
            "7:22 rule-contradiction",
            "8:36 rule-contradiction",
            "10:10 rule-unreachable",
            "11:10 rule-twice",
            "11:10 rule-unreachable",
        ]
    );
}

#[test]
fn names_that_are_not_known() {
    let text = "rules:\n\
                - {name: one, set: {type: fault, category: x/y, priority: p, team: t}, raise: soon}\n\
                - {name: two, notify: [nobody], collaborators: [nowhere]}\n\
                - {name: three}\n\
                - name: four\n  when: pirority = low\n  raise: high\n\
                - {name: five, when: 'keyword = none', raise: high}\n\
                - {name: six, when: priority =, raise: high}\n\
                classification: {confirm: {level1: boss}}\n";
    assert_eq!(
        problems(text),
        [
            "2:27 code-unknown",
            "2:44 code-unknown",
            "2:59 code-unknown",
            "2:68 team-unknown",
            "2:79 code-unknown",
            "3:24 rule-notify-unknown",
            "3:49 team-unknown",
            "4:10 rule-without-effect",
            "6:9 query-field-unknown",
            "8:22 rule-library-unknown",
            "9:31 query-wants-value",
            "10:36 role-absent",
        ]
    );
}
