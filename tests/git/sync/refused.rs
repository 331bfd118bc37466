//! What a sync does not settle: contradictions, errors, tickets that vanished.
use std::fs;

use super::{ONE, TWO, hub, status, two};
use crate::clones::Repo;

/// Both change the description by hand, each in their way.
fn contradict(wang: &Repo, li: &Repo) {
    let file = wang.file(ONE);
    wang.replace(&file, "history:", "description: Cards fail\nhistory:");
    li.replace(&file, "history:", "description: Transfers fail\nhistory:");
    wang.run(&["sync"]).done();
}

#[test]
fn a_contradiction_is_taken_back_and_told() {
    for way in ["--merge", "--rebase"] {
        let (clones, wang, li) = two();
        contradict(&wang, &li);
        let (before, sent) = (li.files(), hub(&clones, "main"));
        let told = li.run(&["sync", way]).failed(1);
        assert!(told.contains("description") && told.contains("--keep"), "{told}");
        assert_eq!((li.files(), status(&li)), (before, String::new()));
        assert_eq!(li.git(&["log", "-1", "--format=%s"]).trim(), format!("tickets: {ONE}"));
        assert_eq!(hub(&clones, "main"), sent);
        assert!(!li.root.join(".git/MERGE_HEAD").exists() && !li.root.join(".git/rebase-merge").exists());
    }
}

#[test]
fn a_contradiction_that_is_kept_is_settled_by_hand() {
    let (_clones, wang, li) = two();
    contradict(&wang, &li);
    let told = li.run(&["sync", "--keep"]).failed(1);
    assert!(told.contains("git add"), "{told}");
    let file = li.file(ONE);
    assert!(li.read(&file).contains("<<<<<<<"));
    // Nothing was settled yet.
    li.run(&["sync"]).failed(1);
    assert!(li.read(&file).contains("<<<<<<<"));
    let text = li.read(&file);
    let (before, rest) = text.split_once("description:").unwrap();
    let (_, history) = rest.split_once("history:").unwrap();
    li.write(&file, format!("{before}description: Cards and transfers fail\nhistory:{history}"));
    li.git(&["add", file.to_str().unwrap()]);
    li.run(&["sync"]).done();
    wang.run(&["sync"]).done();
    assert_eq!(wang.files(), li.files());
    assert!(wang.read(&file).contains("Cards and transfers fail"));
}

#[test]
fn what_is_wrong_is_not_sent() {
    let (clones, wang, li) = two();
    let sent = hub(&clones, "main");
    li.replace(li.file(ONE), "did: created", "did: noted, text: x");
    let told = li.run(&["sync"]).failed(3);
    assert!(told.contains(ONE) && told.contains("nothing was sent"), "{told}");
    assert_eq!((hub(&clones, "main"), status(&li)), (sent, String::new()));
    li.replace(li.file(ONE), "did: noted, text: x", "did: created");
    li.run(&["sync"]).done();
    // What somebody else sent is told of, and does not stop us.
    wang.run(&["sync"]).done();
    wang.open_at("2026-10-28T09:10:00+08:00", "Login fails");
    wang.replace(wang.file(TWO), "did: created", "did: noted, text: x");
    wang.commit("By hand");
    wang.git(&["push", "-q"]);
    li.run_at("2026-10-28T09:11:00+08:00", &["note", ONE, "-m", "y"]).done();
    let synced = li.run(&["sync"]);
    assert_eq!(synced.code, Some(0), "{synced:?}");
    assert!(synced.err.contains("errors in files that others sent: 1"), "{synced:?}");
}

#[test]
fn a_ticket_that_vanished_is_not_removed_for_everybody() {
    let (_clones, wang, _) = two();
    let file = wang.file(ONE);
    fs::remove_file(wang.root.join(&file)).unwrap();
    let told = wang.run(&["sync"]).failed(1);
    assert!(told.contains(&format!("git restore -- {}", file.display())), "{told}");
    wang.git(&["rm", "-q", "--", file.to_str().unwrap()]);
    wang.run(&["sync"]).done();
    assert!(status(&wang).is_empty());
}
