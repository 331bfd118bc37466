//! A Chinese desk speaks Chinese; its files keep codes.
use crate::desk::{Desk, Outcome, outcome};

/// A Chinese desk of a preset, in its own folder.
struct Chinese(Desk);

impl Chinese {
    fn of(preset: &str) -> Self {
        let desk = Desk::new();
        let args = ["init", "zh", "--template", preset, "--no-git", "--lang", "zh-CN", "--timezone", "Asia/Shanghai"];
        desk.run(&args).done();
        Self(desk)
    }

    fn at(&self, time: &str, args: &[&str]) -> Outcome {
        let mut command = self.0.command(&[&["-C", "zh"], args].concat());
        command.env("TICKETS_NOW", format!("2026-10-28T{time}:00+08:00"));
        outcome(command, "")
    }
}

/// Words of the files, none of which people ought to read.
#[track_caller]
fn assert_words(said: &str, codes: &[&str]) {
    for code in codes {
        assert!(!said.contains(code), "{code} in\n{said}");
    }
}

#[test]
fn clocks_are_called_by_their_labels_everywhere() {
    let codes =
        ["pick_up", "first_response", "acceptance", "escalated_contact", "emergency", "confirmation", "analysis"];
    for preset in ["support-desk", "rapid-response", "process-table", "after-sales", "standard-response"] {
        let desk = Chinese::of(preset);
        let vocabulary = std::fs::read_to_string(desk.0.path("zh/config/vocabulary.yaml")).unwrap();
        let code = |list: &str| {
            let words = vocabulary.split(&format!("\n{list}:\n")).nth(1)?;
            let code = words.split("code: ").nth(1)?;
            Some(code.split([',', '}', '\n']).next()?.to_owned())
        };
        let mut new = vec!["new", "付款失败", "-d", "付款失败", "-q"];
        desk.at("09:00", &["customer", "add", "--name", "王芳"]).done();
        new.extend(["--customer", "C1001"]);
        let given = [
            ("--channel", code("channels")),
            ("--product", code("products").or(Some("P1".to_owned()))),
            ("--source", code("sources")),
        ];
        for (option, code) in &given {
            new.extend(code.iter().flat_map(|code| [*option, code.as_str()]));
        }
        let number = desk.at("09:00", &new).done().trim().to_owned();
        let sla = std::fs::read_to_string(desk.0.path("zh/config/sla.yaml")).unwrap();
        let labelled = sla.matches("      label: ").count();
        assert_eq!(labelled, sla.matches("      starts: ").count(), "{preset}");
        for args in [&["show", &number][..], &["due"], &["list", "--columns", "number,clock"], &["report", "sla"]] {
            assert_words(&desk.at("09:01", args).done(), &codes);
        }
        assert_words(&desk.at("16:00", &["tick"]).done(), &["breach", "notified", "acceptance", "first_response"]);
        assert_words(
            &desk.at("16:01", &["show", &number]).done(),
            &["breach", " since ", "notify", "keyword", "rules "],
        );
        assert_words(&desk.at("16:01", &["log", &number]).done(), &["breach", " since ", "notify", "keyword"]);
    }
}

#[test]
fn what_rules_and_promises_wrote_down_is_told_in_words() {
    let desk = Chinese::of("support-desk");
    let number =
        desk.at("09:00", &["new", "支付失败，订单未生成", "--type", "technical", "-q"]).done().trim().to_owned();
    desk.at("09:20", &["tick"]).done();
    let shown = desk.at("09:21", &["show", &number]).done();
    for words in [
        "备注：规则 payment-fault：关键词“支付”、“失败”",
        "事项：提醒",
        "触发：接单 0%（通知），自 2026-10-28 09:00:00 起",
        "触发：接单 超时（升级）",
    ] {
        assert!(shown.contains(words), "{words} in\n{shown}");
    }
    let machine = desk.at("09:21", &["show", &number, "--format", "json"]).done();
    assert!(
        machine.contains("acceptance breach escalate since") && machine.contains("rule payment-fault: keyword"),
        "{machine}"
    );
    let ticked = desk.at("09:21", &["tick", "--dry-run", "--as-of", "2026-10-28 14:30", "--format", "csv"]).done();
    assert!(ticked.contains(",breach,"), "{ticked}");
    let told = desk.at("09:21", &["tick", "--dry-run", "--as-of", "2026-10-28 14:30"]).done();
    assert!(told.contains("超时") && !told.contains("breach"), "{told}");
}

#[test]
fn alerts_speak_the_desks_language() {
    let desk = Chinese::of("rapid-response");
    let alert = |state: &str| {
        format!(
            r#"{{"type": "x", "summary": "数据库死锁", "status": "{state}", "started": "2026-10-28T08:50:00+08:00", "ended": "2026-10-28T09:05:00+08:00"}}"#
        )
    };
    for (time, state) in [("09:00", "firing"), ("09:10", "resolved"), ("09:15", "resolved")] {
        desk.0.write("alert.json", alert(state));
        desk.at(time, &["new", "--from-alert", desk.0.path("alert.json").to_str().unwrap()]);
    }
    let shown = desk.at("09:20", &["show", "CS202610280001"]).done();
    assert!(shown.matches("告警已于 2026-10-28 09:05:00 恢复。").count() == 1, "{shown}");
    assert!(shown.contains("触发：告警恢复，自 2026-10-28 09:05:00 起"), "{shown}");
}
