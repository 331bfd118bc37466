//! `diff`: what happened between two revisions.
use crate::clones::{Clones, Repo};

const AT: &str = "2026-10-28T09:30:00+08:00";

/// A desk with one committed ticket; its number.
fn desk() -> (Clones, Repo, String) {
    let clones = Clones::new();
    let repo = clones.first();
    let number = repo.open_at("2026-10-28T09:00:00+08:00", "Payment fails");
    repo.commit("open");
    (clones, repo, number)
}

#[test]
fn acts_since_the_last_commit_are_told_in_words() {
    let (_clones, repo, number) = desk();
    assert_eq!(repo.run(&["diff"]).done(), "tickets: 0 (opened: 0); acts: 0; promises broken: 0; other files: 0\n");
    repo.run_at(AT, &["reply", &number, "--channel", "phone", "-m", "We are on it\nand call back"]).done();
    let other = repo.open_at(AT, "Another");
    let shown = repo.run_at(AT, &["diff"]).done();
    let expected = format!(
        "{number}  Payment fails\n  2026-10-28 09:30:00  Wang Fang  replied  Channel: Phone\n      We are on it\n      \
         and call back\n\n{other}  Another\n  2026-10-28 09:30:00  Wang Fang  opened\n\n\
         tickets: 2 (opened: 1); acts: 2; promises broken: 0; other files: 0\n"
    );
    assert_eq!(shown, expected);
    let chinese = repo.run_at(AT, &["diff", "--lang", "zh-CN"]).done();
    assert!(chinese.contains("  2026-10-28 09:30:00  Wang Fang  回复客户  渠道：Phone\n"), "{chinese}");
    assert!(chinese.ends_with("工单：2（新建：1）；动作：2；违约：0；其他文件：0\n"), "{chinese}");
}

#[test]
fn a_ticket_is_followed_into_the_archive() {
    let (_clones, repo, number) = desk();
    repo.run_at(AT, &["close", &number, "--reason", "duplicate"]).done();
    repo.commit("close");
    let csv = repo.run(&["diff", "HEAD~1..HEAD", "--format", "csv"]).done();
    let rows: Vec<_> = csv.lines().collect();
    assert_eq!(rows[0], "number,key,file,change,shouted,at,by,did,field,from,to,details");
    assert_eq!(rows.len(), 2, "{csv}");
    let file = repo.file(&number);
    assert!(rows[1].contains(&format!("{},act,false,2026-10-28T09:30:00+08:00,wang,closed", file.display())), "{csv}");
    assert!(rows[1].ends_with(r#""{""reason"":""duplicate""}""#), "{csv}");
    for path in [vec!["--path", "tickets"], vec!["--path", "archive"]] {
        let shown = repo.run(&[&["diff", "HEAD~1.."], path.as_slice()].concat()).done();
        assert!(shown.contains("closed") && !shown.contains('!'), "half a move is no deletion: {shown}");
    }
    assert!(!repo.run(&["diff", "HEAD~1..", "--path", "surveys"]).done().contains(&number));
    assert!(repo.run(&["diff", "--path", "/elsewhere"]).failed(2).contains("/elsewhere"));
}

#[test]
fn what_changes_the_past_is_shouted_first() {
    let (_clones, repo, number) = desk();
    repo.run_at("2026-10-28T09:20:00+08:00", &["note", &number, "-m", "secret"]).done();
    repo.run_at(AT, &["note", &number, "-m", "plain"]).done();
    repo.commit("notes");
    repo.replace(repo.file(&number), "text: plain", "text: forged");
    let text = repo.read(repo.file(&number));
    let kept: Vec<_> = text.lines().filter(|line| !line.contains("secret")).collect();
    repo.write(repo.file(&number), kept.join("\n").replace("title: Payment fails", "title: Nothing fails") + "\n");
    let other = repo.open_at(AT, "Another");
    let shown = repo.run_at(AT, &["diff"]).done();
    let lines: Vec<_> = shown.lines().collect();
    assert_eq!(
        lines[..8],
        [
            "! The past was changed",
            &format!("  ! {number}  an act is gone from the history: 2026-10-28 09:20:00  Wang Fang  noted"),
            "      secret",
            &format!("  ! {number}  an act of the history says something else: 2026-10-28 09:30:00  Wang Fang  noted"),
            "      before: plain",
            "      after: forged",
            &format!("  ! {number}  Title was changed without an act: Payment fails → Nothing fails"),
            "",
        ],
        "{shown}"
    );
    assert!(shown.contains(&format!("\n{other}  Another\n")), "{shown}");
    assert_eq!(repo.run(&["diff", "--exit-code"]).code, Some(3));
    let markdown = repo.run(&["diff", "--format", "markdown"]).done();
    let past = markdown.find("#### ⚠️ The past was changed").unwrap();
    assert!(markdown.starts_with("### What happened at ") && past < markdown.find("Another").unwrap(), "{markdown}");
    let json: serde_json::Value = serde_json::from_str(&repo.run(&["diff", "--format", "json"]).done()).unwrap();
    assert_eq!((&json["schema"], &json["shouted"], &json["to"]), (&1.into(), &true.into(), &serde_json::Value::Null));
    let codes: Vec<_> = json["tickets"][0]["happened"].as_array().unwrap().iter().map(|one| &one["change"]).collect();
    assert_eq!(codes, ["act-removed", "act-altered", "head-changed"]);
    std::fs::remove_file(repo.root.join(repo.file(&other))).unwrap();
    std::fs::remove_file(repo.root.join(repo.file(&number))).unwrap();
    assert!(repo.run(&["diff"]).done().contains("the ticket's file is gone"));
}

#[test]
fn a_change_names_the_promises_it_breaks() {
    let (_clones, repo, number) = desk();
    let late = "2026-10-28T10:30:00+08:00";
    assert!(!repo.run_at(late, &["diff"]).done().contains("promise: "), "time alone is not the change's doing");
    repo.run_at(late, &["edit", &number, "--set", "priority=urgent"]).done();
    let json: serde_json::Value =
        serde_json::from_str(&repo.run_at(late, &["diff", "--format", "json"]).done()).unwrap();
    assert_eq!(json["tickets"][0]["breaches"][0]["clock"], "first_response", "{json}");
    let shown = repo.run_at(late, &["diff"]).done();
    assert!(shown.contains("  breaks a promise: first response (due 2026-10-28 09:10:00)\n"), "{shown}");
}

#[test]
fn branches_are_compared_from_where_they_parted() {
    let (_clones, repo, number) = desk();
    repo.git(&["checkout", "-q", "-b", "side"]);
    repo.run_at(AT, &["note", &number, "-m", "on the side"]).done();
    repo.commit("side");
    repo.git(&["checkout", "-q", "main"]);
    let other = repo.open_at(AT, "On main");
    repo.commit("main");
    let parted = repo.run(&["diff", "main...side"]).done();
    assert!(parted.contains("on the side") && !parted.contains(&other), "{parted}");
    let between = repo.run(&["diff", "main..side"]).done();
    assert!(between.contains("on the side") && between.contains("the ticket's file is gone"), "{between}");
    repo.git(&["checkout", "-q", "--detach", "side"]);
    assert_eq!(repo.run(&["diff", "main...HEAD"]).done(), parted, "a runner has no branch");
}

#[test]
fn other_files_are_named() {
    let (_clones, repo, _) = desk();
    repo.write("config/team.yaml", repo.read("config/team.yaml") + "# more\n");
    repo.write("surveys/2026/10/x.yaml", "a: b\n");
    repo.write("NOTES", "x");
    let shown = repo.run(&["diff"]).done();
    let section = "Other files\n  file added: NOTES\n  configuration changed: config/team.yaml\n  \
                   survey response added: surveys/2026/10/x.yaml\n";
    assert!(shown.starts_with(section), "{shown}");
}

#[test]
fn a_ticket_that_cannot_be_read_hides_no_other() {
    let (_clones, repo, number) = desk();
    let other = repo.open_at(AT, "Another");
    repo.write(repo.file(&number), b"\xff\xfe\0binary");
    let outcome = repo.run(&["diff"]);
    assert_eq!(outcome.code, Some(1), "{outcome:?}");
    assert!(
        outcome.out.contains(&format!("{other}  Another")) && outcome.out.contains("! Cannot be read"),
        "{outcome:?}"
    );
    assert!(outcome.err.contains("is not UTF-8"), "{outcome:?}");
    repo.commit("broken");
    repo.git(&["checkout", "-q", "HEAD~1", "--", "."]);
    let json = repo.run(&["diff", "--format", "json"]);
    assert_eq!(json.code, Some(1));
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(
        (&json["unreadable"][0]["side"], &json["unreadable"][0]["code"]),
        (&"before".into(), &"file-not-utf8".into())
    );
}

#[test]
fn acts_of_a_newer_version_are_told_by_their_code() {
    let (_clones, repo, number) = desk();
    let act = "- {at: 2026-10-28T09:10:00+08:00, by: wang, did: teleported, where: home}\n";
    repo.write(repo.file(&number), repo.read(repo.file(&number)) + act);
    let shown = repo.run(&["diff"]).done();
    assert!(shown.contains("  2026-10-28 09:10:00  Wang Fang  teleported  where: home\n"), "{shown}");
    repo.commit("newer");
    repo.replace(repo.file(&number), "where: home", "where: away");
    assert!(repo.run(&["diff"]).done().contains("! The past was changed"), "what is not known counts too");
}

#[test]
fn controls_in_a_ticket_never_reach_a_terminal() {
    let (_clones, repo, number) = desk();
    let act = "- {at: 2026-10-28T09:10:00+08:00, by: wang, did: noted, text: \"a\\e[31mb\"}\n";
    repo.write(repo.file(&number), repo.read(repo.file(&number)) + act);
    for format in ["table", "markdown", "csv", "json", "jsonl"] {
        let shown = repo.run(&["diff", "--format", format]).done();
        assert!(shown.contains("31mb") && !shown.contains('\u{1b}'), "{shown}");
    }
    assert!(!repo.run(&["diff"]).done().contains('\u{1b}'));
}

#[test]
fn without_a_commit_everything_is_new() {
    let clones = Clones::new();
    let repo = clones.empty("fresh");
    repo.run(&["init", "--lang", "en", "--timezone", "Asia/Shanghai"]).done();
    let number = repo.open_at(AT, "First");
    assert!(repo.run(&["diff"]).done().contains(&format!("{number}  First\n")));
    assert!(repo.run(&["diff", "HEAD"]).failed(1).contains("there is no commit yet"));
}

#[test]
fn a_desk_below_the_top_sees_itself_only() {
    let clones = Clones::new();
    let top = Repo::of(clones.path("top"), "wang");
    std::fs::create_dir_all(top.root.join("desk")).unwrap();
    top.git(&["init", "-q", "-b", "main"]);
    let repo = Repo::of(top.root.join("desk"), &top.member);
    repo.run(&["init", "--lang", "en", "--timezone", "Asia/Shanghai"]).done();
    top.write("README.md", "outside");
    let number = repo.open_at(AT, "First");
    top.commit("all");
    repo.run_at(AT, &["note", &number, "-m", "inside"]).done();
    top.write("README.md", "changed");
    let shown = repo.run(&["diff", "--format", "csv"]).done();
    assert!(shown.lines().count() == 2 && shown.contains(",tickets/"), "{shown}");
    top.commit("note");
    let shown = repo.run(&["diff", "HEAD~1..HEAD"]).done();
    assert!(shown.contains("inside") && shown.ends_with("other files: 0\n"), "{shown}");
    assert!(top.run(&["-C", "desk", "diff", "HEAD~1", "--path", "desk/tickets"]).done().contains("inside"));
}

#[test]
fn a_revision_that_is_not_there_is_named_with_a_way_out() {
    let (clones, repo, _) = desk();
    let wrong = repo.run(&["diff", "mian"]).failed(1);
    assert!(wrong.contains("no revision `mian`") && wrong.contains("main"), "{wrong}");
    assert_eq!(repo.run(&["diff", "--upload-pack=x..HEAD"]).code, Some(2));
    repo.git(&["checkout", "-q", "--orphan", "lone"]);
    repo.commit("apart");
    assert!(repo.run(&["diff", "main...lone"]).failed(1).contains("no commit in common"));
    repo.git(&["checkout", "-q", "main"]);
    repo.git(&["push", "-q", "origin", "main"]);
    let shallow = Repo::of(clones.path("shallow"), "li");
    let hub = format!("file://{}", clones.path("hub.git").display());
    repo.git(&["clone", "-q", "--depth", "1", &hub, shallow.root.to_str().unwrap()]);
    let missing = shallow.run(&["diff", "HEAD~1"]).failed(1);
    assert!(missing.contains("shallow") && missing.contains("git fetch --deepen"), "{missing}");
    let alone = Repo::of(clones.path("alone"), "wang");
    std::fs::create_dir(&alone.root).unwrap();
    alone.run(&["init", "--lang", "en", "--timezone", "Asia/Shanghai", "--no-git"]).done();
    assert!(alone.run(&["diff"]).failed(1).contains("in no git repository"));
}
