#![expect(clippy::disallowed_methods, reason = "tests look at the files themselves")]
use std::fs;

use super::*;
use crate::domain::act::Entry;
use crate::domain::draft::Draft;

const PATH: &str = "surveys/2026/10/CS202610280001-k3x9z-1.yaml";
const TEXT: &str = "ticket: CS202610280001-k3x9z\nat: 2026-10-28T14:20:00+08:00\nchannel: phone\n\
                    scores: {attitude: 5, speed: 4}\ncomment: 很快,谢谢\n";

fn response() -> Response {
    Response {
        ticket: "CS202610280001-k3x9z".parse().unwrap(),
        at: moment::read("2026-10-28T14:20:00+08:00").unwrap(),
        channel: Some("phone".into()),
        scores: BTreeMap::from([("attitude".into(), 5), ("speed".into(), 4)]),
        comment: Some("很快,谢谢".into()),
        external: None,
    }
}

fn read_text(text: &str) -> Result<Response> {
    parse(Path::new(PATH), text)
}

#[test]
fn a_response_has_one_form() {
    assert_eq!(text(&response()), TEXT);
    assert_eq!(read_text(TEXT).unwrap(), response());
    let odd = Response {
        channel: None,
        scores: BTreeMap::from([("1, a: {b}".into(), -3), ("服务态度".into(), 10)]),
        comment: Some("no\n # two: lines\n".into()),
        external: Some("0123".into()),
        ..response()
    };
    assert_eq!(read_text(&text(&odd)).unwrap(), odd);
}

#[test]
fn any_yaml_is_read_and_unknown_keys_stay_without_meaning() {
    let text = "# by hand\nscores:\n  speed: '4'\n  attitude: 5\nticket: \"CS202610280001-k3x9z\"\nmood: good\n\
                at: 2026-10-28 14:20:00+08:00\r\nchannel: phone\ncomment: >-\n  很快,谢谢\n";
    assert_eq!(read_text(text).unwrap(), response());
}

#[test]
fn what_is_wrong_is_told_at_its_place() {
    let cases = [
        ("scores: {speed: 4}\nat: 2026-10-28T14:20:00+08:00\n", "document-key-missing", (1, 1)),
        ("ticket: x\nat: y\nscores: {}\n", "reference-malformed", (1, 9)),
        ("ticket: CS1-k3x9z\nat: soon\nscores: {}\n", "time-malformed", (2, 5)),
        ("ticket: CS1-k3x9z\nat: 2026-10-28T14:20:00Z\n", "document-key-missing", (1, 1)),
        ("ticket: CS1-k3x9z\nat: 2026-10-28T14:20:00Z\nscores: 5\n", "yaml-expected-mapping", (3, 9)),
        ("ticket: CS1-k3x9z\nat: 2026-10-28T14:20:00Z\nscores: {a.b: good}\n", "response-score-malformed", (3, 15)),
        ("ticket: CS1-k3x9z\nat: 2026-10-28T14:20:00Z\nscores: {a: 4.5}\n", "response-score-malformed", (3, 13)),
        ("ticket: CS1-k3x9z\nat: 2026-10-28T14:20:00Z\nscores: {a: 4}\ncomment: [x]\n", "yaml-expected-text", (4, 10)),
        ("- a\n", "yaml-not-a-mapping", (1, 1)),
        ("ticket: a\nticket: b\n", "yaml-duplicate-key", (2, 1)),
    ];
    for (text, code, at) in cases {
        let problem = read_text(text).unwrap_err();
        let place = problem.place().unwrap();
        assert_eq!((problem.code(), (place.line, place.column)), (code, at), "{text}");
        assert_eq!(place.file, Path::new(PATH));
    }
}

fn ticket(named: &[&str]) -> Ticket {
    let at = response().at;
    let mut ticket = Draft::default().open("CS202610280001".into(), at, "li".into()).unwrap();
    for path in named {
        let act = Act::SurveyAnswered { response: (*path).into() };
        ticket.history.push(Entry::new(at, "li".into(), act));
    }
    ticket
}

#[test]
fn what_a_response_says_makes_its_name_and_none_is_taken_twice() {
    let desk = tempfile::tempdir().unwrap();
    let path = |named: &[&str]| file(desk.path(), &response(), &ticket(named)).0.display().to_string();
    let first = path(&[]);
    let key = Key::of_content(TEXT);
    assert_eq!(first, format!("surveys/2026/10/CS202610280001-k3x9z-{key}.yaml"));
    let second = path(&[&first, "elsewhere"]);
    assert_ne!(second, first);
    fs::create_dir_all(desk.path().join("surveys/2026/10")).unwrap();
    fs::write(desk.path().join(&first), TEXT).unwrap();
    assert_eq!(path(&[]), second);
}

#[test]
fn many_are_read_in_order_and_none_is_lost() {
    let desk = tempfile::tempdir().unwrap();
    let folder = desk.path().join("surveys/2026/10");
    fs::create_dir_all(&folder).unwrap();
    for number in 0..700 {
        let wrong = number == 300;
        let text =
            if wrong { "ticket:\n".to_owned() } else { TEXT.replace("CS202610280001", &format!("CS{number:04}")) };
        fs::write(folder.join(format!("CS{number:04}-k3x9z-1.yaml")), text).unwrap();
    }
    fs::write(folder.join("notes.txt"), "not a response").unwrap();
    let all = all(desk.path()).unwrap();
    assert_eq!((all.stored.len(), all.invalid.len()), (699, 1));
    assert!(all.stored.is_sorted_by(|one, other| one.path < other.path));
    let found = about(desk.path(), &"CS0042-k3x9z".parse().unwrap(), &["CS0007".into()]).unwrap();
    let numbers: Vec<_> = found.iter().map(|stored| stored.response.ticket.number.as_str()).collect();
    assert_eq!(numbers, ["CS0007", "CS0042"]);
}

#[test]
fn a_desk_without_responses_has_none() {
    let desk = tempfile::tempdir().unwrap();
    assert!(all(desk.path()).unwrap().stored.is_empty());
}
