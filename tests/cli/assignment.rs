//! Tickets that find a member by themselves, and the pool of those that do not.
use crate::desk::Desk;
use crate::outcome::outcome;

/// A desk whose team `tech` has li (who carries 8) and zhao (who carries 4), and finds members in this way.
fn desk(assignment: &str) -> Desk {
    let desk = Desk::new();
    desk.replace("config/team.yaml", "li: {name: Li Na, ", "li: {name: Li Na, capacity: 8, ");
    desk.replace("config/team.yaml", "zhao: {name: Zhao Lei, ", "zhao: {name: Zhao Lei, capacity: 4, ");
    desk.write("config/assignment.yaml", assignment);
    desk
}

const LEAST: &str = "weights: {urgent: 4, high: 2}\nteams:\n  tech: {by: [least-loaded]}\n";

fn new(desk: &Desk, args: &[&str]) -> String {
    desk.run(&[&["new", "Broken", "--type", "technical", "-q"], args].concat()).done().trim().to_owned()
}

/// The last entry of a ticket's file.
fn last(desk: &Desk, number: &str) -> String {
    let text = desk.read(desk.file(number));
    text.lines().last().unwrap().to_owned()
}

#[test]
fn the_least_loaded_is_chosen_and_the_note_says_why() {
    let desk = desk(LEAST);
    // li: urgent 4 of 8; zhao: high 2 of 4, both a half. Nobody was given one later than the other.
    let at = ["--at", "2026-10-28 08:00"];
    new(&desk, &[&["--to", "li", "-p", "urgent"], &at[..]].concat());
    new(&desk, &[&["--to", "zhao", "-p", "high"], &at[..]].concat());
    let first = new(&desk, &["--team", "tech"]);
    assert_eq!(
        last(&desk, &first),
        "- {at: 2026-10-28T09:00:00+08:00, by: rules, did: assigned, to: li, note: 'least loaded: li 4 of 8, zhao 2 of 4'}"
    );
    let second = new(&desk, &["--team", "tech"]);
    assert!(
        last(&desk, &second).ends_with("to: zhao, note: 'least loaded: zhao 2 of 4, li 5 of 8'}"),
        "{}",
        last(&desk, &second)
    );
    assert_eq!(desk.findings(), [""; 0]);
}

#[test]
fn what_is_resolved_is_no_load() {
    let desk = desk(LEAST);
    let number = new(&desk, &["--to", "li", "--at", "2026-10-28 08:00"]);
    desk.run(&["resolve", &number, "-m", "done", "--at", "2026-10-28 08:30"]).done();
    let next = new(&desk, &["--team", "tech"]);
    // Both carry nothing; zhao was never given any.
    assert!(last(&desk, &next).contains("to: zhao, note: 'least loaded: zhao 0 of 4, li 0 of 8'"));
}

#[test]
fn a_person_who_is_named_a_team_without_a_way_and_no_rules_are_left_alone() {
    let desk = desk(LEAST);
    assert!(
        last(&desk, &new(&desk, &["--team", "tech", "--to", "zhao"]))
            .ends_with("by: wang, did: assigned, team: tech, to: zhao}")
    );
    assert!(last(&desk, &new(&desk, &["--team", "service"])).ends_with("did: assigned, team: service}"));
    assert!(last(&desk, &new(&desk, &["--team", "tech", "--no-rules"])).ends_with("did: assigned, team: tech}"));
}

#[test]
fn several_at_once_see_each_other() {
    let desk = desk(LEAST);
    desk.write("many.yaml", "[{title: a}, {title: b}, {title: c}]");
    desk.run(&["new", "--from", "many.yaml", "--team", "tech"]).done();
    let listed = desk.run(&["list", "--columns", "title,assignee", "--sort", "title", "--format", "csv"]).done();
    // li 0 of 8 and zhao 0 of 4: li by id. Then zhao with nothing; then li with 1 of 8 against 1 of 4.
    assert_eq!(listed, "title,assignee\na,li\nb,zhao\nc,li\n");
}

#[test]
fn turns_are_derived_from_history_also_of_closed_tickets() {
    let desk = desk("teams: {tech: {by: [round-robin]}}\n");
    let first = new(&desk, &["--team", "tech", "--at", "2026-10-28 08:00"]);
    assert!(
        last(&desk, &first).ends_with("to: li, note: 'in turn: li not yet, zhao not yet'}"),
        "{}",
        last(&desk, &first)
    );
    desk.run(&["close", &first, "--reason", "duplicate"]).done();
    let second = new(&desk, &["--team", "tech", "--at", "2026-10-28 08:30"]);
    assert!(
        last(&desk, &second).ends_with("to: zhao, note: 'in turn: zhao not yet, li last 10-28 08:00'}"),
        "{}",
        last(&desk, &second)
    );
    assert!(last(&desk, &new(&desk, &["--team", "tech"])).contains("to: li"));
}

/// How many tickets each member has.
fn shares(desk: &Desk) -> Vec<(String, usize)> {
    let listed = desk.run(&["list", "--where", "has assignee", "--columns", "assignee", "--format", "csv"]).done();
    let mut shares: Vec<(String, usize)> = Vec::new();
    let mut names: Vec<_> = listed.lines().skip(1).collect();
    names.sort_unstable();
    for name in names {
        match shares.iter_mut().find(|(known, _)| known == name) {
            Some((_, count)) => *count += 1,
            None => shares.push((name.to_owned(), 1)),
        }
    }
    shares
}

#[test]
fn turns_go_round_within_one_second_and_one_command() {
    let desk = desk("teams: {tech: {by: [round-robin]}}\n");
    desk.replace("config/team.yaml", "teams: [service], roles", "teams: [service, tech], roles");
    desk.replace("config/team.yaml", "capacity: 8", "capacity: 40");
    desk.replace("config/team.yaml", "capacity: 4,", "capacity: 40,");
    let three = |count: usize| ["li", "wang", "zhao"].map(|member| (member.to_owned(), count)).to_vec();
    // One command for each, all within one second.
    (0..9).for_each(|_| drop(new(&desk, &["--team", "tech"])));
    assert_eq!(shares(&desk), three(3));
    // One command for all, whatever the order they are named in.
    let waiting: Vec<_> = (0..9).map(|_| new(&desk, &[])).collect();
    let ids = waiting.iter().rev().map(String::as_str).collect::<Vec<_>>().join("\n");
    outcome(desk.command(&["assign", "-", "--team", "tech", "--auto"]), &ids).done();
    assert_eq!(shares(&desk), three(6));
    // One delivery of nine alerts.
    let alerts: Vec<_> = (0..9).map(|n| format!(r#"{{"id":"a{n}","type":"A{n}","status":"firing"}}"#)).collect();
    let alarm = desk.command(&["new", "--from-alert", "-", "--team", "tech"]);
    outcome(alarm, &format!("[{}]", alerts.join(","))).done();
    assert_eq!(shares(&desk), three(9));
}

#[test]
fn skills_and_industries_narrow_the_choice() {
    let desk = desk("teams: {tech: {by: [industry, skills, least-loaded], industries: {finance: [zhao]}}}\n");
    desk.replace("config/team.yaml", "li: {name: Li Na, ", "li: {name: Li Na, skills: [technical/payment], ");
    new(&desk, &["--to", "li"]);
    let skilled = new(&desk, &["--team", "tech", "--category", "technical/payment"]);
    assert!(
        last(&desk, &skilled).ends_with("to: li, note: 'skill technical/payment; nobody else could: li 1 of 8'}"),
        "{}",
        last(&desk, &skilled)
    );
    desk.run(&["customer", "add", "--name", "Bank", "--industry", "finance"]).done();
    let bank = new(&desk, &["--team", "tech", "--category", "technical/payment", "--customer", "C1001"]);
    assert!(
        last(&desk, &bank).ends_with("to: zhao, note: 'industry finance; nobody else could: zhao 0 of 4'}"),
        "{}",
        last(&desk, &bank)
    );
}

#[test]
fn an_industry_leads_to_a_team_by_a_rule_and_there_to_a_member() {
    let desk = desk(LEAST);
    let rules = "rules:\n- {name: banks, when: industry = finance, set: {team: tech}}\n\
        - {name: city-hall, when: organization ~ 'city hall', set: {team: service}}\n";
    desk.write("config/rules.yaml", rules);
    for (name, fact, value) in [("Bank", "--industry", "finance"), ("Mayor", "--organization", "City Hall, taxes")] {
        desk.run(&["customer", "add", "--name", name, fact, value]).done();
    }
    let text = desk.read(desk.file(&new(&desk, &["--customer", "C1001"])));
    let given = "by: rules, did: assigned, team: tech, note: rule banks}\n";
    assert!(text.contains(given), "{text}");
    assert!(text.ends_with("did: assigned, to: li, note: 'least loaded: li 0 of 8, zhao 0 of 4'}\n"), "{text}");
    let other = last(&desk, &new(&desk, &["--customer", "C1002"]));
    assert!(other.ends_with("team: service, note: rule city-hall}"), "{other}");
    let nobody = last(&desk, &new(&desk, &[]));
    assert!(nobody.ends_with("did: created}"), "{nobody}");
}

#[test]
fn what_the_rules_gave_to_somebody_they_do_not_take_away() {
    let desk = desk(LEAST);
    let rule = |team: &str| format!("rules:\n- {{name: broken, when: title ~ broken, set: {{team: {team}}}}}\n");
    desk.write("config/rules.yaml", rule("tech"));
    let number = new(&desk, &[]);
    assert!(last(&desk, &number).contains("to: li, note: "));
    let explain = |desk: &Desk| desk.run(&["classify", &number, "--explain", "--format", "csv"]).done();
    assert!(explain(&desk).contains("broken,fired,team = tech,,"), "{}", explain(&desk));
    desk.write("config/rules.yaml", rule("service"));
    assert!(explain(&desk).contains("broken,fired,team = service,,"), "{}", explain(&desk));
    let before = desk.files();
    desk.run(&["classify", &number, "--apply"]).done();
    assert_eq!(desk.files(), before);
    desk.run(&["accept", &number, "--as", "li"]).done();
    assert!(explain(&desk).contains("broken,fired,,"), "{}", explain(&desk));
}

#[test]
fn a_ticket_is_taken_from_somebody_only_with_a_reason_that_says_something() {
    let desk = desk(LEAST);
    let number = new(&desk, &["--to", "li"]);
    let before = desk.files();
    for args in [&["--to", "zhao"][..], &["--team", "service"]] {
        assert!(desk.run(&[&["assign", &number], args].concat()).failed(1).contains("reason"), "{args:?}");
    }
    desk.run(&["assign", &number, "--to", "zhao", "--reason", " "]).failed(1);
    desk.run(&["assign", &number, "--auto", "--reason", ""]).failed(1);
    desk.run(&["transfer", &number, "--to", "zhao"]).failed(2);
    desk.run(&["transfer", &number, "--to", "zhao", "--reason", ""]).failed(1);
    assert_eq!(desk.files(), before);
    desk.run(&["assign", &number, "--to", "zhao", "--reason", "knows the gateway"]).done();
    assert!(last(&desk, &number).ends_with("to: zhao, reason: knows the gateway}"));
}

#[test]
fn who_is_off_duty_or_full_is_not_chosen_and_the_ticket_stays_in_the_pool() {
    let desk = desk("capacity: 1\nteams: {tech: {by: [on-duty, least-loaded]}}\n");
    // 28 October 2026 is a Wednesday. The night of zhao begins on Tuesday.
    let rota = "shifts:\n- {members: [li], week: {wed: [['09:00', '18:00']]}}\n\
                - {members: [zhao], week: {tue: [['20:00', '08:00']]}, from: 2026-10-01, until: 2026-10-28}\n";
    desk.write("config/rota.yaml", rota);
    assert_eq!(desk.findings(), [""; 0]);
    let at = |time| last(&desk, &new(&desk, &["--team", "tech", "--at", time]));
    assert!(at("2026-10-28 07:59").ends_with("to: zhao, note: 'on duty; nobody else could: zhao 0 of 4'}"));
    assert!(at("2026-10-28 09:00").contains("to: li"));
    let between = desk.run(&["new", "Broken", "--team", "tech", "--at", "2026-10-28 08:00"]);
    assert!(between.err.contains("CS202610280003 stays in the pool: everybody of `tech` is off duty"), "{between:?}");
    for _ in 0..7 {
        new(&desk, &["--team", "tech"]);
    }
    let full = desk.run(&["new", "Broken", "--team", "tech"]);
    assert!(full.err.contains("CS202610280011 stays in the pool: everybody of `tech` who could take it"), "{full:?}");
    assert!(last(&desk, "CS202610280011").ends_with("did: assigned, team: tech}"));
}

#[test]
fn a_supervisor_has_tickets_assigned_and_gives_a_reason_for_taking_one() {
    let desk = desk(LEAST);
    let number = new(&desk, &["--team", "tech", "--no-rules"]);
    let told = desk.run(&["assign", &number, "--auto"]).done();
    assert!(told.contains("Li Na"), "{told}");
    assert!(
        last(&desk, &number)
            .ends_with("by: rules, did: assigned, to: li, note: 'least loaded: li 0 of 8, zhao 0 of 4'}"),
        "{}",
        last(&desk, &number)
    );
    let before = desk.files();
    desk.run(&["assign", &number, "--auto"]).failed(1);
    desk.run(&["assign", &number, "--auto", "--to", "li"]).failed(2);
    let alone = new(&desk, &[]);
    assert!(desk.run(&["assign", &alone, "--auto"]).failed(2).contains("has no team"));
    assert_eq!(before.len() + 1, desk.files().len());
    desk.run(&["assign", &number, "--auto", "--reason", "ill"]).done();
    assert!(
        last(&desk, &number).contains("to: zhao, reason: ill, note: 'nobody else could: zhao 0 of 4'"),
        "{}",
        last(&desk, &number)
    );
    // A team that says nothing finds the least loaded; one without others leaves the ticket where it was.
    desk.run(&["assign", &alone, "--auto", "--team", "service"]).done();
    assert!(last(&desk, &alone).contains("team: service, to: wang"));
    let nobody = desk.run(&["assign", &alone, "--auto", "--reason", "ill"]);
    assert!(nobody.err.contains("the team `service` has no other members") && nobody.out.is_empty(), "{nobody:?}");
}

#[test]
fn who_waits_goes_on_waiting_whatever_team_they_wait_for() {
    let desk = desk(LEAST);
    let number = new(&desk, &["--at", "2026-10-28 07:00"]);
    desk.run(&["assign", &number, "--team", "tech", "--at", "2026-10-28 08:30"]).done();
    let waiting = |as_of: &str| {
        let pool = desk.run(&["pool", "--format", "csv", "--as-of", as_of]).done();
        pool.lines().skip(1).map(|line| line.rsplit(',').next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(waiting("2026-10-28 09:00"), ["7200"]);
    assert_eq!(waiting("2026-10-28 06:59"), [""; 0], "before it was opened");
    // Given to somebody, given back, closed, and back again.
    desk.run(&["assign", &number, "--to", "li", "--at", "2026-10-28 08:40"]).done();
    desk.run(&["decline", &number, "--as", "li", "--reason", "away", "--at", "2026-10-28 08:45"]).done();
    desk.run(&["close", &number, "--reason", "withdrawn", "--at", "2026-10-28 08:50"]).done();
    assert_eq!(waiting("2026-10-28 08:39"), ["5940"], "as it was, though it is closed now");
    assert_eq!(waiting("2026-10-28 08:47"), ["120"]);
    assert_eq!(waiting("2026-10-28 08:55"), [""; 0]);
    desk.run(&["reopen", &number, "--reason", "not yet", "--at", "2026-10-28 08:57"]).done();
    assert_eq!(waiting("2026-10-28 09:00"), ["180"]);
}

#[test]
fn a_pool_with_tickets_that_cannot_be_read_is_not_whole() {
    let desk = desk(LEAST);
    let number = new(&desk, &[]);
    desk.write("tickets/CS202610289999-00000.yaml", "id: [");
    let refused = desk.run(&["pool", "--format", "csv"]).failed(1);
    assert!(refused.contains("CS202610289999-00000.yaml"), "{refused}");
    let pool = desk.run(&["pool", "--format", "csv", "--skip-invalid"]);
    assert!(pool.out.contains(&number) && pool.err.contains('1'), "{pool:?}");
}

#[test]
fn a_remark_stands_beside_why_the_rules_chose_somebody() {
    let desk = desk(LEAST);
    let number = new(&desk, &["--team", "tech", "--to", "li"]);
    desk.run(&["assign", &number, "--auto", "--reason", "ill", "--note", "knows the shop"]).done();
    let given = last(&desk, &number);
    assert!(given.contains("to: zhao") && given.contains("; knows the shop"), "{given}");
}

#[test]
fn the_pool_shows_what_waits_and_who_carries_how_much() {
    let desk = desk(LEAST);
    new(&desk, &["--to", "li", "-p", "urgent", "--at", "2026-10-28 08:00"]);
    new(&desk, &["--team", "service", "--at", "2026-10-28 07:00"]);
    let given = new(&desk, &["--to", "zhao", "--team", "tech", "--at", "2026-10-28 08:00"]);
    desk.run(&["decline", &given, "--reason", "away", "--as", "zhao", "--at", "2026-10-28 08:30"]).done();
    let tickets = desk.run(&["pool", "--format", "csv"]).done();
    assert_eq!(
        tickets,
        "team,number,priority,title,waiting\nservice,CS202610280002,medium,Broken,7200\n\
        tech,CS202610280003,medium,Broken,1800\n"
    );
    let members = desk.run(&["pool", "--members", "--team", "tech", "--format", "csv"]).done();
    assert_eq!(
        members,
        "team,member,on_duty,tickets,load,capacity,last_given\n\
        tech,li,,1,4,8,2026-10-28T08:00:00+08:00\ntech,zhao,,0,0,4,2026-10-28T08:00:00+08:00\n"
    );
    let both = desk.run(&["pool"]).done();
    assert!(both.contains("Waiting") && both.contains("Capacity"), "{both}");
}

/// What `check` finds: the code and the line.
fn checked(desk: &Desk) -> Vec<String> {
    let out = desk.run(&["check", "--format", "csv"]).out;
    let found = out.lines().skip(1).map(|line| {
        let cells: Vec<_> = line.split(',').collect();
        format!("{}:{}", cells[1], cells[3])
    });
    found.collect()
}

#[test]
fn what_is_wrong_is_found_at_its_place() {
    let text = "weights: {urgnt: 4, default: 2}\ncapacity: 0\nteams:\n  tech: {by: []}\n  \
        service:\n    by: [on-duty, least-loaded, round-robin]\n    industries: {finance: [li]}\n  \
        sales: {by: [on-duty]}\n";
    let desk = desk(text);
    let expected = [
        "assignment-priority-unknown:1",
        "assignment-capacity-none:2",
        "assignment-steps-missing:4",
        "assignment-decides-twice:6",
        "assignment-rota-missing:6",
        "assignment-industries-unused:7",
        "assignment-not-in-team:7",
        "team-unknown:8",
        "assignment-rota-missing:8",
    ];
    let mut found = checked(&desk);
    found.sort_by_key(|found| found.rsplit(':').next().unwrap().to_owned());
    for wanted in expected {
        assert!(found.iter().any(|found| found == wanted), "{wanted} in {found:?}");
    }
    assert_eq!(found.len(), expected.len(), "{found:?}");
    assert!(desk.run(&["pool"]).failed(1).contains("config/assignment.yaml:1:"));
    let opened = desk.run(&["new", "x", "--team", "tech"]);
    assert!(opened.err.contains("warning: ") && opened.err.contains("config/assignment.yaml:1:"), "{opened:?}");
    opened.done();
    desk.write("config/assignment.yaml", "teams: {tech: {by: [least-load]}}\n");
    assert!(desk.run(&["check"]).out.contains("least-loaded"));
    desk.write("config/assignment.yaml", LEAST);
    let rota = "shifts:\n- {members: [li]}\n- {members: [li], calendar: office, week: {mon: [['09:00', '10:00']]}}\n\
        - {members: [who], calendar: office}\n- {members: [li], calendar: offic}\n\
        - {members: [li], calendar: office, from: 2026-10-02, until: 2026-10-01}\n";
    desk.write("config/rota.yaml", rota);
    assert_eq!(
        checked(&desk),
        ["rota-hours-missing:2", "rota-hours-twice:3", "member-unknown:4", "calendar-unknown:5", "rota-dates-empty:6"]
    );
}

#[test]
fn steps_without_effect_are_found_at_their_place() {
    let desk = desk(LEAST);
    desk.replace("config/vocabulary.yaml", "industries: []", "industries: [{code: finance, label: Finance}]");
    desk.replace("config/team.yaml", "teams:\n  service:", "teams:\n  empty: {name: Empty}\n  service:");
    let text = "teams:\n  empty: {by: [least-loaded]}\n  tech:\n    by: [industry]\n  service:\n    by: [industry]\n    \
        industries:\n      finanz: [wang]\n";
    desk.write("config/assignment.yaml", text);
    let expected = ["assignment-team-empty:2", "assignment-industries-missing:4", "assignment-industry-unknown:8"];
    assert_eq!(checked(&desk), expected);
}
