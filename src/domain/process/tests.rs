use super::*;
use crate::domain::moment;
use crate::domain::ticket::Head;

fn at(minute: u32) -> Moment {
    moment::read(&format!("2026-10-28T09:{minute:02}:00+08:00")).unwrap()
}

fn stage(code: &str, begins: &[ActKind], ends: &[(ActKind, &str)]) -> Stage {
    let ends = ends.iter().map(|(act, result)| (*act, Code::from(*result))).collect();
    Stage { code: code.into(), begins: begins.into(), ends, endings: vec!["done".into()] }
}

/// Intake, ended by accepting; analysis; the fix, ended by resolving and begun by sending back; archive, ended by closing.
fn route() -> Route {
    Route(vec![
        stage("intake", &[], &[(ActKind::Accepted, "done")]),
        stage("analyse", &[], &[]),
        stage("fix", &[ActKind::SentBack], &[(ActKind::Resolved, "done")]),
        stage("archive", &[], &[(ActKind::Closed, "done")]),
    ])
}

fn walk(acts: Vec<(u32, Act)>) -> Walk {
    let entry = |(minute, act)| Entry::new(at(minute), "li".into(), act);
    let ticket = Ticket { head: Head::new("T1".into(), at(0)), history: acts.into_iter().map(entry).collect() };
    route().walk(&ticket)
}

/// `stage start-end result`, one for each stay.
fn told(walk: &Walk) -> Vec<String> {
    let minute = |at: Moment| at.format("%M").to_string();
    let visits = walk.visits.iter().map(|visit| {
        let end = visit.end.map_or("..".to_owned(), minute);
        let result = visit.result.as_ref().map_or("-", Code::as_str);
        format!("{} {}-{end} {result}", route().0[visit.stage].code, minute(visit.start))
    });
    visits.collect()
}

fn did(stage: &str, result: Option<&str>) -> Act {
    Act::Stage { stage: stage.into(), result: result.map(Into::into), note: None }
}

fn accepted() -> Act {
    Act::Accepted { note: None }
}

fn resolved() -> Act {
    Act::Resolved { result: None, evidence: None, text: "patched".into() }
}

fn closed() -> Act {
    Act::Closed { reason: "solved".into(), text: None }
}

fn sent_back() -> Act {
    Act::SentBack { reason: "again".into(), until: None }
}

#[test]
fn stages_follow_each_other_by_acts_and_by_hand() {
    let walk = walk(vec![(5, accepted()), (20, did("analyse", Some("done"))), (40, resolved()), (50, closed())]);
    assert_eq!(told(&walk), ["intake 00-05 done", "analyse 05-20 done", "fix 20-40 done", "archive 40-50 done"]);
    assert_eq!(walk.standing, None);
    assert_eq!(walk.visits[2].remarks, ["patched"]);
}

#[test]
fn a_result_that_ends_nothing_is_kept_while_the_stage_goes_on() {
    let walk = walk(vec![(5, accepted()), (9, did("analyse", Some("half")))]);
    assert_eq!(told(&walk), ["intake 00-05 done", "analyse 05-.. half"]);
    assert_eq!(walk.current().unwrap().by, Some("li".into()));
}

#[test]
fn skipped_stages_get_no_result_and_no_time() {
    let walk = walk(vec![(5, accepted()), (40, resolved())]);
    assert_eq!(told(&walk), ["intake 00-05 done", "analyse 05-40 -", "fix 40-40 done", "archive 40-.. -"]);
}

#[test]
fn acts_and_people_lead_back() {
    let acts = vec![(5, accepted()), (6, did("fix", None)), (10, resolved()), (20, sent_back()), (30, resolved())];
    let fixed = ["fix 06-10 done", "archive 10-20 -", "fix 20-30 done", "archive 30-.. -"];
    assert_eq!(told(&walk(acts))[2..], fixed);
    let back = walk(vec![
        (5, accepted()),
        (6, did("fix", None)),
        (9, did("analyse", None)),
        (12, did("analyse", Some("done"))),
    ]);
    assert_eq!(told(&back)[1..], ["analyse 05-06 -", "fix 06-09 -", "analyse 09-12 done", "fix 12-.. -"]);
}

#[test]
fn a_late_result_is_written_where_it_belongs_and_moves_nothing() {
    let late = walk(vec![(5, accepted()), (9, did("fix", None)), (12, did("analyse", Some("done")))]);
    assert_eq!(told(&late), ["intake 00-05 done", "analyse 05-09 done", "fix 09-.. -"]);
    let skipped = walk(vec![(9, did("fix", None)), (12, did("analyse", Some("done")))]);
    assert_eq!(told(&skipped), ["intake 00-09 -", "analyse 12-12 done", "fix 09-.. -"]);
    assert_eq!(skipped.current().unwrap().stage, 2);
}

#[test]
fn closing_ends_the_walk_and_reopening_takes_it_up() {
    let route = Route(route().0[..3].to_vec());
    let history = vec![(5, accepted()), (10, closed()), (20, Act::Reopened { reason: "no".into(), until: None })];
    let entry = |(minute, act)| Entry::new(at(minute), "li".into(), act);
    let ticket = Ticket { head: Head::new("T1".into(), at(0)), history: history.into_iter().map(entry).collect() };
    assert_eq!(told(&route.walk(&ticket)), ["intake 00-05 done", "analyse 05-10 -", "analyse 20-.. -"]);
}

#[test]
fn what_the_customer_says_and_what_is_attached_belongs_to_the_stage_it_falls_in() {
    let received = |text: &str| Act::Received { channel: None, text: text.into() };
    let attached = Act::Attached { file: "attachments/T1/log.txt".into(), note: None };
    let walk = walk(vec![(1, received("a")), (2, received("b")), (5, accepted()), (6, attached)]);
    assert_eq!(walk.visits[0].feedback.as_deref(), Some("b"));
    assert_eq!((walk.visits[1].feedback.as_deref(), walk.visits[1].documents.len()), (None, 1));
}

#[test]
fn a_stage_that_is_not_known_and_a_desk_without_stages_move_nothing() {
    assert_eq!(told(&walk(vec![(5, did("gone", Some("done")))])), ["intake 00-.. -"]);
    let ticket = Ticket { head: Head::new("T1".into(), at(0)), history: Vec::new() };
    assert_eq!(Route::default().walk(&ticket), Walk::default());
}

#[test]
fn the_order_of_the_file_does_not_matter() {
    let (first, second) = ((5, accepted()), (40, resolved()));
    assert_eq!(walk(vec![first.clone(), second.clone()]), walk(vec![second, first]));
}
