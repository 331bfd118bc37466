//! Surveys: sent, answered, imported, listed.
use crate::desk::Desk;

/// A desk with a ticket that was closed yesterday at 15:00, and its number.
fn closed() -> (Desk, String) {
    let desk = Desk::new();
    let number =
        desk.run(&["new", "支付失败", "--at", "2026-10-27 09:00", "--to", "li", "-q"]).done().trim().to_owned();
    desk.run(&["resolve", &number, "-m", "fixed", "--at", "2026-10-27 14:00"]).done();
    desk.run(&["close", &number, "--at", "2026-10-27 15:00"]).done();
    (desk, number)
}

/// The files of the responses about a ticket.
fn responses(desk: &Desk, reference: &str) -> Vec<String> {
    let paths = desk.files().into_keys().map(|path| path.display().to_string());
    paths.filter(|path| path.starts_with("surveys/") && path.contains(reference)).collect()
}

#[test]
fn an_answer_is_a_file_and_an_act_written_together() {
    let (desk, number) = closed();
    let sent = ["survey", "sent", &number, "--channel", "email", "--at", "2026-10-27 15:05"];
    desk.run(&[&sent[..], &["--reason", "asked for it"]].concat()).done();
    let respond = ["survey", "respond", &number, "--score", "attitude=5", "--score", "Response speed=4"];
    let rest = ["--comment", "很快，谢谢", "--channel", "phone", "--at", "2026-10-27 16:00"];
    let told = desk.run(&[&respond[..], &rest].concat()).done();
    assert_eq!(told, "CS202610270001  survey answered  → Closed (Li Na)\n");
    let ticket = desk.file(&number);
    assert!(ticket.starts_with("archive/2026/10"), "{ticket:?}");
    let reference = ticket.file_stem().unwrap().to_str().unwrap().to_owned();
    let expected = format!(
        "ticket: {reference}\nat: 2026-10-27T16:00:00+08:00\nchannel: phone\n\
         scores: {{attitude: 5, speed: 4}}\ncomment: 很快，谢谢\n"
    );
    let path = responses(&desk, &reference).pop().unwrap();
    assert_eq!(desk.read(&path), expected);
    let text = desk.read(&ticket);
    let acts = "- {at: 2026-10-27T15:05:00+08:00, by: wang, did: survey-sent, channel: email, reason: asked for it}\n\
                - {at: 2026-10-27T16:00:00+08:00, by: wang, did: survey-answered, response: ";
    assert!(text.ends_with(&format!("{acts}{path}}}\n")), "{text}");
    desk.run(&["survey", "respond", &number, "--score", "overall=1"]).done();
    assert_eq!(responses(&desk, &reference).len(), 2);
    // The same answer once more is another answer.
    desk.run(&["survey", "respond", &number, "--score", "overall=1"]).done();
    assert_eq!(responses(&desk, &reference).len(), 3);
    assert_eq!(desk.findings(), [""; 0]);
}

#[test]
fn what_the_survey_does_not_admit_is_refused_and_nothing_is_written() {
    let (desk, number) = closed();
    let open = desk.open("Still open");
    let before = desk.files();
    let long = "好".repeat(201);
    let cases: [(&[&str], i32, &str); 9] = [
        (&[&number, "--score", "attitude=6"], 1, "Service attitude: 6 is not between 1 and 5"),
        (&[&number, "--score", "mood=5"], 1, "`mood` is no dimension"),
        (&[&number, "--score", "attitude"], 2, "`attitude` is not of the form"),
        (&[&number, "--score", "attitude=good"], 2, "not of the form"),
        (&[&number, "--score", "speed=5", "--score", "Response speed=4"], 2, "has two scores"),
        (&[&number], 1, "there is no score"),
        (&[&number, "--score", "speed=5", "--comment", &long], 1, "the comment has 201 characters; 200 is the most"),
        (&[&number, "--score", "speed=5", "--at", "2026-10-27 13:59"], 1, "neither resolved nor closed at"),
        (&[&open, "--score", "speed=5"], 1, "neither resolved nor closed at"),
    ];
    for (args, code, sentence) in cases {
        let told = desk.run(&[&["survey", "respond"], args].concat()).failed(code);
        assert!(told.contains(sentence), "{args:?}: {told}");
    }
    desk.run(&["survey", "sent", &open, "--reason", "x"]).failed(1);
    assert_eq!(desk.files(), before);
    desk.run(&["survey", "respond", &number, "--score", "speed=5", "--comment", &long[3..]]).done();
}

#[test]
fn a_survey_is_sent_by_hand_for_a_reason() {
    let (desk, number) = closed();
    let sent = |at: &str, more: &[&str]| desk.run(&[&["survey", "sent", &number, "--at", at], more].concat());
    // The desk sends surveys by itself: to do it by hand needs a reason.
    let told = sent("2026-10-27 15:01", &[]).failed(1);
    assert!(told.contains("go out by themselves") && told.contains("--reason TEXT"), "{told}");
    sent("2026-10-27 15:01", &["--reason", " "]).failed(1);
    sent("2026-10-27 15:01", &["--reason", "asked for it"]).done();
    // It does not, but one was sent already.
    let settings = desk.read("config/survey.yaml");
    let kept: Vec<_> = settings.lines().filter(|line| !line.starts_with("send:")).collect();
    desk.write("config/survey.yaml", kept.join("\n") + "\n");
    let told = sent("2026-10-27 15:02", &[]).failed(1);
    assert!(told.contains("went out at 2026-10-27T15:01:00+08:00 already"), "{told}");
    sent("2026-10-27 15:02", &["--reason", "the first was lost"]).done();
    // The ticket came back: another result, another survey.
    desk.run(&["reopen", &number, "--reason", "again", "--at", "2026-10-27 16:00"]).done();
    desk.run(&["resolve", &number, "-m", "done", "--at", "2026-10-27 17:00"]).done();
    sent("2026-10-27 17:05", &[]).done();
}

#[test]
fn a_survey_goes_out_on_the_channel_that_the_customer_chose() {
    let chosen = |desk: &Desk| {
        desk.run(&["customer", "add", "--name", "Wang", "--channel", "email"]).done();
        let new = ["new", "slow", "--customer", "C1001", "--channel", "phone", "--to", "li", "-q"];
        desk.run(&[&new[..], &["--at", "08:00"]].concat()).done().trim().to_owned()
    };
    let desk = Desk::new();
    let number = chosen(&desk);
    desk.run(&["resolve", &number, "-m", "fixed", "--at", "08:10"]).done();
    desk.run(&["close", &number, "--at", "08:20"]).done();
    desk.run(&["tick"]).done();
    assert!(desk.read(desk.file(&number)).contains("did: survey-sent, channel: email"));
    desk.run(&["survey", "sent", &number, "--reason", "asked for it"]).done();
    assert!(desk.read(desk.file(&number)).contains("did: survey-sent, channel: email, reason: asked"));
}

#[test]
fn a_survey_is_answered_once() {
    let (desk, number) = closed();
    let sent = |at: &str| desk.run(&["survey", "sent", &number, "--at", at, "--reason", "x"]).done();
    let respond = |at: &str, score: &str| desk.run(&["survey", "respond", &number, "--at", at, "--score", score]);
    let overall = || {
        let report = desk.run(&["report", "satisfaction", "--format", "csv"]).done();
        let row = report.lines().find(|line| line.starts_with("overall,")).unwrap();
        row.split(',').take(9).collect::<Vec<_>>().join(",")
    };
    sent("2026-10-27 15:05");
    assert_eq!(respond("2026-10-27 16:00", "overall=5").err, "");
    assert_eq!(overall(), "overall,1,1,1,1,1,1,1,1");
    let told = respond("2026-10-27 16:10", "overall=2").err;
    assert!(told.contains("was answered at 2026-10-27T16:00:00+08:00 already"), "{told}");
    // One survey, one answer: the last, 2. One of the one sent answered it, none is satisfied.
    assert_eq!(overall(), "overall,1,1,1,1,1,0,0,1");
    let noted = desk.run(&["report", "satisfaction", "--format", "json"]).done();
    assert!(noted.contains("\"answer-replaced\":1"), "{noted}");
    // Sent again, it is the same survey; after the ticket came back, a second one.
    sent("2026-10-27 16:30");
    assert_eq!(overall(), "overall,1,1,1,1,1,0,0,1");
    desk.run(&["reopen", &number, "--reason", "again", "--at", "2026-10-27 17:00"]).done();
    desk.run(&["resolve", &number, "-m", "done", "--at", "2026-10-27 18:00"]).done();
    sent("2026-10-27 18:05");
    assert_eq!(overall(), "overall,1,2,0.5,1,2,0,0,1");
    respond("2026-10-27 19:00", "overall=4").done();
    assert_eq!(overall(), "overall,2,2,1,2,2,0.5,1,2");
}

#[test]
fn a_reopened_ticket_can_still_be_judged() {
    let (desk, number) = closed();
    desk.run(&["reopen", &number, "--reason", "again"]).done();
    let told = desk.run(&["survey", "respond", &number, "--score", "overall=2"]).done();
    assert_eq!(told, "CS202610270001  survey answered  → In progress (Li Na)\n");
}

#[test]
fn answers_are_listed_and_shown() {
    let (desk, number) = closed();
    let respond = |at: &str, scores: &[&str]| {
        let scores: Vec<_> = scores.iter().flat_map(|score| ["--score", score]).collect();
        desk.run(&[&["survey", "respond", &number, "--at", at], &scores[..]].concat()).done();
    };
    respond("2026-10-27 16:00", &["attitude=5", "speed=2"]);
    respond("2026-10-28 08:00", &["overall=4"]);
    let list = |args: &[&str]| desk.run(&[&["survey", "list", "--format", "csv"], args].concat()).done();
    let head = "number,at,channel,attitude,speed,solved,overall,comment\n";
    let (first, second) =
        ("CS202610270001,2026-10-27T16:00:00+08:00,,5,2,,,\n", "CS202610270001,2026-10-28T08:00:00+08:00,,,,,4,\n");
    assert_eq!(list(&[]), format!("{head}{second}{first}"));
    assert_eq!(list(&["--until", "2026-10-27"]), format!("{head}{first}"));
    assert_eq!(list(&["--since", "today"]), format!("{head}{second}"));
    assert_eq!(list(&["--where", "lowest <= 2"]), format!("{head}{first}"));
    assert_eq!(list(&["--where", "overall > 4 or speed < 3", "--sort", "at"]), format!("{head}{first}"));
    assert_eq!(list(&["--as-of", "2026-10-27 20:00"]), format!("{head}{first}"));
    assert_eq!(list(&["--columns", "number,lowest", "-n", "1"]), "number,lowest\nCS202610270001,4\n");
    let told = desk.run(&["survey", "list", "--where", "mood = 1"]).failed(2);
    assert!(told.contains("`mood`"), "{told}");
    let shown = desk.run(&["survey", "show", &number, "--format", "json"]).done();
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["tickets"][0]["responses"][0]["scores"], serde_json::json!({"attitude": 5, "speed": 2}));
    let shown = desk.run(&["survey", "show", &number]).done();
    assert!(shown.contains("    2 dissatisfied  Response speed\n"), "{shown}");
}

#[test]
fn an_answer_that_cannot_be_read_is_told_and_not_left_out_in_silence() {
    let (desk, number) = closed();
    desk.run(&["survey", "respond", &number, "--score", "overall=4"]).done();
    desk.write("surveys/2026/10/CS1-k3x9z-1.yaml", "ticket: CS1-k3x9z\nscores: {}\n");
    let told = desk.run(&["survey", "list"]).failed(1);
    assert!(told.contains("the file has no `at`") && told.contains("surveys/2026/10/CS1-k3x9z-1.yaml:1:1"), "{told}");
    let outcome = desk.run(&["survey", "list", "-q", "--skip-invalid"]);
    assert!(outcome.err.contains("left out, for they cannot be read: 1"), "{outcome:?}");
    assert_eq!(outcome.done(), "CS202610270001\n");
}

const CSV: &str = "ticket,at,attitude,Response speed,overall,comment,channel,external\n\
    CS202610270001,2026-10-27 16:00,5,4,5,\"Quick, friendly\",phone,A1\n\
    CS202610270009,2026-10-27 16:00,5,4,5,,,A2\n\
    CS202610270001,27.10.2026,5,4,5,,,A3\n\
    CS202610270001,2026-10-27 17:00,,,,nothing,,A4\n\
    CS202610270001,2026-10-27 18:00,1,1,1,,fax,A5\n\
    CS202610270001,2026-10-27 18:00,1,1,1,,,\n";

#[test]
fn an_import_takes_each_row_whole_and_none_twice() {
    let (desk, number) = closed();
    desk.write("a.csv", CSV);
    let import = |args: &[&str]| desk.run(&[&["survey", "import", "a.csv"], args].concat());
    let before = desk.files();
    let dry = import(&["--dry-run"]);
    assert_eq!(dry.out, "would be recorded: 2; known already: 0; rejected: 4\n");
    assert_eq!(desk.files(), before);
    let told = dry.failed(3);
    for sentence in [
        "there is no ticket `CS202610270009`",
        " --> a.csv:3:1",
        "`27.10.2026` is not written",
        "there is no score",
        "`fax`",
    ] {
        assert!(told.contains(sentence), "{sentence}: {told}");
    }
    assert_eq!(import(&[]).out, "recorded: 2; known already: 0; rejected: 4\n");
    assert_eq!(import(&[]).out, "recorded: 0; known already: 2; rejected: 4\n");
    let rows = import(&["--format", "csv"]).out;
    let outcomes: Vec<_> = rows.lines().skip(1).map(|line| line.split(',').nth(2).unwrap()).collect();
    assert_eq!(outcomes, ["known", "rejected", "rejected", "rejected", "rejected", "known"]);
    assert!(desk.read(desk.file(&number)).contains("by: import, did: survey-answered"));
    assert_eq!(desk.run(&["survey", "list", "-q"]).done().lines().count(), 2);
    assert_eq!(desk.findings(), [""; 0]);
}

#[test]
fn a_file_of_answers_must_say_what_its_columns_are() {
    let (desk, _) = closed();
    let import = |text: &[u8], args: &[&str]| {
        desk.write("a.csv", text);
        desk.run(&[&["survey", "import", "a.csv"], args].concat())
    };
    let told = import(b"ticket,at,mood\n", &[]).failed(1);
    assert!(told.contains("`mood`") && told.contains("a.csv:1:1"), "{told}");
    assert!(import(b"ticket,overall\n", &[]).failed(1).contains("no column `at`"));
    import("编号;时间;总体评价\nCS202610270001;27/10/2026 16:00;4\n".as_bytes(), &[]).failed(1);
    // "编号;时间;总体评价;评语" and a comment in GBK.
    let gbk = b"\xb1\xe0\xba\xc5;\xca\xb1\xbc\xe4;overall;\xc6\xc0\xd3\xef\nCS202610270001;27/10/2026 16:00;4;\xba\xdc\xba\xc3\n";
    import(gbk, &["--encoding", "gbk", "--time-format", "%d/%m/%Y %H:%M"]).done();
    let listed = desk.run(&["survey", "list", "--columns", "at,comment", "--format", "csv"]).done();
    assert_eq!(listed, "at,comment\n2026-10-27T16:00:00+08:00,很好\n");
}

#[test]
fn what_is_listed_can_be_imported_elsewhere() {
    let (desk, number) = closed();
    desk.run(&["survey", "respond", &number, "--score", "overall=4", "--comment", "a, b"]).done();
    let listed = desk.run(&["survey", "list", "--format", "csv"]).done();
    desk.write("a.csv", listed);
    assert_eq!(desk.run(&["survey", "import", "a.csv"]).done(), "recorded: 0; known already: 1; rejected: 0\n");
}
