//! Two clones whose clocks act: each deed is done once.
use super::clones::{Clones, Repo};

const CLOCKS: &str = "calendar: always\nclocks:\n  \
    acceptance: {starts: assigned, stops: accepted, target: 15m, levels: [{at: 0%, notify: handler}], \
      on_breach: [{notify: [lead, supervisor]}, {escalate: lead or supervisor}]}\n  \
    resolution: {starts: created, stops: resolved, target: {urgent: 1h, default: 2h}, warn: 50%, \
      levels: [{at: +15m, escalate: supervisor}], on_breach: [{priority: urgent}]}\n";

/// How often each trigger stands in a ticket.
fn triggers(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.split_once("trigger: ")).map(|(_, trigger)| trigger).collect()
}

/// Two clones with a ticket that zhao got at eight, and its number.
fn assigned(clones: &Clones) -> (Repo, Repo, String) {
    let wang = clones.join("wang");
    wang.write("config/sla.yaml", CLOCKS);
    let number = wang.open_at("2026-10-28T08:00:00+08:00", "Payment fails");
    wang.run_at("2026-10-28T08:00:00+08:00", &["assign", &number, "--to", "zhao"]).done();
    wang.commit("A ticket");
    wang.git(&["push", "-q"]);
    let li = clones.join("li");
    (wang, li, number)
}

#[test]
fn whenever_two_clones_tick_each_deed_is_done_once() {
    let clones = Clones::new();
    let (wang, li, number) = assigned(&clones);
    // Minutes after eight at which each of them ticks, before both merge.
    let rounds: [(&[u32], &[u32]); 5] =
        [(&[1, 16], &[20]), (&[40], &[35, 61]), (&[], &[90]), (&[130, 140], &[150]), (&[170], &[180])];
    for (ours, theirs) in rounds {
        for (repo, minutes) in [(&wang, ours), (&li, theirs)] {
            for minute in minutes {
                let now = format!("2026-10-28T{:02}:{:02}:00+08:00", 8 + minute / 60, minute % 60);
                repo.run_at(&now, &["tick"]).done();
            }
            repo.git(&["add", "--all"]);
            repo.git(&["commit", "-q", "--allow-empty", "-m", "Ticked"]);
        }
        wang.merge(&li);
        li.merge(&wang);
        let text = wang.read(wang.file(&number));
        assert_eq!(text, li.read(li.file(&number)));
        let mut once = triggers(&text);
        let all = once.len();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), all, "{text}");
        assert_eq!(wang.run_at("2026-10-28T12:00:00+08:00", &["check"]).code, Some(0), "{text}");
    }
    let text = wang.read(wang.file(&number));
    // zhao's acceptance: reminder, breach told, escalated to li at 08:16; li's: reminder, breach told to li and wang,
    // and to li, who has it; resolution: warning at 09:00, urgent at 10:01, wang at 10:15 of the raised promise's 09:15;
    // wang's acceptance: reminder and breach.
    assert!(triggers(&text).len() >= 9, "{text}");
    assert!(text.contains("at: 2026-10-28T08:16:00+08:00, by: clock, did: escalated"), "{text}");
    assert!(text.contains("priority: urgent") && text.contains("assignee: wang"), "{text}");
    for repo in [&wang, &li] {
        assert_eq!(repo.run_at("2026-10-28T11:30:00+08:00", &["tick"]).done(), "");
    }
}

/// A problem concerns three customers; both clones notice it, and a third complaint moves up in the clone where it is opened.
#[test]
fn what_other_tickets_set_off_in_two_clones_is_done_once() {
    let clones = Clones::new();
    let wang = clones.join("wang");
    wang.write(
        "config/rules.yaml",
        "rules:\n- {name: many, when: affected >= 3, raise: urgent, tags: [many], notify: [supervisor], collaborators: [service], escalate: lead}\n",
    );
    let mut numbers = Vec::new();
    for (minute, name) in ["Zheng Wen", "Feng Li", "Shen Yu"].into_iter().enumerate() {
        wang.run(&["customer", "add", "--name", name, "-q"]).done();
        let customer = format!("C{}", 1001 + minute);
        let now = format!("2026-10-28T08:0{minute}:00+08:00");
        let args = ["new", "x", "--type", "technical", "--customer", &customer, "--team", "tech", "-q"];
        numbers.push(wang.run_at(&now, &args).done().trim().to_owned());
    }
    for other in &numbers[1..] {
        wang.run_at("2026-10-28T08:10:00+08:00", &["link", &numbers[0], "--to", other]).done();
    }
    wang.commit("Three tickets");
    wang.git(&["push", "-q"]);
    let li = clones.join("li");
    for (repo, minute) in [(&wang, 20), (&li, 15)] {
        repo.run_at(&format!("2026-10-28T08:{minute}:00+08:00"), &["tick"]).done();
        repo.git(&["commit", "-q", "--all", "-m", "Ticked"]);
    }
    wang.merge(&li);
    li.merge(&wang);
    let text = wang.read(wang.file(&numbers[0]));
    assert_eq!(text, li.read(li.file(&numbers[0])));
    let by_rules: Vec<_> = text.lines().filter(|line| line.contains("trigger: 'rule many ")).collect();
    // Priority, tag, team, notice, escalation: the earlier of each.
    assert_eq!(by_rules.len(), 5, "{text}");
    assert!(by_rules.iter().all(|line| line.contains("at: 2026-10-28T08:15:00+08:00")), "{text}");
    assert!(text.contains("assignee: li") && text.contains("priority: urgent"), "{text}");
    for repo in [&wang, &li] {
        assert_eq!(repo.run_at("2026-10-28T08:30:00+08:00", &["tick"]).done(), "");
        assert_eq!(repo.run_at("2026-10-28T08:30:00+08:00", &["check"]).code, Some(0), "{text}");
    }
}

/// One clone resolves or closes what the other one's clock moves up, before it or after it.
#[test]
fn what_a_clock_does_elsewhere_does_not_bring_back_a_ticket_whose_work_is_over() {
    for (close, minute) in [(false, "10"), (false, "40"), (true, "10"), (true, "40")] {
        let clones = Clones::new();
        let (wang, li, number) = assigned(&clones);
        let now = format!("2026-10-28T08:{minute}:00+08:00");
        wang.run_at(&now, &["resolve", &number, "-m", "done", "--as", "zhao"]).done();
        if close {
            wang.run_at(&now, &["close", &number, "--reason", "withdrawn"]).done();
        }
        // Nobody accepted it within 15 minutes: it moves up to li.
        li.run_at("2026-10-28T08:20:00+08:00", &["tick"]).done();
        for repo in [&wang, &li] {
            repo.git(&["add", "--all"]);
            repo.git(&["commit", "-q", "-m", "Acted"]);
        }
        wang.merge(&li);
        li.merge(&wang);
        li.run(&["check", "--fix"]);
        let file = li.file(&number);
        let text = li.read(&file);
        let status = if close { "closed" } else { "resolved" };
        assert!(text.contains(&format!("status: {status}\n")), "{close} {minute} {text}");
        assert!(text.contains("did: escalated"), "nothing is lost: {text}");
        // Whoever had it when it was resolved did it.
        let assignee = if minute == "10" { "zhao" } else { "li" };
        assert!(text.contains(&format!("assignee: {assignee}\n")), "{minute} {text}");
        assert_eq!(file.starts_with("archive"), close, "{}", file.display());
        assert_eq!(li.run_at("2026-10-28T09:00:00+08:00", &["check"]).code, Some(0), "{text}");
        assert!(!li.run_at("2026-10-28T09:00:00+08:00", &["tick"]).done().contains("acceptance"));
    }
}

#[test]
fn whenever_two_clones_tell_customers_each_ticket_is_told_of_once_a_day() {
    let clones = Clones::new();
    let wang = clones.join("wang");
    wang.write("scripts/digest.yaml", "label: Digest\ntext: '{{ tickets }}'\neach: '{{ ticket.number }}'\n");
    wang.run(&["customer", "add", "--name", "Emma Clarke"]).done();
    let open = ["new", "Payment fails", "--type", "technical", "--customer", "C1001", "--no-rules", "-q"];
    let number = wang.run_at("2026-10-28T08:00:00+08:00", &open).done().trim().to_owned();
    wang.commit("A ticket");
    wang.git(&["push", "-q"]);
    let li = clones.join("li");
    for (day, ours, theirs) in [("28", "17:00", "17:02"), ("29", "17:03", "17:00")] {
        for (repo, time) in [(&wang, ours), (&li, theirs)] {
            let now = format!("2026-10-{day}T{time}:00+08:00");
            assert!(repo.run_at(&now, &["digest", "--record"]).done().contains(&number));
            repo.git(&["add", "--all"]);
            repo.git(&["commit", "-q", "-m", "Told"]);
        }
        wang.merge(&li);
        li.merge(&wang);
        let text = wang.read(wang.file(&number));
        assert_eq!(text, li.read(li.file(&number)));
        assert!(
            text.contains(&format!("2026-10-{day}T17:00:00+08:00, by: clock, did: notified, to: C1001, what: digest")),
            "{text}"
        );
    }
    let text = wang.read(wang.file(&number));
    assert_eq!(text.matches("what: digest").count(), 2, "{text}");
    assert_eq!(wang.run_at("2026-10-29T18:00:00+08:00", &["digest", "--record"]).done(), "");
}
