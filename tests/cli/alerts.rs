//! Monitoring alerts.
use super::desk::Desk;
use crate::outcome::{Outcome, outcome};

/// What Alertmanager posts: two alerts of one group, the second without what it shares with the first.
const WEBHOOK: &str = r#"{
  "receiver": "desk", "status": "firing", "version": "4", "truncatedAlerts": 0,
  "groupKey": "{}:{alertname=\"HighErrorRate\"}", "externalURL": "http://alertmanager:9093",
  "groupLabels": {"alertname": "HighErrorRate"},
  "commonLabels": {"alertname": "HighErrorRate", "severity": "critical"},
  "commonAnnotations": {"scope": "10% of users"},
  "alerts": [
    {"status": "firing", "fingerprint": "9f8e7d6c5b4a3210",
     "labels": {"alertname": "HighErrorRate", "severity": "critical", "service": "checkout"},
     "annotations": {"summary": "Payments fail", "description": "5xx above 5%\nfor 5m", "scope": "10% of users"},
     "startsAt": "2026-10-28T00:50:00.123456789Z", "endsAt": "0001-01-01T00:00:00Z",
     "generatorURL": "http://prometheus:9090/graph?g0.expr=rate%28x%29\u0026g0.tab=1"},
    {"status": "firing", "fingerprint": "0123456789abcdef",
     "labels": {"alertname": "HighErrorRate", "severity": "critical", "service": "search"},
     "annotations": {}, "startsAt": "2026-10-28T00:51:00Z", "endsAt": "0001-01-01T00:00:00Z"}
  ]
}"#;

/// One alert of Alertmanager's, with the status and the times that are given.
fn alert(status: &str, started: &str, ended: &str) -> String {
    format!(
        r#"{{"version": "4", "status": "{status}", "alerts": [{{"status": "{status}", "fingerprint": "9f8e7d6c5b4a3210",
        "labels": {{"alertname": "HighErrorRate", "severity": "critical"}}, "annotations": {{"summary": "Payments fail"}},
        "startsAt": "{started}", "endsAt": "{ended}"}}]}}"#
    )
}

fn firing(started: &str) -> String {
    alert("firing", started, "0001-01-01T00:00:00Z")
}

const FIRST: &str = "2026-10-28T00:50:00Z";
const OVER: &str = "2026-10-28T00:55:00Z";
const AGAIN: &str = "2026-10-28T00:58:00Z";

fn post(desk: &Desk, document: &str, options: &[&str]) -> Outcome {
    outcome(desk.command(&[&["new", "--from-alert", "-"], options].concat()), document)
}

/// The numbers that were opened or changed.
fn numbers(desk: &Desk, document: &str) -> Vec<String> {
    post(desk, document, &["-q"]).done().lines().map(str::to_owned).collect()
}

fn list(desk: &Desk, columns: &str) -> Vec<String> {
    let table = desk.run(&["list", "--all", "--sort", "number", "--format", "csv", "--columns", columns]).done();
    table.lines().skip(1).map(str::to_owned).collect()
}

fn history(desk: &Desk, number: &str) -> Vec<String> {
    let text = desk.read(desk.file(number));
    text.lines().skip_while(|line| *line != "history:").skip(1).map(str::to_owned).collect()
}

#[test]
fn each_alert_of_a_webhook_is_a_ticket_with_its_time_type_and_scope() {
    let desk = Desk::new();
    assert_eq!(numbers(&desk, WEBHOOK), ["CS202610280001", "CS202610280002"]);
    let text = desk.read(desk.file("CS202610280001"));
    for line in [
        "title: Payments fail",
        "type: technical",
        "priority: urgent",
        "source: monitoring",
        "team: tech",
        "occurred: 2026-10-28T08:50:00+08:00",
        "scope: 10% of users",
        "external: alert:9f8e7d6c5b4a3210",
        "tags: [HighErrorRate]",
        "  5xx above 5%",
        "  severity = critical",
        "  http://prometheus:9090/graph?g0.expr=rate%28x%29&g0.tab=1",
        "- {at: 2026-10-28T09:00:00+08:00, by: import, did: created}",
        "- {at: 2026-10-28T09:00:00+08:00, by: import, did: assigned, team: tech}",
    ] {
        assert!(text.lines().any(|known| known == line), "{line} in {text}");
    }
    assert_eq!(
        list(&desk, "title,scope,occurred"),
        [
            "Payments fail,10% of users,2026-10-28T08:50:00+08:00",
            "HighErrorRate,10% of users,2026-10-28T08:51:00+08:00"
        ]
    );
    assert!(desk.findings().is_empty());
}

#[test]
fn what_is_delivered_twice_happens_once() {
    let desk = Desk::new();
    let deliveries = [WEBHOOK, &alert("resolved", FIRST, OVER)];
    for document in deliveries {
        assert!(!numbers(&desk, document).is_empty());
    }
    let files = desk.files();
    for document in deliveries {
        let outcome = post(&desk, document, &[]);
        assert!(outcome.err.contains("tells of it already"), "{outcome:?}");
        assert!(outcome.done().is_empty());
    }
    assert!(desk.files() == files);
}

#[test]
fn resolved_alerts_are_told_and_what_fires_again_too() {
    let desk = Desk::new();
    let number = &numbers(&desk, &firing(FIRST))[0];
    for document in [alert("resolved", FIRST, OVER), firing(AGAIN)] {
        assert_eq!(&numbers(&desk, &document), std::slice::from_ref(number));
    }
    let told = history(&desk, number).join("\n");
    assert!(told.contains("The alert was resolved at 2026-10-28 08:55:00."), "{told}");
    assert!(told.contains("The alert fires again since 2026-10-28 08:58:00."), "{told}");
    // News of the first episode that was held up on its way is no news.
    assert!(numbers(&desk, &alert("resolved", FIRST, OVER)).is_empty());
    assert_eq!(list(&desk, "number,status"), [format!("{number},new")]);
    assert!(desk.findings().is_empty());
}

#[test]
fn a_desk_may_have_its_tickets_resolved() {
    let desk = Desk::new();
    desk.replace("config/alerts.yaml", "resolved: comment", "resolved: resolve");
    let number = &numbers(&desk, &firing(FIRST))[0];
    numbers(&desk, &alert("resolved", FIRST, OVER));
    assert_eq!(list(&desk, "status"), ["resolved"]);
    assert_eq!(&numbers(&desk, &firing(AGAIN)), std::slice::from_ref(number));
    assert_eq!(list(&desk, "status"), ["new"]);
    assert!(history(&desk, number).iter().any(|line| line.contains("did: reopened")));
}

/// What monitoring posts on a day of 2026, at nine.
fn post_on(desk: &Desk, day: &str, document: &str) -> Outcome {
    let mut command = desk.command(&["new", "--from-alert", "-"]);
    command.env("TICKETS_NOW", format!("2026-{day}T09:00:00+08:00"));
    outcome(command, document)
}

#[test]
fn a_closed_ticket_is_known_whenever_it_was_opened() {
    let desk = Desk::new();
    let (first, second) = (firing("2026-09-20T00:50:00Z"), firing("2026-10-05T00:50:00Z"));
    for (day, document) in [
        ("09-20", &first),
        ("09-21", &alert("resolved", "2026-09-20T00:50:00Z", "2026-09-20T02:00:00Z")),
        ("10-05", &second),
    ] {
        assert!(post_on(&desk, day, document).done().contains("CS202609200001"));
    }
    desk.run(&["close", "CS202609200001", "--reason", "withdrawn"]).done();
    for document in [&first, &second] {
        let again = post_on(&desk, "10-28", document);
        assert!(again.err.contains("tells of it already") && again.err.contains("CS202609200001"), "{again:?}");
    }
    assert_eq!(list(&desk, "number,status"), ["CS202609200001,closed"]);
    assert!(post_on(&desk, "10-28", &firing("2026-10-05T00:51:00Z")).done().contains("CS202610280001"));
}

#[test]
fn what_fires_anew_reopens_what_somebody_solved() {
    let desk = Desk::new();
    let number = &numbers(&desk, &firing(FIRST))[0];
    desk.run(&["resolve", number, "-m", "restarted"]).done();
    assert!(numbers(&desk, &firing(FIRST)).is_empty());
    assert_eq!(list(&desk, "status"), ["resolved"]);
    assert_eq!(&numbers(&desk, &firing(AGAIN)), std::slice::from_ref(number));
    assert_eq!(list(&desk, "status"), ["new"]);
}

#[test]
fn a_closed_ticket_that_cannot_be_read_keeps_no_alert_out() {
    let desk = Desk::new();
    desk.write("archive/2026/10/CS202610010001-zzzzz.yaml", b"id: CS202610010001\ntitle: \xff\n");
    let outcome = post(&desk, WEBHOOK, &["-q"]);
    assert_eq!((outcome.code, outcome.out.lines().count()), (Some(1), 2), "{outcome:?}");
    assert_eq!(outcome.err.matches("is not UTF-8").count(), 1, "once for all alerts: {outcome:?}");
}

#[test]
fn a_desk_may_have_its_tickets_closed_and_a_new_episode_is_a_new_ticket() {
    let desk = Desk::new();
    desk.replace("config/alerts.yaml", "resolved: comment", "resolved: close\nclose_reason: withdrawn");
    let deliveries = [firing(FIRST), alert("resolved", FIRST, OVER)];
    for document in deliveries.iter().chain(&deliveries) {
        post(&desk, document, &["-q"]).done();
    }
    assert_eq!(list(&desk, "number,status"), ["CS202610280001,closed"]);
    assert!(desk.file("CS202610280001").starts_with("archive/2026/10"));
    assert_eq!(numbers(&desk, &firing(AGAIN)), ["CS202610280002"]);
    assert!(desk.findings().is_empty());
}

#[test]
fn what_the_desk_does_not_let_monitoring_close_is_told() {
    let desk = Desk::new();
    desk.replace("config/alerts.yaml", "resolved: comment", "resolved: close\nclose_reason: solved");
    desk.replace("desk.yaml", "close_needs_confirmation: false", "close_needs_confirmation: true");
    numbers(&desk, &firing(FIRST));
    let outcome = post(&desk, &alert("resolved", FIRST, OVER), &[]);
    assert!(outcome.err.contains("confirm"), "{outcome:?}");
    assert!(outcome.done().contains("noted"));
    assert_eq!(list(&desk, "status"), ["new"]);
    assert!(numbers(&desk, &alert("resolved", FIRST, OVER)).is_empty());
}

#[test]
fn the_rules_apply_and_arguments_win() {
    let desk = Desk::new();
    desk.write(
        "config/rules.yaml",
        "rules:\n- {name: pay, when: title ~ payments, set: {category: money, priority: low, team: service}, notify: [wang]}\n",
    );
    let outcome = post(&desk, &firing(FIRST), &["--priority", "high", "--to", "zhao", "--product", "shop"]);
    assert!(outcome.err.contains("rule `pay`"), "{outcome:?}");
    outcome.done();
    let text = desk.read(desk.file("CS202610280001"));
    for line in ["category: money", "priority: high", "product: shop", "team: tech", "assignee: zhao"] {
        assert!(text.lines().any(|known| known == line), "{line} in {text}");
    }
    assert_eq!(post(&desk, "{}", &["--from", "-"]).code, Some(2));
}

#[test]
fn an_alert_needs_nobody_and_gives_no_customer() {
    let desk = Desk::new();
    desk.replace("config/vocabulary.yaml", "required: []", "required: [customer]");
    let mut command = desk.command(&["new", "--from-alert", "-", "-q"]);
    command.env_remove("TICKETS_USER");
    assert_eq!(outcome(command, &firing(FIRST)).done().trim(), "CS202610280001");
}

#[test]
fn the_plain_form_serves_everything_else() {
    let desk = Desk::new();
    std::fs::remove_file(desk.path("config/alerts.yaml")).unwrap();
    let alert = r#"[{"type": "ErrorRate", "scope": "10% 的用户", "summary": "支付失败 😱", "started": "2026-10-28T08:50:00+08:00"},
                    {"type": "ErrorRate", "status": "resolved"}]"#;
    // Without an id an alert is known by its labels: both are one.
    assert_eq!(numbers(&desk, alert), ["CS202610280001", "CS202610280001"]);
    assert_eq!(list(&desk, "title,type,scope"), ["支付失败 😱,inquiry,10% 的用户"]);
    assert!(history(&desk, "CS202610280001").join("\n").contains("The alert was resolved at 2026-10-28 09:00:00."));
}

#[test]
fn one_bad_alert_keeps_no_other_from_being_taken_in() {
    let desk = Desk::new();
    let bad = WEBHOOK.replacen(r#""service": "checkout""#, r#""service": ["checkout"]"#, 1);
    let outcome = post(&desk, &bad, &["-q"]);
    assert!(outcome.err.contains("`alerts[0].labels.service`"), "{outcome:?}");
    assert_eq!((outcome.code, outcome.out.trim()), (Some(1), "CS202610280001"));
    assert_eq!(list(&desk, "title"), ["HighErrorRate"]);
    let truncated = post(&desk, &WEBHOOK.replace(r#""truncatedAlerts": 0"#, r#""truncatedAlerts": 7"#), &[]);
    assert!(truncated.err.contains("left out 7 alerts"), "{truncated:?}");
}

#[test]
fn nothing_from_outside_is_obeyed() {
    let desk = Desk::new();
    for document in ["", "null", "[]]", "{\"alerts\": 7}", "[1]", "\u{feff}", "{\"labels\": {\"a\": \"b\"}, \"x\": {}}"]
    {
        let outcome = post(&desk, document, &[]);
        assert!(outcome.code == Some(1) && !outcome.err.contains("panicked"), "{outcome:?}");
    }
    assert!(post(&desk, &"[".repeat(100_000), &[]).code == Some(1));
    assert!(desk.run(&["new", "--from-alert", "missing.json"]).failed(1).contains("missing.json"));
    let evil = r#"{"type": "x\u001b[2J", "summary": "\u001b]0;owned\u0007 {number}\nstatus: closed", "id": "../../x: y",
        "description": "---\nhistory:\n- {by: wang, did: closed}\u0000", "scope": "=cmd|' /C calc'!A0", "team": "service",
        "started": "9999-12-31T00:00:00Z"}"#;
    let number = &numbers(&desk, evil)[0];
    assert_eq!(
        list(&desk, "title,scope,team,occurred"),
        ["]0;owned {number} status: closed,'=cmd|' /C calc'!A0,tech,2026-10-28T09:00:00+08:00"]
    );
    let again = post(&desk, evil, &[]);
    assert!(!again.err.contains('\u{1b}') && again.err.contains("already"), "{again:?}");
    assert_eq!(history(&desk, number).len(), 2);
    assert!(desk.findings().is_empty());
    assert!(numbers(&desk, &evil.replace("9999", "0000")).is_empty());
}

#[test]
fn a_ticket_that_cannot_be_read_is_told() {
    let desk = Desk::new();
    desk.write("tickets/CS202610280009-zzzzz.yaml", "id: [\n");
    let outcome = post(&desk, &firing(FIRST), &["-q"]);
    assert!(outcome.err.contains("CS202610280009-zzzzz.yaml"), "{outcome:?}");
    assert_eq!((outcome.code, outcome.out.trim()), (Some(1), "CS202610280010"));
}

#[test]
fn what_is_wrong_with_the_file_is_told_with_its_place_and_nothing_is_written() {
    let desk = Desk::new();
    desk.replace("config/alerts.yaml", "title:", "tilte:");
    let refused = post(&desk, &firing(FIRST), &[]).failed(1);
    assert!(refused.contains("config/alerts.yaml:3:1") && refused.contains("known: title"), "{refused}");
    assert_eq!(desk.findings(), ["config-unknown-key"]);
    desk.replace("config/alerts.yaml", "tilte:", "title:");
    desk.replace(
        "config/alerts.yaml",
        "- {set: {type: technical, team: tech}}",
        "- {set: {priority: soon}}\n- {set: {team: x}}",
    );
    assert_eq!(desk.findings(), ["code-unknown", "team-unknown"]);
    post(&desk, &firing(FIRST), &[]).failed(1);
    assert!(desk.files().keys().all(|path| !path.starts_with("tickets")));
}

#[test]
fn in_chinese_too() {
    let desk = Desk::new();
    desk.run(&["init", "sub", "--no-git", "--lang", "zh-CN"]).done();
    assert_eq!(desk.run(&["check", "-C", "sub"]).code, Some(0));
    let document = r#"{"type": "支付错误率过高", "severity": "严重", "scope": "10% 的用户"}"#;
    let outcome = post(&desk, document, &["-C", "sub"]);
    assert!(outcome.out.contains("新建、"), "{outcome:?}");
    let again = post(&desk, document, &["-C", "sub"]);
    assert!(again.err.contains("已有记录"), "{again:?}");
    let bad = post(&desk, "[7]", &["-C", "sub"]).failed(1);
    assert!(bad.contains("告警中的 `[0]`"), "{bad}");
}
