//! Wrong configuration of any kind: `check` names it at its place, says what to do, and nothing else breaks.
mod people;
mod promises;
mod rules;
mod yaml;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::desk::Desk;

/// A wrong file and its text, the code of what is found, and `line:column`.
type Wrong = (&'static str, &'static str, &'static str, &'static str);

const SETTINGS: &str = "format: 1\nname: Desk\ntimezone: Asia/Shanghai\nnumber: T{seq:4}\n";
const TEAM: &str = "members:\n  li: {name: Li, teams: [tech], roles: [agent]}\n  \
    wu: {name: Wu, teams: [tech, care], roles: [supervisor]}\n\
    teams:\n  tech: {name: Tech, lead: li}\n  care: {name: Care, lead: wu}\n  desk: {name: Desk}\n";
const VOCABULARY: &str = "types: [{code: inquiry}, {code: fault}]\n\
    priorities: [{code: urgent}, {code: high}, {code: low}]\ndefault_priority: high\n\
    categories: [{code: fault/power}]\nclose_reasons: [{code: solved}]\nparties: [{code: customer}]\n\
    industries: [{code: retail}]\n";
const OFFICE: &str = "tz: Asia/Shanghai\nweek: {mon: [['09:00', '18:00']]}\n";

/// A desk with nothing but what every desk has.
fn bare() -> Desk {
    let desk = Desk::new();
    for folder in ["config", "calendars", "scripts", "knowledge"] {
        let _ = fs::remove_dir_all(desk.path(folder));
    }
    for (file, text) in [
        ("desk.yaml", SETTINGS),
        ("config/team.yaml", TEAM),
        ("config/vocabulary.yaml", VOCABULARY),
        ("calendars/office.yaml", OFFICE),
    ] {
        desk.write(file, text);
    }
    desk
}

/// What `check` finds in a language: code, file, line and column; each with a sentence and a remedy in it.
fn found(desk: &Desk, language: &str) -> Vec<(String, String, String)> {
    let ran = desk.run(&["check", "--format", "jsonl", "--lang", language]);
    assert!(matches!(ran.code, Some(0 | 3)) && !ran.err.contains("panicked"), "{ran:?}");
    let finding = |line: &str| {
        let row: Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        for said in [text("finding"), text("remedy")] {
            let is_chinese = said.chars().any(|letter| letter >= '\u{4e00}');
            assert!(!said.is_empty() && (is_chinese || language == "en"), "{row}");
        }
        (text("code"), text("file"), format!("{}:{}", row["line"], row["column"]))
    };
    ran.out.lines().map(finding).collect()
}

#[test]
fn a_desk_with_nothing_but_what_every_desk_has_is_well() {
    assert_eq!(found(&bare(), "en"), []);
}

#[track_caller]
fn assert_found(wrongs: &[Wrong]) {
    let mut missed = Vec::new();
    for (file, text, code, at) in wrongs {
        let desk = bare();
        desk.write(file, text);
        let before = desk.files();
        let expected = [((*code).to_owned(), (*file).to_owned(), (*at).to_owned())];
        for language in ["en", "zh-CN"] {
            let found = found(&desk, language);
            if found != expected {
                missed.push(format!("{file} {text:?}\n  {expected:?}\n  {found:?}"));
            }
        }
        let ran = desk.run(&["list"]);
        assert!(matches!(ran.code, Some(0 | 1)) && !ran.err.contains("panicked"), "{text:?} {ran:?}");
        assert_eq!(desk.files(), before, "{text:?}");
    }
    assert!(missed.is_empty(), "\n{}", missed.join("\n"));
}

#[test]
fn yaml_and_shapes() {
    assert_found(yaml::WRONG);
}

#[test]
fn the_desk_and_its_people() {
    assert_found(people::WRONG);
}

#[test]
fn calendars_and_promises() {
    assert_found(promises::WRONG);
}

#[test]
fn rules_processes_and_texts() {
    assert_found(rules::WRONG);
}

/// The sources whose faults are those of configuration files.
const SOURCES: [&str; 17] = [
    "store/yaml/fault.rs",
    "store/knowledge.rs",
    "desk/alerts.rs",
    "desk/assignment.rs",
    "desk/check/idle.rs",
    "desk/check/promises.rs",
    "desk/open.rs",
    "desk/process.rs",
    "desk/rota.rs",
    "desk/rules/compile.rs",
    "desk/scripts.rs",
    "desk/settings.rs",
    "desk/survey.rs",
    "desk/vocabulary.rs",
    "desk/wording.rs",
    "time/calendar/compile.rs",
    "time/clocks/compile.rs",
];

/// Faults of those sources that stand in no line: what somebody asks for, what files of tickets say, files that are not
/// there or are called wrongly; and of files beside the configuration, which [`of_two_files`] shows.
const OTHERS: &[&str] = &[
    "article-exists",
    "article-slug-malformed",
    "article-unknown",
    "clock-business-day-unknown",
    "config-missing",
    "desk-missing",
    "layout-unknown",
    "process-off",
    "promise-stage",
    "promise-stage-result",
    "rota-event-nobody",
    "script-name-malformed",
    "script-unfit",
    "script-unknown",
    "script-value-unknown",
    "stage-result-unknown",
    "stage-unknown",
    "yaml-edit-refused",
    "yaml-expected-list",
    "yaml-expected-mapping",
    "yaml-expected-text",
];

#[test]
fn of_two_files() {
    let desk = bare();
    desk.write("calendars/office.yaml", "tz: UTC\nworkdays_extra: {2026-02-03: [['9:00', '10:00']]}\n");
    let clocks = "calendar: office\nclocks: {a: {starts: created, stops: closed, target: 2bd}}\n\
        waits: [{after: 1bd, then: resume}]\n";
    desk.write("config/sla.yaml", clocks);
    desk.write("config/rota.yaml", "shifts: [{ics: a.ics}]\n");
    let event = "BEGIN:VEVENT\nUID:1\nDTSTART:20260105T090000Z\nDTEND:20260105T180000Z\nSUMMARY:Nobody\nEND:VEVENT";
    desk.write("a.ics", format!("BEGIN:VCALENDAR\nVERSION:2.0\n{event}\nEND:VCALENDAR\n"));
    let finding = |code: &str, file: &str, at: &str| (code.to_owned(), file.to_owned(), at.to_owned());
    for language in ["en", "zh-CN"] {
        let expected = [
            finding("rota-event-nobody", "a.ics", "3:1"),
            finding("clock-business-day-unknown", "config/sla.yaml", "2:54"),
            finding("duration-no-business-day", "config/sla.yaml", "3:17"),
        ];
        assert_eq!(found(&desk, language), expected);
    }
    desk.replace("config/sla.yaml", "2bd", "2h");
    assert_eq!(found(&desk, "zh-CN")[1], finding("duration-no-business-day", "config/sla.yaml", "3:17"));
}

#[test]
fn clocks_name_stages_that_the_process_has() {
    let desk = bare();
    desk.write("config/process.yaml", "stages: [{code: fix, results: [{code: full}]}]\n");
    let clocks = "calendar: office\nclocks: {a: {starts: created, stops: [stage/fix/full, stage/fix], target: 1h}}\n";
    desk.write("config/sla.yaml", clocks);
    assert_eq!(found(&desk, "en"), []);
    let finding = |code: &str, at: &str| [(code.to_owned(), "config/sla.yaml".to_owned(), at.to_owned())];
    for language in ["en", "zh-CN"] {
        desk.write("config/sla.yaml", clocks.replace("stage/fix/full", "stage/fix/fall"));
        assert_eq!(found(&desk, language), finding("promise-stage-result", "2:39"));
        desk.write("config/sla.yaml", clocks.replace("stage/fix]", "stage/nowhere]"));
        assert_eq!(found(&desk, language), finding("promise-stage", "2:55"));
    }
}

#[test]
fn one_wrong_rule_hides_nothing_in_the_others() {
    let desk = bare();
    let rules = "keywords:\n  a: {wrods: [b]}\n  c: {words: [d, D]}\nrules:\n- name: r\n  tag: [t]\n- name: s\n  \
        keywords: [a, x]\n  raise: urgent\n- {name: t, set: {type: falt}, stop: perhaps}\n- {name: u, set: {priority: hgh}}\n";
    desk.write("config/rules.yaml", rules);
    let expected = [
        ("config-unknown-key", "2:7"),
        ("keyword-twice", "3:18"),
        ("library-unused", "3:6"),
        ("config-unknown-key", "6:3"),
        ("rule-library-unknown", "8:17"),
        ("config-expected-truth", "10:38"),
        ("code-unknown", "11:29"),
    ];
    for language in ["en", "zh-CN"] {
        let mut found: Vec<_> = found(&desk, language).into_iter().map(|(code, _, at)| (at, code)).collect();
        found.sort();
        let mut expected = expected.map(|(code, at)| (at.to_owned(), code.to_owned()));
        expected.sort();
        assert_eq!(found, expected);
    }
    let opened = desk.run(&["new", "Power off", "--as", "li"]);
    assert_eq!(opened.code, Some(0), "{opened:?}");
    assert!(opened.err.contains("classify ID --apply"), "{opened:?}");
}

#[test]
fn thousands_of_rules_are_checked_at_once() {
    let desk = bare();
    let rule = |place| format!("- {{name: r{place}, keywords: [k{place}], set: {{type: fault}}}}\n");
    let library = |place| format!("  k{place}: {{words: [w{place}]}}\n");
    let text = |of: &dyn Fn(usize) -> String| (0..3000).map(of).collect::<String>();
    desk.write("config/rules.yaml", format!("keywords:\n{}rules:\n{}", text(&library), text(&rule)));
    let started = std::time::Instant::now();
    assert_eq!(found(&desk, "en"), []);
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
}

#[test]
fn alerts_that_would_close_what_customers_confirm_are_told() {
    let desk = bare();
    desk.write("config/alerts.yaml", "resolved: close\nclose_reason: solved\n");
    assert_eq!(found(&desk, "en"), []);
    desk.write("desk.yaml", format!("{SETTINGS}close_needs_confirmation: true\n"));
    for language in ["en", "zh-CN"] {
        let finding = ("alert-close-unconfirmed".to_owned(), "config/alerts.yaml".to_owned(), "1:11".to_owned());
        assert_eq!(found(&desk, language), [finding]);
    }
}

#[test]
fn a_hint_of_what_there_is_says_that_there_is_nothing() {
    let desk = bare();
    desk.write("config/team.yaml", "");
    let asked = |language| desk.run(&["customer", "show", "C1", "--lang", language]).failed(1);
    assert!(asked("en").contains("there is: none") && asked("zh-CN").contains("现有：无"), "{}", asked("zh-CN"));
}

#[test]
fn no_fault_of_a_file_goes_without_its_line() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let codes = |source: &&str| {
        let text = fs::read_to_string(root.join(source)).unwrap();
        let lines = text.lines().filter_map(|line| line.trim().strip_prefix('"')?.split_once("\" => "));
        lines.filter(|(_, rest)| rest.contains('{')).map(|(code, _)| code.to_owned()).collect::<Vec<_>>()
    };
    let known: BTreeSet<_> = SOURCES.iter().flat_map(codes).collect();
    assert!(known.len() > 100, "{known:?}");
    let tables = [yaml::WRONG, people::WRONG, promises::WRONG, rules::WRONG];
    let shown: BTreeSet<_> = tables.into_iter().flatten().map(|(_, _, code, _)| (*code).to_owned()).collect();
    let missing: Vec<_> =
        known.iter().filter(|code| !shown.contains(*code) && !OTHERS.contains(&code.as_str())).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn a_file_that_is_no_utf_8_is_told_at_its_place() {
    let all: [(&[u8], &str, &str); 3] = [
        (b"clocks:\n  a\xff: {}\n", "file-not-utf8", "2:4"),
        (b"\xff\xfec\0:\0", "file-utf16", "1:1"),
        (b"\xfe\xff\0c\0:", "file-utf16", "1:1"),
    ];
    for file in ["desk.yaml", "config/sla.yaml", "config/rota.yaml", "config/rules.yaml", "calendars/office.yaml"] {
        for (bytes, code, at) in all {
            let desk = bare();
            desk.write(file, bytes);
            for language in ["en", "zh-CN"] {
                assert_eq!(found(&desk, language), [(code.to_owned(), file.to_owned(), at.to_owned())], "{file}");
            }
        }
    }
}

#[test]
fn nobody_is_called_as_the_program_calls_itself() {
    let desk = bare();
    desk.write("config/team.yaml", "members: {clock: {name: C}}\n");
    let before = desk.files();
    for args in [&["list"][..], &["new", "x", "--as", "clock"]] {
        let refused = desk.run(args).failed(1);
        assert!(refused.contains("config/team.yaml:1:11"), "{refused}");
    }
    assert_eq!(desk.files(), before);
}

#[test]
fn libraries_of_many_and_of_long_words_are_checked_at_once() {
    let desk = bare();
    let words: Vec<_> = (0..5000).map(|word| format!("w{word}")).chain(["x".repeat(10_000)]).collect();
    let rules =
        format!("keywords: {{a: {{words: [{}]}}}}\nrules: [{{name: r, keywords: [a], tags: [t]}}]\n", words.join(", "));
    desk.write("config/rules.yaml", rules);
    let started = std::time::Instant::now();
    assert_eq!(found(&desk, "en")[0].0, "keyword-long");
    assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
}

#[test]
fn a_byte_order_mark_before_an_article_or_a_configuration_is_passed_over() {
    let desk = bare();
    desk.write("knowledge/a.md", "\u{feff}---\ntitle: Power off\n---\nPress it.\n");
    desk.write("config/sla.yaml", "\u{feff}waits: []\n");
    assert_eq!(found(&desk, "en"), []);
    assert!(desk.run(&["kb", "search", "power", "-q"]).done().contains('a'));
    desk.run(&["kb", "verify", "a", "--as", "li"]).done();
    let after = desk.read("knowledge/a.md");
    assert!(after.starts_with("\u{feff}---\ntitle: Power off\nverified:"), "{after:?}");
}

#[test]
fn a_clock_that_cannot_be_read_is_refused() {
    for language in ["en", "zh-CN"] {
        let desk = bare();
        let mut command = desk.command(&["list", "--lang", language]);
        command.env("TICKETS_NOW", "garbage");
        let refused = crate::desk::outcome(command, "").failed(2);
        assert!(refused.contains("TICKETS_NOW") && refused.contains("garbage"), "{refused}");
    }
}
