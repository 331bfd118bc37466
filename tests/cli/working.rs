//! Working a ticket: plans, checks, other teams, duplicates.
use serde_json::Value;

use crate::desk::Desk;

fn show(desk: &Desk, number: &str) -> Value {
    let text = desk.run(&["show", number, "--format", "json"]).done();
    serde_json::from_str::<Value>(&text).unwrap()["tickets"][0].clone()
}

fn last_act(desk: &Desk, number: &str) -> Value {
    show(desk, number)["history"].as_array().unwrap().last().unwrap().clone()
}

fn with_li(desk: &Desk) -> String {
    let number = desk.open("x");
    desk.run(&["assign", &number, "--to", "li"]).done();
    desk.run(&["--as", "li", "accept", &number]).done();
    number
}

#[test]
fn what_is_given_at_once_goes_to_the_only_team_of_its_handler() {
    let desk = Desk::new();
    let number = desk.run(&["new", "x", "--to", "li", "-q"]).done().trim().to_owned();
    let ticket = show(&desk, &number);
    assert_eq!((&ticket["team"], &ticket["status"]), (&"tech".into(), &"assigned".into()));
    let later = desk.open("y");
    desk.run(&["assign", &later, "--to", "li"]).done();
    assert_eq!(show(&desk, &later)["team"], ticket["team"]);
}

#[test]
fn findings_plans_and_progress_are_recorded() {
    let desk = Desk::new();
    let number = with_li(&desk);
    desk.run(&["analyse", &number, "-m", "the certificate expired"]).done();
    assert_eq!(last_act(&desk, &number)["did"], "analysed");
    let plan = ["plan", &number, "--kind", "iteration", "-m", "release 4.3"];
    assert!(desk.run(&plan).failed(2).contains("--until"));
    assert!(desk.run(&[&plan[..], &["--to", "wang"]].concat()).failed(2).contains("--until"));
    desk.run(&[&plan[..], &["--to", "wang", "--until", "2026-11-13"]].concat()).done();
    desk.write("config/roles.yaml", "permissions: {own-iteration: product}\n");
    let refused = desk.run(&[&plan[..], &["--to", "wang", "--until", "2026-11-13"]].concat()).failed(1);
    assert!(refused.contains("own-iteration"), "{refused}");
    desk.run(&["progress", &number, "--done", "ordered", "--next", "install", "--eta", "16:00"]).done();
    let act = last_act(&desk, &number);
    assert_eq!(
        (&act["text"], &act["next"], &act["until"]),
        (&"ordered".into(), &"install".into(), &"2026-10-28T16:00:00+08:00".into())
    );
    desk.run(&["progress", &number, "--done", "x", "-m", "y"]).failed(2);
}

#[test]
fn a_solution_goes_back_or_is_confirmed() {
    let desk = Desk::new();
    let number = with_li(&desk);
    desk.run(&["--as", "li", "resolve", &number, "-m", "x", "--evidence", "tests pass"]).done();
    let back = ["send-back", &number, "--reason", "not on the phone", "--until", "17:00"];
    assert!(desk.run(&[&["--as", "zhao"], &back[..]].concat()).failed(1).contains("`verify`"));
    desk.run(&back).done();
    let ticket = show(&desk, &number);
    assert_eq!((&ticket["status"], &ticket["assignee"]), (&"in_progress".into(), &"li".into()));
    desk.run(&["--as", "li", "resolve", &number, "-m", "x"]).done();
    desk.run(&["reopen", &number, "--reason", "still fails", "--until", "18:00"]).done();
    assert_eq!(last_act(&desk, &number)["until"], "2026-10-28T18:00:00+08:00");
    assert_eq!(show(&desk, &number)["assignee"], "li");
    desk.run(&["--as", "li", "resolve", &number, "-m", "x"]).done();
    desk.run(&["confirm", &number, "--channel", "phone", "--note", "thanks"]).done();
    assert_eq!(last_act(&desk, &number)["did"], "confirmed");
    desk.run(&["close", &number]).done();
    desk.run(&["follow-up", &number, "-m", "called back", "--channel", "phone"]).done();
    assert_eq!(last_act(&desk, &number)["did"], "followed-up");
}

#[test]
fn another_team_works_along_with_a_duty_and_a_deadline() {
    let desk = Desk::new();
    let number = with_li(&desk);
    let involve = |team| ["involve", &number, "--team", team, "--duty", "refund it", "--until", "15:00"];
    assert!(desk.run(&involve("tech")).failed(1).contains("already"));
    desk.run(&involve("service")).done();
    assert!(desk.run(&involve("service")).failed(1).contains("this duty"), "the same is not owed twice");
    let ticket = show(&desk, &number);
    assert_eq!((&ticket["team"], &ticket["status"]), (&"tech".into(), &"in_progress".into()));
    assert_eq!(desk.run(&["list", "--where", "collaborating = service", "-q"]).done(), format!("{number}\n"));
    let page = desk.run(&["show", &number]).done();
    assert!(page.contains("Customer service: refund it (until 2026-10-28 15:00:00)"), "{page}");
    assert!(desk.run(&["done", &number, "--team", "tech", "-m", "x"]).failed(1).contains("service"));
    let more = desk.run(&["involve", &number, "--team", "service", "--duty", "call them"]);
    assert!(more.err.contains("still owes besides: refund it"), "{more:?}");
    desk.run(&["done", &number, "-m", "refunded"]).done();
    for whom in [&["--team", "tech"][..], &[]] {
        let nobody = desk.run(&[&["done", &number, "-m", "x"], whom].concat()).failed(1);
        assert!(
            nobody.contains("no team owes anything") && nobody.contains(&format!("tickets involve {number}")),
            "{nobody}"
        );
    }
    assert_eq!(last_act(&desk, &number)["team"], "service");
    assert!(desk.run(&["list", "--where", "collaborating = service", "-q"]).done().is_empty());
    assert!(desk.run(&["show", &number]).done().contains("(done 2026-10-28 09:00:00)"));
    desk.run(&["check"]).done();
}

#[test]
fn a_duplicate_goes_into_its_main_ticket_and_comes_back() {
    let desk = Desk::new();
    let (main, duplicate) = (desk.open("first"), desk.open("second"));
    desk.run(&["note", &duplicate, "-m", "kept"]).done();
    desk.run(&["merge", &duplicate, "--into", &main, "--reason", "the same failure"]).done();
    assert!(desk.file(&duplicate).starts_with("archive") && desk.file(&main).starts_with("tickets"));
    let closed = last_act(&desk, &duplicate);
    assert_eq!((&closed["reason"], &closed["text"]), (&"duplicate".into(), &"the same failure".into()));
    assert!(desk.read(desk.file(&duplicate)).contains("kept"));
    assert!(desk.run(&["show", &main]).done().contains(&format!("duplicate {duplicate}")));
    assert!(desk.run(&["show", &duplicate]).done().contains(&format!("duplicate of {main}")));
    assert_eq!(desk.run(&["list", "--where", "linked >= 1", "-q"]).done(), format!("{main}\n"));
    desk.run(&["check"]).done();
    let third = desk.open("third");
    let refused = desk.run(&["merge", &third, "--into", &duplicate, "--reason", "x"]).failed(1);
    assert!(refused.contains(&format!("--into {main}")), "{refused}");
    let refused = desk.run(&["merge", &main, "--into", &third, "--reason", "x"]).failed(1);
    assert!(refused.contains(&format!("main ticket of {duplicate}")), "{refused}");
    assert!(refused.contains(&format!("tickets merge {third} --into {main}")), "{refused}");
    desk.run(&["merge", &main, "--into", &main, "--reason", "x"]).failed(1);
    desk.run(&["merge", &duplicate, "--undo", "--reason", "another cause"]).done();
    assert!(desk.file(&duplicate).starts_with("tickets"));
    assert_eq!(show(&desk, &duplicate)["status"], "new");
    assert!(desk.run(&["list", "--where", "linked >= 1", "-q"]).done().is_empty());
    assert!(desk.run(&["merge", &duplicate, "--undo", "--reason", "x"]).failed(1).contains("not merged"));
    desk.run(&["check"]).done();
}

/// It is assigned to zhao, waits, or is resolved: so it comes back, and nobody reopened anything.
#[test]
fn a_duplicate_that_was_none_stands_where_it_stood() {
    let desk = Desk::new();
    let main = desk.open("main");
    let zhao = |args: &[&str]| desk.run(&[&["--as", "zhao"], args].concat()).done();
    let there_and_back = |status: &str| {
        let number = desk.open(status);
        desk.run(&["assign", &number, "--to", "zhao"]).done();
        if status != "assigned" {
            zhao(&["accept", &number]);
        }
        match status {
            "waiting" => zhao(&["wait", &number, "--for", "customer"]),
            "resolved" => zhao(&["resolve", &number, "-m", "x"]),
            _ => String::new(),
        };
        desk.run(&["merge", &number, "--into", &main, "--reason", "x"]).done();
        desk.run(&["merge", &number, "--undo", "--reason", "another cause"]).done();
        assert_eq!(show(&desk, &number)["status"], status);
        assert_eq!(last_act(&desk, &number)["did"], "unmerged");
        number
    };
    zhao(&["accept", &there_and_back("assigned")]);
    let waits = there_and_back("waiting");
    zhao(&["resume", &waits]);
    there_and_back("resolved");
    let volume = desk.run(&["report", "volume", "--format", "json"]).done();
    let row = &serde_json::from_str::<Value>(&volume).unwrap()["rows"][0];
    assert_eq!((&row["resolved"], &row["reopened"], &row["closed"]), (&1.into(), &0.into(), &0.into()), "{volume}");
    assert!(desk.findings().is_empty());
}

#[test]
fn a_link_is_taken_back() {
    let desk = Desk::new();
    let (one, two) = (desk.open("one"), desk.open("two"));
    let link = ["link", &one, "--to", &two, "--kind", "caused-by"];
    let remove = [&link[..], &["--remove"]].concat();
    assert!(desk.run(&remove).failed(1).contains("not linked"));
    desk.run(&link).done();
    desk.run(&link).failed(1);
    desk.run(&remove).done();
    assert!(show(&desk, &one)["links"].as_array().unwrap().is_empty());
    desk.run(&link).done();
}

#[test]
fn a_check_that_comes_too_late_is_refused_by_its_name() {
    let desk = Desk::new();
    let number = with_li(&desk);
    desk.run(&["close", &number, "--reason", "withdrawn", "--as", "li"]).done();
    for option in [&["--customer"][..], &["--send-back", "fails"], &[]] {
        let refused = desk.run(&[&["verify", &number], option].concat()).failed(1);
        assert!(refused.contains("`verify` is not possible now"), "{refused}");
    }
}
