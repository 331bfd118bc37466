//! Tickets that tell of one thing, since two clones acted at once.
use super::clones::{Clones, Repo};

/// Merges what another clone has; of a short ticket git does not see that it was moved and changed, which is mended.
fn merge(repo: &Repo, other: &Repo) {
    repo.fetch(other);
    if repo.try_git(&["merge", "-q", "--no-edit", "FETCH_HEAD"]).code != Some(0) {
        repo.run(&["git", "mend"]).done();
        repo.git(&["commit", "-q", "--no-edit"]);
    }
}

/// Each clone takes the other's ticket for the main one: both are closed, and somebody must hear of it.
#[test]
fn tickets_merged_into_each_other_are_found_and_taken_up_again() {
    let clones = Clones::new();
    let wang = clones.join("wang");
    let numbers = ["Down A", "Down B"].map(|title| wang.open_at("2026-10-28T08:00:00+08:00", title));
    wang.commit("Two tickets");
    wang.git(&["push", "-q"]);
    let li = clones.join("li");
    for (repo, minute, one, other) in [(&wang, "10", 0, 1), (&li, "15", 1, 0)] {
        let now = format!("2026-10-28T08:{minute}:00+08:00");
        let args = ["merge", &numbers[one], "--into", &numbers[other], "--reason", "the same", "--as", "wang"];
        repo.run_at(&now, &args).done();
        repo.commit("Merged");
    }
    merge(&wang, &li);
    assert_eq!(wang.findings(), ["duplicates-ring"]);
    wang.run_at("2026-10-28T08:20:00+08:00", &["merge", &numbers[0], "--undo", "--reason", "the main one"]).done();
    assert_eq!(wang.findings(), [""; 0]);
    let open = wang.run(&["list", "-q"]).done();
    assert_eq!(open.trim(), numbers[0]);
}

#[test]
fn one_alert_in_two_clones_is_told_to_be_merged() {
    let clones = Clones::new();
    let wang = clones.join("wang");
    wang.write("alert.json", r#"[{"fingerprint": "f1", "name": "Disk full", "started": "2026-10-28T07:55:00+08:00"}]"#);
    wang.commit("An alert");
    wang.git(&["push", "-q"]);
    let li = clones.join("li");
    for (repo, minute) in [(&wang, "00"), (&li, "01")] {
        let now = format!("2026-10-28T08:{minute}:00+08:00");
        repo.run_at(&now, &["new", "--from-alert", "alert.json"]).done();
        repo.commit("Taken in");
    }
    merge(&wang, &li);
    wang.run(&["check", "--fix"]);
    assert_eq!(wang.findings(), ["alert-twice"]);
    let numbers = wang.run(&["list", "-q", "--sort", "number"]).done();
    let [first, second] = numbers.lines().collect::<Vec<_>>()[..] else { panic!("{numbers}") };
    wang.run_at("2026-10-28T08:20:00+08:00", &["merge", second, "--into", first, "--reason", "one alert"]).done();
    assert_eq!(wang.findings(), [""; 0]);
}
