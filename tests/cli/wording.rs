//! Vague words are pointed out before they are written.
use crate::desk::{Desk, outcome};

const ONE: &str = "CS202610280001";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.open("One");
    desk
}

fn refusing() -> Desk {
    let desk = desk();
    desk.replace("config/wording.yaml", "policy: warn", "policy: refuse");
    desk
}

#[test]
fn a_warning_shows_line_and_caret_and_the_text_is_written() {
    let desk = desk();
    let told = desk.run(&["reply", ONE, "-m", "Hello,\n我们会尽快处理"]);
    assert_eq!(told.code, Some(0));
    let expected = "warning: `尽快` promises nothing certain\n --> reply:2:4\n  | 我们会尽快处理\n  |       ^\nhint: name the time: by 15:00 today\n";
    assert!(told.err.contains(expected), "{}", told.err);
    assert!(desk.read(desk.file(ONE)).contains("我们会尽快处理"));
}

#[test]
fn every_use_is_looked_at() {
    let desk = desk();
    desk.run(&["assign", ONE, "--to", "li"]).done();
    for (args, place) in [
        (vec!["plan", ONE, "-m", "asap"], "plan:1:1"),
        (vec!["progress", ONE, "-m", "Done", "--next", "maybe more"], "progress:1:1"),
        (vec!["resolve", ONE, "-m", "It should be fine"], "resolve:1:4"),
    ] {
        let told = desk.run(&args);
        assert_eq!(told.code, Some(0), "{}", told.err);
        assert!(told.err.contains(place), "{}", told.err);
    }
    let told = desk.run(&["note", ONE, "-m", "maybe"]);
    assert!(!told.err.contains("maybe"), "notes are internal: {}", told.err);
}

#[test]
fn what_is_refused_is_not_written_unless_forced_and_the_force_is_recorded() {
    let desk = refusing();
    let before = desk.files();
    let told = desk.run(&["reply", ONE, "-m", "Probably tomorrow, asap, probably"]).failed(1);
    assert!(told.contains("vague words are not written here: probably, asap"), "{told}");
    assert_eq!(desk.files(), before);
    desk.run(&["reply", ONE, "-m", "Probably tomorrow", "--force"]).done();
    let file = desk.read(desk.file(ONE));
    assert!(
        file.contains("by: wang, did: replied, channel") || file.contains("by: wang, did: replied, text"),
        "{file}"
    );
    assert!(file.contains("by: wang, did: noted, text: 'vague words forced: probably'"), "{file}");
    desk.run(&["reply", ONE, "-m", "Tomorrow at 10:00", "--force"]).done();
    assert_eq!(desk.read(desk.file(ONE)).matches("did: noted").count(), 1, "nothing was forced");
}

#[test]
fn standard_replies_are_looked_at_after_they_are_filled() {
    let desk = refusing();
    let told = desk.run(&["reply", ONE, "--script", "result", "--set", "solution=roughly fixed"]).failed(1);
    assert!(told.contains("`roughly`") && told.contains("reply:2:17"), "{told}");
}

#[test]
fn a_text_is_checked_without_a_ticket() {
    let desk = desk();
    desk.write("answer.txt", "The possibility is small.\n可能性很小\n");
    assert_eq!(desk.run(&["wording", "check", "answer.txt"]).done(), "");
    let told = outcome(desk.command(&["wording", "check"]), "ok\nＭａｙｂｅ later\n").failed(3);
    assert!(told.contains("-:2:1") && told.contains("`Ｍａｙｂｅ`"), "{told}");
    let told = desk.run(&["wording", "check", "none.txt"]).failed(1);
    assert!(told.contains("none.txt"), "{told}");
}

#[test]
fn a_desk_without_the_file_checks_nothing() {
    let desk = desk();
    std::fs::remove_file(desk.path("config/wording.yaml")).unwrap();
    assert_eq!(desk.run(&["reply", ONE, "-m", "maybe"]).err, "");
}

#[test]
fn a_broken_file_is_shown_at_its_place_and_nothing_is_written() {
    let desk = desk();
    desk.write("config/wording.yaml", "policy: stop\n");
    let before = desk.files();
    let told = desk.run(&["reply", ONE, "-m", "Hello"]).failed(1);
    assert!(told.contains("config/wording.yaml:1:9") && told.contains("warn"), "{told}");
    assert_eq!(desk.files(), before);
    assert_eq!(desk.findings(), ["config-unknown-value"]);
    desk.write("config/wording.yaml", "vague: [{words: [soon], advice: a}]\nexcept: [later]\n");
    assert_eq!(desk.findings(), ["wording-except-idle"]);
}
