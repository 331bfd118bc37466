//! Standard replies.
use crate::desk::{Desk, outcome};

const ONE: &str = "CS202610280001";

/// A desk with a ticket of a customer, at work since 09:00 on a Wednesday.
fn desk() -> Desk {
    let desk = Desk::new();
    desk.run(&["customer", "add", "--name", "Emma Clarke", "--phone", "13812345678"]).done();
    desk.run(&["new", "No order after payment", "--type", "technical", "--customer", "C1001", "-q"]).done();
    desk
}

#[test]
fn every_standard_reply_of_the_preset_is_sound_in_both_languages() {
    for language in ["en", "zh-CN"] {
        let desk = Desk::new();
        let dir = desk.path("other");
        let other = dir.to_str().unwrap();
        desk.run(&["init", other, "--no-git", "--lang", language, "--timezone", "Asia/Shanghai"]).done();
        assert_eq!(desk.run(&["-C", other, "script", "check"]).done(), "");
        assert_eq!(desk.run(&["-C", other, "check", "--format", "csv"]).done().lines().count(), 1);
        let listed = desk.run(&["-C", other, "script", "list", "-q"]).done();
        assert_eq!(listed, "closing\nhand-over\nnumber\nopening\nresult\n");
        for script in ["opening", "number", "hand-over", "result", "closing"] {
            let text = desk.run(&["-C", other, "script", "show", script]).done();
            desk.write("text.txt", &text);
            let found = desk.run(&["-C", other, "wording", "check", desk.path("text.txt").to_str().unwrap()]);
            assert_eq!(found.code, Some(0), "{language} {script}: {}", found.err);
        }
    }
}

#[test]
fn placeholders_are_filled_from_ticket_customer_member_and_clocks() {
    let desk = desk();
    let said = desk.run(&["reply", ONE, "--script", "hand-over", "--set", "step=we ask the bank", "--preview"]).done();
    // Medium: 3 working days of 09:00 to 18:00 from Wednesday 28 October 09:00 end on Friday at closing time.
    let expected = "I have handed CS202610280001 to our colleagues.\n1. What happens next: we ask the bank.\n\
                    2. You will have the result by Fri 30 Oct 2026, 18:00.\n3. I stay your contact: Fang Wang.\n";
    assert_eq!(said, expected.replace("Fang Wang", &member(&desk)));
}

/// What the preset calls the member `wang`.
fn member(desk: &Desk) -> String {
    let team = desk.read("config/team.yaml");
    let line = team.lines().find(|line| line.contains("wang: {name: ")).unwrap();
    line.split("name: ").nth(1).unwrap().split(',').next().unwrap().to_owned()
}

#[test]
fn a_preview_writes_nothing_and_a_reply_hides_contacts() {
    let desk = desk();
    let before = desk.files();
    let given = ["reply", ONE, "--script", "result", "--set", "solution=Money is back"];
    let said = desk.run(&[&given[..], &["--preview"]].concat()).done();
    assert_eq!(desk.files(), before);
    desk.run(&given).done();
    let file = desk.read(desk.file(ONE));
    for line in said.lines() {
        assert!(file.contains(line), "{line} in {file}");
    }
    assert!(said.contains("138****5678") && !file.contains("13812345678"), "{file}");
    assert!(file.contains("did: replied"), "{file}");
}

#[test]
fn a_missing_value_is_named_with_what_to_type() {
    let desk = desk();
    let before = desk.files();
    let told = desk.run(&["reply", ONE, "--script", "hand-over"]).failed(1);
    assert!(told.contains("there is no value for step") && told.contains("--set step='…'"), "{told}");
    assert!(told.contains("scripts/hand-over.yaml:6:"), "{told}");
    let told = desk.run(&["reply", ONE, "--script", "result", "--set", "solutoin=x"]).failed(1);
    assert!(told.contains("asks for no `solutoin`") && told.contains("solution"), "{told}");
    let told = desk.run(&["reply", ONE, "--script", "openning"]).failed(1);
    assert!(told.contains("`openning`") && told.contains("opening"), "{told}");
    let told = desk.run(&["reply", ONE, "--script", "../desk"]).failed(1);
    assert!(told.contains("no standard reply"), "{told}");
    assert_eq!(desk.files(), before);
}

#[test]
fn a_promise_that_has_passed_is_asked_for() {
    let desk = desk();
    let mut command = desk.command(&["reply", ONE, "--script", "hand-over", "--set", "step=x"]);
    command.env("TICKETS_NOW", "2026-11-02T09:00:00+08:00");
    let told = outcome(command, "").failed(1);
    assert!(told.contains("--set due.resolution='…'"), "{told}");
    let mut command =
        desk.command(&["reply", ONE, "--script", "hand-over", "--set", "step=x", "--set", "due.resolution=Tue, 10:00"]);
    command.env("TICKETS_NOW", "2026-11-02T09:00:00+08:00");
    outcome(command, "").done();
    assert!(desk.read(desk.file(ONE)).contains("result by Tue, 10:00."));
}

#[test]
fn the_editor_has_the_filled_text() {
    let desk = desk();
    desk.write("tmp/editor.sh", "sed -i 's/registered/taken down/' \"$1\"\n");
    let mut command = desk.command(&["reply", ONE, "--script", "number", "--edit"]);
    command.envs([("EDITOR", "sh tmp/editor.sh"), ("TMPDIR", "tmp")]);
    outcome(command, "").done();
    assert!(desk.read(desk.file(ONE)).contains("We have taken down your request as CS202610280001"));
}

#[test]
fn several_tickets_get_their_own_text_from_standard_input() {
    let desk = desk();
    let two = desk.open("Two");
    outcome(desk.command(&["reply", "-", "--script", "number"]), &format!("{ONE}\n{two}\n")).done();
    for number in [ONE, &two] {
        assert!(desk.read(desk.file(number)).contains(&format!("request as {number} (")));
    }
}

#[test]
fn a_reply_is_for_the_tickets_it_names() {
    let desk = desk();
    desk.write("scripts/sorry.yaml", "label: Sorry\nfor: {type: [complaint]}\nchannel: email\ntext: We are sorry.\n");
    let told = desk.run(&["reply", ONE, "--script", "sorry"]).failed(1);
    assert!(told.contains("`sorry` is not for CS202610280001, whose type is `technical`"), "{told}");
    let listed = desk.run(&["script", "list", "--for", ONE, "-q"]).done();
    assert!(!listed.contains("sorry"), "{listed}");
    let other = desk.run(&["new", "Rude", "--type", "complaint", "-q"]).done();
    desk.run(&["reply", other.trim(), "--script", "sorry"]).done();
    let file = desk.read(desk.file(other.trim()));
    assert!(file.contains("did: replied, channel: email, text: We are sorry."), "{file}");
}

#[test]
fn what_is_wrong_with_a_script_is_shown_at_its_line() {
    let desk = desk();
    desk.write("scripts/bad.yaml", "label: Bad\ntext: |\n  Hello\n  {{ customer.nmae }}\n");
    desk.write(
        "scripts/loop.yaml",
        "label: Loop\ntext: |\n  {% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}\n",
    );
    desk.write("scripts/key.yaml", "label: Key\ntxt: Hello\n");
    desk.write("scripts/notes.txt", "x");
    let outcome = desk.run(&["script", "check"]);
    assert_eq!(outcome.code, Some(3));
    for part in [
        "scripts/bad.yaml:4:6",
        "`customer.nmae`",
        "customer.name",
        "scripts/loop.yaml:3:",
        "has no end",
        "scripts/key.yaml:2:1",
        "scripts/notes.txt",
    ] {
        assert!(outcome.err.contains(part), "{part} in {}", outcome.err);
    }
    assert_eq!(desk.findings().len(), 4);
    let told = desk.run(&["reply", ONE, "--script", "loop"]).failed(1);
    assert!(told.contains("has no end"), "{told}");
}

#[test]
fn a_hundred_nested_calls_end() {
    let desk = desk();
    for text in [
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}".to_owned(),
        "(".repeat(5000),
        format!("{{{{ {} }}}}", "(".repeat(5000)),
        "{{ 'x' * 999999999 }}".to_owned(),
    ] {
        desk.write("scripts/deep.yaml", format!("label: Deep\ntext: \"{text}\"\n"));
        let outcome = desk.run(&["reply", ONE, "--script", "deep", "--preview"]);
        assert!(
            matches!(outcome.code, Some(0 | 1)) && !outcome.err.contains("panicked"),
            "{:?} {}",
            outcome.code,
            outcome.err
        );
    }
}

#[test]
fn a_result_goes_out_on_the_chosen_channel_and_names_who_served() {
    let desk = desk();
    desk.run(&["customer", "edit", "C1001", "--channel", "email"]).done();
    desk.replace("config/team.yaml", "li: {name: ", "li: {employee: E007, name: ");
    desk.run(&["assign", ONE, "--to", "li", "-q"]).done();
    let result = ["reply", ONE, "--script", "result", "--set", "solution=Money is back", "-q"];
    desk.run(&result).done();
    let file = desk.read(desk.file(ONE));
    let name =
        desk.read("config/team.yaml").split("E007, name: ").nth(1).unwrap().split(',').next().unwrap().to_owned();
    assert!(file.contains(&format!("2. Served by {name} (employee E007).")), "{file}");
    assert!(file.contains("did: replied\n  channel: email\n"), "{file}");
    // Without a choice it goes where the ticket came from; what is said on the command line comes first.
    desk.run(&["customer", "edit", "C1001", "--clear", "channel"]).done();
    desk.run(&["edit", ONE, "--set", "channel=chat", "-q"]).done();
    desk.run(&result).done();
    desk.run(&[&result[..], &["--channel", "phone"]].concat()).done();
    let file = desk.read(desk.file(ONE));
    let channels: Vec<_> = file.lines().filter_map(|line| line.strip_prefix("  channel: ")).collect();
    assert_eq!(channels, ["email", "chat", "phone"]);
}

#[test]
fn a_reply_goes_out_on_the_channel_that_the_customer_chose() {
    let desk = desk();
    desk.run(&["edit", ONE, "--set", "channel=chat", "-q"]).done();
    desk.run(&["reply", ONE, "-m", "By chat"]).done();
    desk.run(&["customer", "edit", "C1001", "--channel", "email"]).done();
    let told = desk.run(&["reply", ONE, "-m", "By e-mail"]);
    assert!(told.err.contains("CS202610280001: by E-mail, as the customer chose"), "{told:?}");
    desk.run(&["reply", ONE, "--script", "number", "-q"]).done();
    let asked = desk.run(&["reply", ONE, "-m", "By phone", "--channel", "phone"]);
    assert_eq!(asked.err, "");
    desk.run(&["customer", "edit", "C1001", "--channel", "chat"]).done();
    assert_eq!(desk.run(&["reply", ONE, "-m", "It came by chat"]).err, "");
    let file = desk.read(desk.file(ONE));
    let channels: Vec<_> = file.lines().filter_map(|line| line.split("channel: ").nth(1)).collect();
    let channels: Vec<_> = channels.iter().map(|rest| rest.split([',', '}']).next().unwrap()).collect();
    assert_eq!(channels, ["chat", "chat", "email", "email", "phone", "chat"], "{file}");
}

#[test]
fn the_opening_can_be_read_out_before_there_is_a_ticket() {
    let desk = Desk::new();
    let said = desk.run(&["script", "show", "opening", "--filled"]).done();
    let name = member(&desk);
    assert!(said.starts_with("Hello, this is ") && said.contains(&format!(", {name} speaking.")), "{said}");
    let said = desk.run(&["script", "show", "number", "--filled"]).done();
    assert!(said.contains("as {{ ticket.number }} ("), "{said}");
}

#[test]
fn a_broken_standard_reply_is_told_of_and_the_others_are_listed() {
    let desk = desk();
    let all = desk.run(&["script", "list", "-q"]).done();
    desk.write("scripts/broken.yaml", "[");
    let listed = desk.run(&["script", "list", "-q"]);
    assert_eq!((listed.code, &listed.out), (Some(1), &all));
    assert!(listed.err.contains("scripts/broken.yaml:1:1"), "{}", listed.err);
}
