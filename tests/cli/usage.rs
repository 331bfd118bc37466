//! What the command line takes, and how it says what it does not take.
use crate::desk::Desk;

const ONE: &str = "CS202610280001";

#[test]
fn times_texts_and_columns_may_begin_with_a_dash() {
    let desk = Desk::new();
    desk.run(&["new", "x", "--at", "-2h", "--tag", "later", "-q"]).done();
    desk.run(&["note", ONE, "--at", "-20m", "-m", "- first of a list"]).done();
    desk.run(&["decline", ONE, "-r", "--"]).failed(1);
    let shown = desk.run(&["log", ONE, "--since", "-90m", "--format", "csv"]).done();
    assert!(shown.contains("2026-10-28T08:40:00+08:00") && shown.contains("- first of a list"), "{shown}");
    assert!(!shown.contains("created"), "{shown}");
    desk.open("y");
    let numbers = desk.run(&["list", "-q", "--sort", "-created"]).done();
    assert_eq!(numbers.lines().collect::<Vec<_>>(), ["CS202610280002", ONE]);
    assert!(desk.run(&["list", "-q", "--as-of", "-1h"]).done().contains(ONE));
}

#[test]
fn wrong_usage_is_told_in_the_words_of_the_house() {
    let desk = Desk::new();
    let expected = [
        (
            "en",
            &["lisst"][..],
            "error: there is no command `lisst`\nhint: did you mean `list`?\nsee `tickets --help`\n",
        ),
        (
            "zh-CN",
            &["list", "--format", "x"],
            "错误：`x` 不是 `--format <格式>` 的有效值\n提示：可用：`table`、`csv`、`json`、`jsonl`、`markdown`\n用法见 `tickets list --help`\n",
        ),
        ("zh-CN", &["list", "--view"], "错误：`--view <列表>` 缺少值\n用法见 `tickets list --help`\n"),
        (
            "zh-CN",
            &["report", "sla", "--week", "last", "--month", "last"],
            "错误：`--week <周>` 不能与 `--month <月>` 同时使用\n用法见 `tickets report --help`\n",
        ),
    ];
    for (language, args, told) in expected {
        assert_eq!(desk.run(&[&["--lang", language], args].concat()).failed(2), told);
    }
}

#[test]
fn a_refusal_names_commands_and_not_the_acts_of_files() {
    let desk = Desk::new();
    desk.open("One");
    let told = desk.run(&["resume", ONE]).failed(1);
    assert!(
        told.starts_with(
            "error: CS202610280001 is “Awaiting assignment”: `resume` is not possible now\nhint: possible now: assign, accept, "
        ),
        "{told}"
    );
    desk.run(&["close", ONE, "--reason", "duplicate"]).done();
    assert!(desk.run(&["close", ONE]).failed(1).contains("is “Closed”: `close` is not possible now"));
}

#[test]
fn saved_lists_put_the_most_urgent_first() {
    let desk = Desk::new();
    for priority in ["low", "urgent", "medium"] {
        desk.run(&["new", priority, "--priority", priority, "--at", "2026-10-01"]).done();
    }
    for view in ["pool", "overdue"] {
        let listed = desk.run(&["list", "--view", view, "--columns", "title", "--format", "csv"]).done();
        assert_eq!(listed.lines().collect::<Vec<_>>(), ["title", "urgent", "medium", "low"], "{view}");
    }
}

#[test]
fn filters_and_people_go_by_the_names_that_the_desk_gives_them() {
    let desk = Desk::new();
    for priority in ["urgent", "low"] {
        desk.run(&["new", priority, "--priority", priority]).done();
    }
    desk.run(&["assign", ONE, "--to", "Li Na"]).done();
    desk.run(&["--as", "Li Na", "accept", ONE]).done();
    for filter in
        ["priority = Urgent", "status in ('In progress')", "assignee = 'Li Na'", "team != Nobody and priority >= High"]
    {
        assert_eq!(desk.run(&["list", "-q", "--where", filter]).done(), format!("{ONE}\n"), "{filter}");
    }
    assert!(desk.run(&["log", "--by", "Li Na"]).done().contains("accepted"));
}

#[test]
fn a_narrow_terminal_cuts_titles_and_never_numbers() {
    let desk = Desk::new();
    desk.open("A title that is far too long for the terminal that it is shown on");
    let mut narrow = desk.command(&["list"]);
    narrow.env("COLUMNS", "40");
    let shown = crate::desk::outcome(narrow, "").done();
    assert!(shown.contains(ONE) && shown.contains("A title…"), "{shown}");
}

#[test]
fn the_shell_completes_with_the_words_of_the_desk_that_is_named() {
    let desk = Desk::new();
    desk.open("One");
    let root = desk.root().display().to_string();
    let complete = |typed: &[&str]| {
        let mut command = desk.command(&[&["--", "tickets", "-C", &root], typed].concat());
        let index = (typed.len() + 2).to_string();
        command.current_dir("/").envs([("COMPLETE", "bash"), ("_CLAP_COMPLETE_INDEX", &index), ("_CLAP_IFS", " ")]);
        crate::desk::outcome(command, "").done()
    };
    assert_eq!(complete(&["show", "CS"]), ONE);
    assert_eq!(complete(&["assign", "--to", ""]), "li wang zhao");
    assert_eq!(complete(&["new", "--priority", ""]), "urgent high medium low");
    assert_eq!(complete(&["list", "--view", ""]), "overdue pool urgent");
    assert_eq!(complete(&["close", "--reason", "d"]), "duplicate");
}
