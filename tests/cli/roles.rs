//! Who may do what: `config/roles.yaml`.
use crate::desk::Desk;

/// A ticket that li has; li leads the team of it, zhao works there, wang supervises.
fn with_li(desk: &Desk) -> String {
    let number = desk.open("x");
    desk.run(&["assign", &number, "--to", "li"]).done();
    number
}

#[test]
fn the_refusal_says_who_may() {
    let desk = Desk::new();
    let number = with_li(&desk);
    let file = desk.read(desk.file(&number));
    let refused = desk.run(&["--as", "zhao", "resolve", &number, "-m", "x"]).failed(1);
    assert!(refused.contains("Zhao Lei may not resolve somebody else's ticket"), "{refused}");
    assert!(refused.contains("Li Na (li), Wang Fang (wang); `resolve-others`"), "{refused}");
    let refused = desk.run(&["--as", "zhao", "--lang", "zh-CN", "decline", &number, "-r", "x"]).failed(1);
    assert!(refused.contains("Zhao Lei无权退回他人工单（CS202610280001）"), "{refused}");
    let refused = desk.run(&["--as", "zhao", "assign", &number, "--to", "zhao", "--reason", "mine"]).failed(1);
    assert!(refused.contains("reassign-others"), "{refused}");
    assert_eq!(desk.read(desk.file(&number)), file);
    desk.run(&["assign", &number, "--to", "zhao", "--reason", "li is away"]).done();
    desk.run(&["--as", "zhao", "resolve", &number, "-m", "x"]).done();
}

#[test]
fn without_the_file_everybody_may_do_everything() {
    let desk = Desk::new();
    std::fs::remove_file(desk.path("config/roles.yaml")).unwrap();
    let number = with_li(&desk);
    desk.run(&["--as", "zhao", "resolve", &number, "-m", "x"]).done();
    desk.run(&["--as", "zhao", "verify", &number]).done();
    desk.run(&["--as", "zhao", "close", &number]).done();
}

#[test]
fn a_solution_is_verified_where_the_desk_asks_for_it() {
    let desk = Desk::new();
    desk.write("config/roles.yaml", "permissions: {verify: lead, close-unverified: supervisor}\n");
    let number = with_li(&desk);
    desk.run(&["--as", "li", "resolve", &number, "-m", "x", "--evidence", "tested"]).done();
    let refused = desk.run(&["--as", "zhao", "close", &number]).failed(1);
    assert!(refused.contains("close-unverified"), "{refused}");
    assert!(desk.run(&["--as", "zhao", "verify", &number]).failed(1).contains("Li Na (li)"));
    desk.run(&["--as", "li", "verify", &number, "--note", "works"]).done();
    desk.run(&["--as", "zhao", "close", &number]).done();
    let other = with_li(&desk);
    desk.run(&["--as", "li", "resolve", &other, "-m", "x"]).done();
    desk.run(&["close", &other]).done();
}

#[test]
fn classifying_can_be_kept_for_some() {
    let desk = Desk::new();
    desk.write("config/roles.yaml", "permissions: {classify: supervisor}\n");
    let number = desk.open("x");
    let refused = desk.run(&["--as", "zhao", "edit", &number, "--set", "priority=urgent"]).failed(1);
    assert!(refused.contains("Wang Fang (wang)"), "{refused}");
    desk.run(&["--as", "zhao", "edit", &number, "--set", "title=y"]).done();
    desk.run(&["edit", &number, "--set", "priority=urgent"]).done();
}

#[test]
fn wrong_roles_are_found_at_their_place() {
    let desk = Desk::new();
    assert!(desk.findings().is_empty());
    desk.write("config/roles.yaml", "permissions:\n  verify: [supervisr, lead]\n  classify: []\n");
    let number = desk.open("x");
    assert_eq!(desk.findings(), ["role-absent", "permission-nobody"]);
    let found = desk.run(&["check"]).failed(3) + &desk.run(&["check"]).out;
    assert!(found.contains("config/roles.yaml:2") && found.contains("supervisor"), "{found}");
    let refused = desk.run(&["edit", &number, "--set", "priority=low"]).failed(1);
    assert!(refused.contains("nobody may change type, category or priority"), "{refused}");
    desk.write("config/roles.yaml", "permissions:\n  verfy: lead\n");
    let refused = desk.run(&["note", &number, "-m", "x"]).failed(1);
    assert!(refused.contains("config/roles.yaml:2") && refused.contains("verify"), "{refused}");
    desk.run(&["list"]).done();
    assert_eq!(desk.findings(), ["config-unknown-key"]);
}

/// Neither as withdrawn, nor as a duplicate, nor by letting it wait; once it is resolved it is anybody's to close.
#[test]
fn work_on_anothers_ticket_is_not_ended_by_other_means() {
    let desk = Desk::new();
    desk.write("config/roles.yaml", "permissions: {resolve-others: lead, wait-others: lead}\n");
    let (number, main) = (with_li(&desk), desk.open("main"));
    let others: [&[&str]; 3] = [
        &["close", &number, "--reason", "withdrawn"],
        &["merge", &number, "--into", &main, "--reason", "x"],
        &["wait", &number],
    ];
    for (args, permission) in others.into_iter().zip(["resolve-others", "resolve-others", "wait-others"]) {
        let refused = desk.run(&[&["--as", "zhao"], args].concat()).failed(1);
        assert!(refused.contains(permission) && refused.contains("Li Na (li)"), "{refused}");
    }
    desk.run(&["--as", "li", "resolve", &number, "-m", "x"]).done();
    desk.run(&["--as", "zhao", "close", &number, "--reason", "withdrawn"]).done();
}

#[test]
fn what_the_desk_wants_of_an_act_is_asked_for() {
    let desk = Desk::new();
    let vocabulary = desk.read("config/vocabulary.yaml");
    let required = |what: &str| desk.write("config/vocabulary.yaml", format!("{vocabulary}required_in: {what}\n"));
    required("{resolved: [evidence], reopened: [until]}");
    let number = with_li(&desk);
    let refused = desk.run(&["--as", "li", "resolve", &number, "-m", "x"]).failed(1);
    assert!(refused.contains("`resolve` needs `evidence`") && refused.contains("--evidence"), "{refused}");
    desk.run(&["--as", "li", "resolve", &number, "-m", "x", "--evidence", "tested"]).done();
    assert!(desk.run(&["reopen", &number, "--reason", "x"]).failed(1).contains("`until`"));
    desk.run(&["reopen", &number, "--reason", "x", "--until", "17:00"]).done();
    for (wrong, code) in [("{solved: [text]}", "required-act-unknown"), ("{resolved: [until]}", "required-key-unknown")]
    {
        required(wrong);
        assert_eq!(desk.findings(), [code]);
    }
}
