//! Articles.
use crate::desk::{Desk, outcome};

const ONE: &str = "CS202610280001";

fn slugs(desk: &Desk, args: &[&str]) -> Vec<String> {
    desk.run(&[args, &["-q"]].concat()).done().lines().map(str::to_owned).collect()
}

#[test]
fn articles_are_found_in_both_languages() {
    let desk = Desk::new();
    assert_eq!(slugs(&desk, &["kb", "search", "cannot", "sign", "in", "password"])[0], "sign-in-fails");
    assert_eq!(slugs(&desk, &["kb", "search", "parcels"]), ["late-delivery"]);
    desk.write(
        "knowledge/登录.md",
        "---\ntitle: 无法登录\nkeywords: [验证码]\n---\n请等待三十分钟，账户会自动解锁。\n",
    );
    assert_eq!(slugs(&desk, &["kb", "search", "收不到验证码"]), ["登录"]);
    let found = desk.run(&["kb", "search", "自动解锁", "--format", "csv"]).done();
    assert_eq!(found.lines().next(), Some("article,rating,title,category,verified,verified_by,passage"));
    assert!(found.contains("登录,") && found.contains("请等待三十分钟，账户会自动解锁。"), "{found}");
    assert_eq!(slugs(&desk, &["kb", "list"]).len(), 4);
    assert!(desk.run(&["kb", "search", "xyzzy"]).err.contains("no article"));
}

#[test]
fn a_verified_article_comes_before_one_that_is_as_good() {
    let desk = Desk::new();
    for slug in ["a", "b"] {
        desk.write(
            format!("knowledge/{slug}.md"),
            "---\n# mine\ntitle: Voucher is void  # short\n---\nAsk for a new voucher.\n",
        );
    }
    assert_eq!(slugs(&desk, &["kb", "search", "voucher"]), ["a", "b"]);
    let told = desk.run(&["kb", "verify", "b"]);
    assert!(told.err.contains("`b`: found right on 2026-10-28 by "), "{}", told.err);
    let expected = "---\n# mine\ntitle: Voucher is void  # short\nverified:\n  at: 2026-10-28\n  by: wang\n---\nAsk for a new voucher.\n";
    assert_eq!(desk.read("knowledge/b.md"), expected);
    assert_eq!(slugs(&desk, &["kb", "search", "voucher"]), ["b", "a"]);
    assert_eq!(slugs(&desk, &["kb", "search", "voucher", "--verified"]), ["b"]);
}

#[test]
fn verified_answers_come_first_when_they_answer_well() {
    let desk = Desk::new();
    let article = |slug: &str, keys: &str, body: &str| {
        desk.write(format!("knowledge/{slug}.md"), format!("---\n{keys}\n---\n{body}\n"));
    };
    let verified = "verified: {at: 2026-10-01, by: li}";
    article("best", "title: voucher\nkeywords: [voucher]", "Text.");
    article("near", &format!("title: voucher\n{verified}"), "Text.");
    let long = (0..300).map(|word| format!("word{word}")).collect::<Vec<_>>().join(" ");
    article("far", &format!("title: parcels\n{verified}"), &format!("A voucher is mentioned: {long}"));
    let found = desk.run(&["kb", "search", "voucher", "--format", "csv"]).done();
    let rows: Vec<Vec<&str>> = found.lines().skip(1).map(|line| line.split(',').collect()).collect();
    assert_eq!(rows.iter().map(|row| row[0]).collect::<Vec<_>>(), ["near", "best", "far"], "{found}");
    let score = |place: usize| rows[place][1].parse::<f64>().unwrap();
    assert!(score(0) < score(1) && score(2) * 2.0 < score(1), "scores are shown as they are: {found}");
}

/// The very words of customers, in both languages.
#[test]
fn the_presets_articles_are_found_by_what_customers_say() {
    let found = |language: &str, words: &str| {
        let desk = Desk::new();
        desk.run(&["--lang", language, "init", "said", "--template", "standard-response", "--no-git"]).done();
        slugs(&desk, &["-C", "said", "kb", "search", words, "-n", "1"])
    };
    for words in ["退回", "钱什么时候退回来"] {
        assert_eq!(found("zh-CN", words), ["refund-arrives"], "{words}");
    }
    assert_eq!(found("zh-CN", "手机开不了机"), ["device-does-not-start"]);
    assert_eq!(found("en", "my voucher money"), ["refund-arrives"]);
    assert_eq!(found("en", "my phone won't turn on"), ["device-does-not-start"]);
}

#[test]
fn a_ticket_gets_suggestions_and_the_answer() {
    let desk = Desk::new();
    desk.run(&[
        "new",
        "Password refused",
        "--type",
        "technical",
        "-q",
        "--description",
        "I cannot sign in since Monday",
    ])
    .done();
    assert_eq!(slugs(&desk, &["kb", "suggest", ONE, "-n", "1"]), ["sign-in-fails"]);
    let answer = desk.run(&["kb", "show", "sign-in-fails", "--answer"]).done();
    assert!(answer.starts_with("1. Wait 30 minutes") && !answer.contains("Analysis"), "{answer}");
    assert_eq!(desk.run(&["reply", ONE, "--article", "sign-in-fails", "--preview"]).done(), answer);
    desk.run(&["reply", ONE, "--article", "sign-in-fails"]).done();
    let file = desk.read(desk.file(ONE));
    assert!(file.contains("\n  did: replied\n  article: sign-in-fails\n  text: |"), "{file}");
    desk.run(&["resolve", ONE, "-m", "Signed in"]).done();
    let report = desk.run(&["report", "knowledge", "--format", "csv"]).done();
    assert!(report.contains("sign-in-fails,1,1,1,"), "{report}");
    let behind = desk.run(&["report", "knowledge", "--tickets", "--format", "csv"]).done();
    assert!(behind.contains(ONE) && behind.contains("sign-in-fails,1,true,true,"), "{behind}");
    assert_eq!(desk.findings(), [""; 0]);
}

#[test]
fn an_article_is_written_from_a_ticket_without_contacts() {
    let desk = Desk::new();
    desk.run(&["customer", "add", "--name", "Emma Clarke", "--phone", "13812345678"]).done();
    let text = "Emma Clarke (13812345678, emma@example.com) paid order 202610270001 twice.";
    desk.run(&["new", "Paid twice", "--type", "technical", "--customer", "C1001", "-q", "--description", text]).done();
    let told = desk.run(&["kb", "new", "--from", ONE]).failed(1);
    assert!(told.contains("is not resolved") && told.contains(&format!("tickets resolve {ONE}")), "{told}");
    desk.run(&["resolve", ONE, "-m", "Call back 13987654321: one payment is refunded."]).done();
    desk.run(&["close", ONE]).done();
    assert_eq!(
        desk.run(&["kb", "new", "--from", ONE, "--keyword", "payment"]).done(),
        "knowledge/Paid-twice.md\n".to_lowercase()
    );
    let article = desk.read("knowledge/paid-twice.md");
    let file = desk.file(ONE);
    let reference = file.file_stem().unwrap().to_str().unwrap();
    let expected = format!(
        "---\ntitle: Paid twice\nkeywords: [payment]\nfrom: {reference}\n---\n## Problem\n\n\
         E*** (138****5678, e***@example.com) paid order 202610270001 twice.\n\n## Analysis\n\n## Answer\n\n\
         Call back 139****4321: one payment is refunded.\n"
    );
    assert_eq!(article, expected);
    let told = desk.run(&["kb", "new", "--from", ONE]).failed(1);
    assert!(told.contains("--slug paid-twice-2"), "{told}");
    assert_eq!(desk.findings(), [""; 0]);
}

/// What helped is often more than the last step.
#[test]
fn an_article_tells_every_solution_and_why_one_was_not_enough() {
    let desk = Desk::new();
    desk.run(&["new", "Payments fail", "--type", "technical", "-q"]).done();
    desk.run(&["accept", ONE]).done();
    desk.run(&["analyse", ONE, "-m", "The certificate is old."]).done();
    desk.run(&["resolve", ONE, "-m", "A new certificate on the first server."]).done();
    desk.run(&["reopen", ONE, "--reason", "refunds still fail"]).done();
    desk.run(&["resolve", ONE, "-m", "The same on the second."]).done();
    desk.run(&["kb", "new", "--from", ONE]).done();
    let article = desk.read("knowledge/payments-fail.md");
    let told = "## Analysis\n\nThe certificate is old.\n\nrefunds still fail\n\n## Answer\n\n\
                A new certificate on the first server.\n\nThe same on the second.\n";
    assert!(article.ends_with(told), "{article}");
}

#[test]
fn a_customer_whom_nobody_recorded_keeps_no_article_from_being_written() {
    let desk = Desk::new();
    desk.run(&["customer", "add", "--name", "Emma Clarke"]).done();
    desk.run(&["new", "Paid twice", "--type", "technical", "--customer", "C1001", "-q"]).done();
    desk.run(&["resolve", ONE, "-m", "Refunded."]).done();
    for file in ["customers/C1001.yaml", "private/customers/C1001.yaml"] {
        std::fs::remove_file(desk.path(file)).unwrap();
    }
    assert_eq!(desk.run(&["kb", "new", "--from", ONE]).done(), "knowledge/paid-twice.md\n");
}

#[test]
fn an_article_is_written_anew() {
    let desk = Desk::new();
    let made = outcome(desk.command(&["kb", "new", "--title", "退款多久到账？", "-F", "-"]), "三个工作日内。\n").done();
    assert_eq!(made, "knowledge/退款多久到账.md\n");
    assert_eq!(desk.read("knowledge/退款多久到账.md"), "---\ntitle: 退款多久到账？\n---\n三个工作日内。\n");
    desk.run(&["kb", "new", "--title", "??"]).failed(1);
    let told = desk.run(&["kb", "new", "--title", "x", "--slug", "../desk"]).failed(1);
    assert!(told.contains("cannot be the name"), "{told}");
    assert_eq!(desk.run(&["kb", "new"]).code, Some(2));
}

#[test]
fn broken_articles_are_named_and_never_passed_over() {
    let desk = Desk::new();
    desk.open("One");
    desk.write("knowledge/a.md", "# No keys\n");
    desk.write("knowledge/b.md", "---\ntitle: [b\n---\n");
    desk.write("knowledge/c.md", "---\ntitle: c\nverified: {at: soon, by: li}\n---\n");
    desk.write("knowledge/d.md", "---\ntitle: d\nverified: {at: 2026-10-01, by: nobody}\n---\n");
    desk.write("knowledge/e.md", "---\ntitle: e\nfrom: CS202001010001-00000\n---\n");
    desk.write("knowledge/f g.md", "---\ntitle: f\n---\n");
    let found = desk.run(&["kb", "search", "delivery", "-q"]);
    assert_eq!((found.code, found.out.as_str()), (Some(1), "late-delivery\n"), "the others are at hand");
    let told = found.err;
    for place in ["knowledge/a.md:1:1", "knowledge/b.md:2:", "knowledge/c.md:3:16"] {
        assert!(told.contains(place), "{place} in {told}");
    }
    let skipped = desk.run(&["kb", "search", "delivery", "--skip-invalid", "-q"]);
    assert_eq!((skipped.code, skipped.out.as_str()), (Some(0), "late-delivery\n"));
    let expected = [
        "article-front-missing",
        "yaml-bracket",
        "article-date-malformed",
        "member-absent",
        "reference-dangling",
        "article-slug-malformed",
    ];
    assert_eq!(desk.findings(), expected);
    for args in [
        vec!["reply", ONE, "--article", "late-delivry"],
        vec!["kb", "show", "late-delivry"],
        vec!["kb", "verify", "late-delivry"],
    ] {
        let told = desk.run(&args).failed(1);
        assert!(told.contains("no article `late-delivry`") && told.contains("late-delivery"), "{told}");
    }
}
