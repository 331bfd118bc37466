use std::collections::BTreeMap;

use serde::Deserialize;

use super::*;

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Desk {
    name: String,
    scale: Option<u8>,
    closed: Option<bool>,
    teams: Option<Vec<String>>,
    kind: Option<Kind>,
    clocks: Option<BTreeMap<String, Clock>>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "lowercase")]
enum Kind {
    Alpha,
    Beta,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Clock {
    target: String,
}

fn fails(text: &str) -> (&'static str, usize, usize, Vec<(&'static str, String)>) {
    let problem = read_config::<Desk>(text).unwrap_err();
    let place = problem.place().unwrap();
    (problem.code(), place.line, place.column, problem.args())
}

#[test]
fn typed_values_are_read() {
    let desk: Desk =
        read_config("name: no\nscale: 5\nclosed: true\nteams: [0123, 1.10]\nclocks: {a: {target: 15}}\n").unwrap();
    assert_eq!(desk.name, "no");
    assert_eq!((desk.scale, desk.closed), (Some(5), Some(true)));
    assert_eq!(desk.teams.unwrap(), ["0123", "1.10"]);
    assert_eq!(desk.clocks.unwrap()["a"].target, "15");
    assert_eq!(read_config::<BTreeMap<String, String>>("# nothing yet\n").unwrap(), BTreeMap::new());
}

#[test]
fn what_is_wrong_is_named_at_its_place() {
    let nearest = |words: &str| ("nearest", words.replace(' ', near::SEPARATOR));
    assert_eq!(
        fails("nmae: x\n"),
        ("config-unknown-key", 1, 1, vec![("key", "nmae".to_owned()), nearest("name scale closed teams kind clocks")])
    );
    assert_eq!(
        fails("name: x\nclocks:\n  a:\n    tagret: 5\n"),
        ("config-unknown-key", 4, 5, vec![("key", "tagret".to_owned()), nearest("target")])
    );
    assert_eq!(fails("scale: 5\n"), ("config-missing-key", 1, 1, vec![("key", "name".to_owned())]));
    assert_eq!(
        fails("name: x\nkind: alhpa\n"),
        ("config-unknown-value", 2, 7, vec![("value", "alhpa".to_owned()), nearest("alpha beta")])
    );
    assert_eq!(fails("name: x\nscale: 300\n"), ("config-expected-number", 2, 8, vec![("value", "300".to_owned())]));
    assert_eq!(fails("name: x\nclosed: yes\n"), ("config-expected-truth", 2, 9, vec![("value", "yes".to_owned())]));
}

#[test]
fn a_wrong_shape_is_said() {
    let cases = [
        ("name: [a]\n", "config-expected-scalar"),
        ("name: ~\n", "config-expected-scalar"),
        ("name: x\nteams: a\n", "config-expected-list"),
        ("name: x\nclocks: a\n", "config-expected-mapping"),
        ("- a\n", "config-expected-mapping"),
        ("name: x\nname: y\n", "yaml-duplicate-key"),
        ("name: &a x\n", "yaml-anchor"),
        ("name: x\nkind: [a]\n", "config-expected-scalar"),
    ];
    for (text, code) in cases {
        assert_eq!(fails(text).0, code, "{text:?}");
    }
}
