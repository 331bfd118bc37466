use super::super::path::Step;
use super::*;
use crate::store::record::Text;

fn edited(text: &str, edit: Edit<'_>) -> String {
    apply(text, &[edit]).unwrap_or_else(|problem| panic!("{problem:?}\n{text}"))
}

fn check(cases: &[(&str, &str)], edit: &Edit<'_>) {
    for (before, after) in cases {
        assert_eq!(edited(before, edit.clone()), *after, "{before:?}");
    }
}

fn entry(text: Option<&'static str>) -> EntryRecord<'static> {
    let at = Some(Text::Borrowed("2026-10-28T09:00:12+08:00"));
    EntryRecord { at, by: Some("li".into()), text: text.map(Text::Borrowed), ..EntryRecord::default() }
}

#[test]
fn a_text_is_set_where_it_stands() {
    let cases = [
        ("id: x\npriority: low   # why\n", "id: x\npriority: high   # why\n"),
        ("priority: 'low'\r\nid: x\r\n", "priority: 'high'\r\nid: x\r\n"),
        ("priority: \"low\"", "priority: \"high\""),
        ("\u{feff}priority: low\n", "\u{feff}priority: high\n"),
        ("priority:   # none\nid: x\n", "priority: high   # none\nid: x\n"),
        ("priority:\nid: x\n", "priority: high\nid: x\n"),
        ("priority: ~\n", "priority: high\n"),
        ("priority: two\n  lines # c\nid: x\n", "priority: high # c\nid: x\n"),
        ("priority: | # c\n  a\n\n  b\n\n# d\nid: x\n", "priority: high # c\n\n# d\nid: x\n"),
        ("priority: |+\n  a\n\nid: x\n", "priority: high\nid: x\n"),
        ("priority: >-\n  a\n  b", "priority: high\n"),
        ("priority: |\nid: x\n", "priority: high\nid: x\n"),
        ("priority:\n  low\nid: x\n", "priority:\n  high\nid: x\n"),
        ("priority: [a, b] # c\n", "priority: high # c\n"),
        ("priority: # c\n- a\n- b # d\nid: x\n", "priority: high # c\nid: x\n"),
        ("priority: {a: b}\n", "priority: high\n"),
        ("{id: x, priority: low}\n", "{id: x, priority: high}\n"),
        ("{id: x, priority: }\n", "{id: x, priority: high }\n"),
        ("--- # t\n'priority' : low\n...\n", "--- # t\n'priority' : high\n...\n"),
        ("? priority\n: low\n", "? priority\n: high\n"),
    ];
    check(&cases, &Edit::set("priority", "high"));
}

#[test]
fn a_missing_key_takes_its_place() {
    let cases = [
        ("id: x\ntype: y # c\nstatus: z\n", "id: x\ntype: y # c\npriority: high\nstatus: z\n"),
        ("status: z\nid: x\n", "status: z\nid: x\npriority: high\n"),
        ("status: z\nhistory: []\n", "priority: high\nstatus: z\nhistory: []\n"),
        ("# top\nmine: 1\nhistory:\n- {at: x}\n", "# top\npriority: high\nmine: 1\nhistory:\n- {at: x}\n"),
        (
            "id: x\nmine: 1\nhistory:\n- {at: x}\ntype: late\n",
            "id: x\npriority: high\nmine: 1\nhistory:\n- {at: x}\ntype: late\n",
        ),
        ("id: x\r\nhistory:\r\n- {at: x}\r\n", "id: x\r\npriority: high\r\nhistory:\r\n- {at: x}\r\n"),
        ("id: x", "id: x\npriority: high\n"),
        ("  id: x\n  status: y\n", "  id: x\n  priority: high\n  status: y\n"),
        (
            "title: |\n  a\n\n  # no comment\n  # below\nstatus: y\n",
            "title: |\n  a\n\n  # no comment\n  # below\npriority: high\nstatus: y\n",
        ),
        ("title: |+\n  a\n\nstatus: y\n", "title: |+\n  a\n\npriority: high\nstatus: y\n"),
        ("{id: x}\n", "{id: x, priority: high}\n"),
        ("{status: x}\n", "{priority: high, status: x}\n"),
        ("{}\n", "{priority: high}\n"),
        ("\u{feff}status: x\n", "\u{feff}priority: high\nstatus: x\n"),
    ];
    check(&cases, &Edit::set("priority", "high"));
}

#[test]
fn a_text_of_several_lines_is_set() {
    let cases = [
        ("id: x\ndescription: old # c\n", "id: x\ndescription: | # c\n  a\n  b\n"),
        ("description: old", "description: |\n  a\n  b\n"),
        (
            "description: |-   # c\n     old\n     er\n\nhistory: []\n",
            "description: |   # c\n  a\n  b\n\nhistory: []\n",
        ),
        ("id: x\r\nhistory: []\r\n", "id: x\r\ndescription: |\r\n  a\r\n  b\r\nhistory: []\r\n"),
        ("  description:\n  id: x\n", "  description: |\n    a\n    b\n  id: x\n"),
    ];
    check(&cases, &Edit::set("description", "a\nb\n"));
    let open = [("id: x\n\n", "id: x\ndescription: \"a\\n\\n\"\n\n"), ("id: x\n", "id: x\ndescription: |+\n  a\n\n")];
    check(&open, &Edit::set("description", "a\n\n"));
    assert_eq!(
        edited("{description: x, id: y}\n", Edit::set("description", "a\nb\n")),
        "{description: \"a\\nb\\n\", id: y}\n"
    );
    assert_eq!(edited("{description: 'x'}\n", Edit::set("description", "a\nb\n")), "{description: \"a\\nb\\n\"}\n");
}

#[test]
fn a_key_goes_with_its_whole_value() {
    let cases = [
        ("id: x\nteam: y # c\nstatus: z\n", "id: x\nstatus: z\n"),
        ("id: x\nteam: |\n  a\n\n  b\n\n# d\nstatus: z\n", "id: x\n\n# d\nstatus: z\n"),
        ("id: x\nteam: >+\n  a\n\nstatus: z\n", "id: x\nstatus: z\n"),
        ("id: x\nteam:\n  - a\n  # c\n  - b\nstatus: z\n", "id: x\nstatus: z\n"),
        ("team:\nid: x\n", "id: x\n"),
        ("id: x\r\nteam: y", "id: x\r\n"),
        ("id: x\nteam: y\n  # c\nstatus: z\n", "id: x\n  # c\nstatus: z\n"),
        ("id: |+\n  x\n\nteam: y\n  # c\n\nstatus: z\n", "id: |+\n  x\n\nstatus: z\n"),
        ("{id: x, team: y}\n", "{id: x}\n"),
        ("{team: y, id: x}\n", "{id: x}\n"),
        ("{team: y}\n", "{}\n"),
        ("id: x\n", "id: x\n"),
    ];
    check(&cases, &Edit::remove("team"));
    assert_eq!(apply("team: x\n", &[Edit::remove("team")]).unwrap_err().code(), "yaml-edit-refused");
}

#[test]
fn a_list_keeps_its_form() {
    let items = |items: &[&str]| Edit::items("tags", items.iter().map(|item| (*item).to_owned()).collect());
    let push = [
        ("id: x\nhistory: []\n", "id: x\ntags: [b]\nhistory: []\n"),
        ("tags: [a] # c\n", "tags: [a, b] # c\n"),
        ("tags: []\n", "tags: [b]\n"),
        ("tags: # c\nid: x\n", "tags: [b] # c\nid: x\n"),
        ("tags: ~ # c\n", "tags: [b] # c\n"),
        ("tags: [\n  a, # c\n]\n", "tags: [\n  a, b, # c\n]\n"),
        ("tags:\n- a # c\n# d\nid: x\n", "tags:\n- a # c\n- b\n# d\nid: x\n"),
        ("tags:\n    - a\n      # c\nid: x\n", "tags:\n    - a\n      # c\n    - b\nid: x\n"),
        ("tags:\r\n  - 'a'", "tags:\r\n  - 'a'\r\n  - b\r\n"),
    ];
    check(&push, &Edit::push("tags", "b"));
    let drop = [
        ("tags: [a, b, c]\n", "tags: [a, c]\n"),
        ("tags: [b, a, c]\n", "tags: [a, c]\n"),
        ("tags: [a, c, b]\n", "tags: [a, c]\n"),
        ("tags:\n- a # x\n- b # y\n- c\n", "tags:\n- a # x\n- c\n"),
        ("tags: [c, a]\n", "tags: [a, c]\n"),
        ("tags: [a]\n", "tags: [a, c]\n"),
        ("tags:\n- x\n- a\n", "tags:\n- a\n- c\n"),
        ("tags:\n- c\n- a\n", "tags: [a, c]\n"),
        ("id: x\n", "id: x\ntags: [a, c]\n"),
    ];
    check(&drop, &items(&["a", "c"]));
    check(
        &[("tags: [a] # c\n", "tags: [] # c\n"), ("tags:\n- a\nid: x\n", "tags: []\nid: x\n"), ("id: x\n", "id: x\n")],
        &items(&[]),
    );
}

#[test]
fn an_entry_is_appended_in_the_form_of_the_history() {
    let cases = [
        ("id: x\n", "id: x\nhistory:\n- {…}\n"),
        ("id: x", "id: x\nhistory:\n- {…}\n"),
        ("id: x\nhistory:\n", "id: x\nhistory:\n- {…}\n"),
        ("id: x\nhistory: # c\n", "id: x\nhistory: # c\n- {…}\n"),
        ("id: x\nhistory: ~\n", "id: x\nhistory:\n- {…}\n"),
        ("id: x\nhistory: [] # c\n", "id: x\nhistory: # c\n- {…}\n"),
        ("history: [{at: x}] # c\n", "history: [{at: x}, {…}] # c\n"),
        ("history: [\n  {at: x}, # c\n]\n", "history: [\n  {at: x}, {…}, # c\n]\n"),
        ("{id: x, history: []}\n", "{id: x, history: [{…}]}\n"),
        ("{id: x}\n", "{id: x, history: [{…}]}\n"),
        ("history:\n- {at: x} # c\n", "history:\n- {at: x} # c\n- {…}\n"),
        ("history:\n- {at: x}\n# end\n", "history:\n- {at: x}\n- {…}\n# end\n"),
        (
            "history:\n- at: x\n  by: y\n  # about y\n\n# end\n",
            "history:\n- at: x\n  by: y\n  # about y\n- {…}\n\n# end\n",
        ),
        ("history:\n- at: x\n  text: |\n    a\n\n# end\n", "history:\n- at: x\n  text: |\n    a\n- {…}\n\n# end\n"),
        ("history:\n- at: x\n  text: |+\n    a\n\n# end\n", "history:\n- at: x\n  text: |+\n    a\n\n- {…}\n# end\n"),
        ("history:\n- at: x\n  text: |\n    a", "history:\n- at: x\n  text: |\n    a\n- {…}\n"),
        ("history:\n- at: x\n  text:", "history:\n- at: x\n  text:\n- {…}\n"),
        ("history:\n  - at: x\n    by: y\nmine: 1\n", "history:\n  - at: x\n    by: y\n  - {…}\nmine: 1\n"),
        ("history:\n    -\n        at: x\n", "history:\n    -\n        at: x\n    - {…}\n"),
        ("history:\r\n- {at: x}", "history:\r\n- {at: x}\r\n- {…}\r\n"),
        ("---\nhistory:\n- {at: x}\n...\n", "---\nhistory:\n- {at: x}\n- {…}\n...\n"),
        ("history:\n-\n", "history:\n-\n- {…}\n"),
    ];
    for (before, after) in cases {
        let after = after.replace('…', "at: 2026-10-28T09:00:12+08:00, by: li");
        assert_eq!(edited(before, Edit::append(&entry(None))), after, "{before:?}");
    }
}

#[test]
fn an_entry_of_several_lines_is_a_block_where_it_can_be() {
    let block = "- at: 2026-10-28T09:00:12+08:00\n  by: li\n  text: |-\n    a\n    b\n";
    let append = Edit::append(&entry(Some("a\nb")));
    assert_eq!(edited("id: x\n", append.clone()), format!("id: x\nhistory:\n{block}"));
    assert_eq!(edited("history:\n- {at: x}\n", append.clone()), format!("history:\n- {{at: x}}\n{block}"));
    let deeper = block.replace('\n', "\n  ");
    assert_eq!(
        edited("history:\n  - {at: x}\n", append.clone()),
        format!("history:\n  - {{at: x}}\n  {}\n", deeper.trim_end())
    );
    let crlf = block.replace('\n', "\r\n");
    assert_eq!(edited("history:\r\n- {at: x}\r\n", append.clone()), format!("history:\r\n- {{at: x}}\r\n{crlf}"));
    let flow = "history: [{at: x}, {at: 2026-10-28T09:00:12+08:00, by: li, text: \"a\\nb\"}]\n";
    assert_eq!(edited("history: [{at: x}]\n", append), flow);
}

#[test]
fn values_are_set_at_any_depth() {
    let text = "clocks: # all\n  first:\n    target: 10m # c\nmembers:\n  - id: li\n    name: Li\n  - {id: zhao}\n";
    let set = |path, value: &str| Edit::Set { path: Path::parse(path), value: value.into() };
    let edits = [
        set("clocks.first.target", "15m"),
        set("clocks.first.warn", "80%"),
        set("members[0].email", "a@b"),
        set("members[1].name", "Zhao"),
    ];
    let after = "clocks: # all\n  first:\n    target: 15m # c\n    warn: 80%\nmembers:\n  - id: li\n    name: Li\n    email: a@b\n  - {id: zhao, name: Zhao}\n";
    assert_eq!(apply_in(text, &edits, &[]).unwrap(), after);
    let dotted = Edit::Set { path: Path::new([Step::Key("a.b")]), value: Value::List(vec![]) };
    assert_eq!(apply_in("c: d\n", &[dotted], &[]).unwrap(), "c: d\na.b: []\n");
    let gone = Edit::Remove { path: Path::parse("members[0]") };
    assert_eq!(apply_in(text, &[gone], &[]).unwrap(), text.replace("  - id: li\n    name: Li\n", ""));
    let first = Edit::Remove { path: Path::parse("members[0].id") };
    assert_eq!(apply_in(text, &[first], &[]).unwrap(), text.replace("id: li\n    ", ""));
}

#[test]
fn what_cannot_be_done_exactly_is_refused() {
    let refused = [
        ("{tags}\n", Edit::set("tags", "x")),
        ("id: x\n", Edit::Set { path: Path::parse("team.lead"), value: "x".into() }),
        ("id: x\n", Edit::Set { path: Path::parse("id[0]"), value: "x".into() }),
        ("id: x\n", Edit::push("id", "y")),
        ("- x\n", Edit::set("id", "y")),
        ("", Edit::set("id", "y")),
    ];
    for (text, edit) in refused {
        assert_eq!(apply(text, &[edit]).unwrap_err().code(), "yaml-edit-refused", "{text:?}");
    }
    assert_eq!(apply("id: [\n", &[Edit::set("id", "y")]).unwrap_err().code(), "yaml-bracket");
    assert_eq!(apply("id: &a x\ntitle: *a\n", &[Edit::set("id", "y")]).unwrap_err().code(), "yaml-anchor");
}

#[test]
fn nothing_to_change_changes_nothing() {
    let text = "priority:   'high'\n";
    assert_eq!(edited(text, Edit::set("priority", "high")), text);
}

#[test]
fn an_entry_is_put_before_another_in_every_form_of_a_list() {
    let entry = EntryRecord { at: Some("1".into()), did: Some("noted".into()), ..EntryRecord::default() };
    let cases = [
        (
            "history:\n- {at: 0}  # a\n- {at: 2}  # b\n",
            "history:\n- {at: 0}  # a\n- {at: '1', did: noted}\n- {at: 2}  # b\n",
        ),
        (
            "history:\r\n  - at: 0\r\n  - at: 2\r\n",
            "history:\r\n  - at: 0\r\n  - {at: '1', did: noted}\r\n  - at: 2\r\n",
        ),
        ("history: [{at: 0}, {at: 2}]\n", "history: [{at: 0}, {at: '1', did: noted}, {at: 2}]\n"),
    ];
    for (before, after) in cases {
        assert_eq!(apply(before, &[Edit::insert(1, &entry)]).unwrap(), after);
    }
}
