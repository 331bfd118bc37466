//! Laying down a desk beside what is there already.
use std::fs;

use crate::desk::{Desk, outcome};

#[test]
fn a_calendar_has_the_holidays_of_its_zone() {
    let desk = Desk::new();
    desk.run(&["init", "uk", "--no-git", "--lang", "en"]).done();
    let open = |desk: &Desk, dir: &str, at: &str| desk.run(&["-C", dir, "calendar", "open", "--at", at]).done();
    // Boxing Day of 2026 is a Saturday: the Monday after it is the holiday.
    assert_eq!(open(&desk, "uk", "2026-12-28 10:00").trim(), "closed");
    assert_eq!(open(&desk, "uk", "2026-12-29 10:00").trim(), "open");
    assert!(desk.run(&["-C", "uk", "calendar", "open", "--at", "2028-01-03 10:00"]).err.contains("2028"));
    desk.run(&["init", "us", "--no-git", "--lang", "en", "--timezone", "America/New_York"]).done();
    assert_eq!(open(&desk, "us", "2026-12-28 10:00").trim(), "open");
    desk.run(&["init", "cn", "--no-git", "--lang", "zh-CN", "--timezone", "Asia/Shanghai"]).done();
    assert_eq!(open(&desk, "cn", "2026-10-01 10:00").trim(), "closed");
}

#[test]
fn without_git_nothing_is_laid_down_and_the_way_out_is_told() {
    let desk = Desk::new();
    let mut lonely = desk.command(&["init", "other"]);
    lonely.env("PATH", "");
    assert!(outcome(lonely, "").failed(1).contains("--no-git"));
    assert!(!desk.path("other").exists());
}

#[test]
fn a_repository_keeps_its_readme_and_what_it_ignores() {
    let desk = Desk::new();
    fs::create_dir(desk.path("shop")).unwrap();
    desk.write("shop/README.md", "# The shop\n");
    desk.write("shop/.gitignore", "*.log\n");
    desk.run(&["init", "shop"]).done();
    assert_eq!(desk.read("shop/README.md"), "# The shop\n");
    assert_eq!(desk.read("shop/.gitignore"), "*.log\n/.tickets/\n/private/\n");
    desk.run(&["-C", "shop", "check"]).done();
    assert!(desk.run(&["init", "shop"]).failed(1).contains("`desk.yaml` exists already"));
}

/// The program in a desk's directory, for somebody of an address whom git knows.
fn by(desk: &Desk, email: &str, args: &[&str]) -> crate::desk::Outcome {
    let mut command = desk.command(args);
    for (at, (key, value)) in [("user.name", "Li Lei"), ("user.email", email)].into_iter().enumerate() {
        command.env(format!("GIT_CONFIG_KEY_{at}"), key).env(format!("GIT_CONFIG_VALUE_{at}"), value);
    }
    command.env("GIT_CONFIG_COUNT", "2").env_remove("TICKETS_USER");
    outcome(command, "")
}

#[test]
fn who_is_called_as_a_sample_member_gets_an_id_of_their_own() {
    let desk = Desk::new();
    by(&desk, "li@corp.cn", &["init", "shop", "--lang", "en"]).done();
    assert!(desk.read("shop/config/team.yaml").contains("\n  li2:\n    name: Li Lei\n    emails: [li@corp.cn]\n"));
    by(&desk, "li@corp.cn", &["-C", "shop", "new", "Power off"]).done();
    let refused = by(&desk, "wang@corp.cn", &["-C", "shop", "new", "Power off"]).failed(2);
    assert!(refused.contains("`  wang2: {name: wang, emails: [wang@corp.cn]}`"), "{refused}");
}

#[test]
fn a_bare_repository_is_told() {
    let desk = Desk::new();
    let made = std::process::Command::new("git").args(["init", "-q", "--bare"]).arg(desk.path("hub.git")).status();
    assert!(made.unwrap().success());
    let refused = desk.run(&["init", "hub.git"]).failed(1);
    assert!(refused.contains("bare") && refused.contains("git clone hub.git desk"), "{refused}");
    assert!(!desk.path("hub.git/desk.yaml").exists());
}
