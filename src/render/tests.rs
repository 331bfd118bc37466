use crate::report::classification::Classes;
use chrono::DateTime;
use proptest::prelude::*;

use super::*;
use crate::domain::ids::Text;
use crate::report::statistics::Fraction;
use crate::report::table::{Cell, Column, Excluded, Frame, Heading, Shape};

/// A desk with two labels.
struct Desk;

impl Labels for Desk {
    fn label(&self, kind: &str, code: &str) -> Option<Cow<'_, str>> {
        match (kind, code) {
            ("priority", "urgent") => Some("紧急".into()),
            ("member", "li") => Some("李明".into()),
            _ => None,
        }
    }
}

fn page(language: Language, width: Option<u16>) -> Page<'static> {
    Page { language, labels: &Desk, width, color: false }
}

fn written(table: &Table, format: Format, page: &Page<'_>) -> String {
    let mut bytes = Vec::new();
    write(table, format, page, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn moment(text: &str) -> crate::domain::moment::Moment {
    DateTime::parse_from_rfc3339(text).unwrap()
}

fn frame() -> Frame {
    Frame {
        as_of: moment("2026-11-02T09:00:00+08:00"),
        since: Some(moment("2026-10-01T00:00:00+08:00")),
        until: Some(moment("2026-11-01T00:00:00+08:00")),
        counted: 9,
        excluded: vec![Excluded { reason: "outside-period", count: 2 }],
    }
}

/// A row of each kind of cell, one of text that wants to do harm, one of absence.
fn table() -> Table {
    let columns = vec![
        Column::new("priority", Shape::Text),
        Column::new("assignee", Shape::Text),
        Column::new("count", Shape::Number),
        Column::new("attainment", Shape::Rate),
        Column::new("median", Shape::Number),
        Column::new("average", Shape::Number),
        Column::new("created", Shape::Moment),
        Column::new("repeat", Shape::Text),
        Column { key: "tags".into(), heading: Heading::Code("clock", "update".into()), shape: Shape::Text },
    ];
    let full = vec![
        Cell::Code("priority", "urgent".into()),
        Cell::Code("member", "li".into()),
        Cell::Count(8),
        Cell::Rate(7, 8),
        Cell::Seconds(Fraction::new(10_169_766, 10).unwrap()),
        Cell::Mean(Fraction::new(25, 6).unwrap(), 2),
        Cell::Moment(moment("2026-10-28T09:00:12+08:00")),
        Cell::Flag(true),
        Cell::List(vec!["支付".into(), "checkout".into()]),
    ];
    let nasty = vec![
        Cell::Text("=1+2, \"x\"\n\u{1b}[31m|<b>".into()),
        Cell::Text("王_小*明\u{202e}".into()),
        Cell::Count(1),
        Cell::Rate(0, 0),
        Cell::Seconds((-7505).into()),
        Cell::Change(-3),
        Cell::Absent,
        Cell::Flag(false),
        Cell::List(Vec::new()),
    ];
    let empty = vec![Cell::Absent; 9];
    Table { id: "sla", columns, rows: vec![full, nasty, empty], frame: Some(frame()) }
}

#[test]
fn a_table_in_english() {
    insta::assert_snapshot!(written(&table(), Format::Table, &page(Language::English, None)));
}

#[test]
fn a_table_in_chinese() {
    insta::assert_snapshot!(written(&table(), Format::Table, &page(Language::Chinese, None)));
}

#[test]
fn markdown_in_english() {
    insta::assert_snapshot!(written(&table(), Format::Markdown, &page(Language::English, None)));
}

#[test]
fn markdown_in_chinese() {
    insta::assert_snapshot!(written(&table(), Format::Markdown, &page(Language::Chinese, None)));
}

#[test]
fn machine_formats_do_not_know_the_language() {
    for format in Format::ALL.into_iter().filter(|format| format.is_machine()) {
        let english = written(&table(), format, &page(Language::English, Some(40)));
        assert_eq!(english, written(&table(), format, &page(Language::Chinese, None)), "{format}");
        insta::assert_snapshot!(format.code(), english);
    }
}

#[test]
fn json_is_json() {
    let json: serde_json::Value =
        serde_json::from_str(&written(&table(), Format::Json, &page(Language::English, None))).unwrap();
    assert_eq!(json["rows"][0]["median"], 1_016_976.6);
    assert_eq!(json["rows"][0]["attainment"]["value"], 0.875);
    // 25 ÷ 6 = 4.1666…
    assert_eq!(json["rows"][0]["average"], 4.166_667);
    assert_eq!(json["rows"][1]["assignee"], "王_小*明\u{202e}");
    assert_eq!(json["excluded"]["outside-period"], 2);
}

#[test]
fn a_narrow_page_shortens_texts_and_never_numbers() {
    let columns = vec![
        Column::new("number", Shape::Text),
        Column::new("customer", Shape::Text),
        Column::new("count", Shape::Number),
    ];
    let row = vec![
        Cell::Text("CS202610280001".into()),
        Cell::Text("点击支付后系统提示繁忙,订单没有生成".into()),
        Cell::Count(1_234_567),
    ];
    let table = Table { id: "tickets", columns, rows: vec![row], frame: None };
    let text = written(&table, Format::Table, &page(Language::English, Some(44)));
    assert!(text.contains("1234567") && text.contains('…'), "{text}");
    for line in text.lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 44, "{line}");
    }
}

#[test]
fn a_page_too_narrow_for_all_breaks_headings_and_leaves_out_columns_without_values() {
    let columns = ["reopen_rate", "customer", "first_contact"].map(|key| Column::new(key, Shape::Text)).into();
    let row = |text: &str| vec![Cell::Text("12".into()), Cell::Absent, Cell::Text(text.into())];
    let table = Table { id: "volume", columns, rows: vec![row("一二三四五六"), row("b")], frame: None };
    let text = written(&table, Format::Table, &page(Language::English, Some(20)));
    let lines = ["Reopen  First", "rate    contact", "--------------------", "12      一二三四五六", "12      b"];
    assert_eq!(text.lines().collect::<Vec<_>>(), lines);
    assert!(
        written(&table, Format::Table, &page(Language::English, None))
            .starts_with("Reopen rate  Customer  First contact")
    );
}

#[test]
fn colour_marks_lines_and_only_when_asked_for() {
    let columns = vec![Column::new("state", Shape::Text)];
    let rows = vec![vec![Cell::Code("state", "missed".into())], vec![Cell::Code("state", "met".into())]];
    let table = Table { id: "clocks", columns, rows, frame: None };
    let plain = page(Language::English, Some(40));
    let colour = Page { color: true, ..plain };
    assert!(!written(&table, Format::Table, &plain).contains('\u{1b}'));
    let text = written(&table, Format::Table, &colour);
    assert!(text.contains("\u{1b}[31mmissed\u{1b}[0m") && text.contains("\nmet\n"), "{text:?}");
}

#[test]
fn durations_show_their_two_coarsest_units() {
    let cases = [
        (0, "0s", "0秒"),
        (59, "59s", "59秒"),
        (725, "12m 05s", "12分05秒"),
        (3600, "1h 00m", "1小时00分"),
        (86_399, "23h 59m", "23小时59分"),
        (273_600, "3d 4h", "3天4小时"),
        (-725, "-12m 05s", "-12分05秒"),
    ];
    for (seconds, english, chinese) in cases {
        assert_eq!(human::duration(seconds.into(), Language::English), english);
        assert_eq!(human::duration(seconds.into(), Language::Chinese), chinese);
    }
    // 59.5 s is rounded to a whole minute, and the sign follows what is shown.
    for (seconds, english, chinese) in
        [(144_000, "40h 00m", "40小时00分"), (-90_000, "-25h 00m", "-25小时00分"), (725, "12m 05s", "12分05秒")]
    {
        assert_eq!(human::working(seconds.into(), Language::English), english);
        assert_eq!(human::working(seconds.into(), Language::Chinese), chinese);
    }
    assert_eq!(human::duration(Fraction::new(595, 10).unwrap(), Language::English), "1m 00s");
    assert_eq!(human::duration(Fraction::new(-4, 10).unwrap(), Language::English), "0s");
}

#[test]
fn an_empty_table_has_its_header() {
    let table = Table { rows: Vec::new(), frame: None, ..table() };
    let csv = written(&table, Format::Csv, &page(Language::English, None));
    let header =
        "priority,assignee,count,attainment,attainment_part,attainment_whole,median,average,created,repeat,tags\n";
    assert_eq!(csv, header);
    assert_eq!(written(&table, Format::JsonLines, &page(Language::English, None)), "");
    assert!(written(&table, Format::Table, &page(Language::English, None)).starts_with("Priority"));
}

/// Texts that want to do harm: controls, formulas, quotes, separators, directions.
fn nasty() -> impl Strategy<Value = String> {
    "([=+@,;|\"'`<>_*\\\\ \\-a中👩]|[\\x00-\\x1f]|[\\x7f-\\u{9f}]|[\\u{200e}\\u{200f}\\u{202a}-\\u{202e}\\u{2066}-\\u{2069}]){0,12}"
}

fn texts(rows: &[Vec<String>]) -> Table {
    let columns = vec![Column::new("number", Shape::Text), Column::new("customer", Shape::Text)];
    let cells = |row: &Vec<String>| row.iter().map(|text| Cell::Text(Text::from(text.as_str()))).collect();
    Table { id: "tickets", columns, rows: rows.iter().map(cells).collect(), frame: None }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_format_lets_a_control_through(rows in prop::collection::vec(prop::collection::vec(nasty(), 2), 0..4)) {
        for format in Format::ALL {
            let text = written(&texts(&rows), format, &page(Language::Chinese, Some(30)));
            let allowed = |character| character == '\n' || format == Format::Csv && character == '\t';
            prop_assert!(!text.chars().any(|character| sanitize::is_control(character) && !allowed(character)), "{text:?}");
        }
    }

    #[test]
    fn csv_gives_back_what_was_written(rows in prop::collection::vec(prop::collection::vec(nasty(), 2), 0..4)) {
        let text = written(&texts(&rows), Format::Csv, &page(Language::English, None));
        let read: Vec<Vec<String>> = ::csv::Reader::from_reader(text.as_bytes()).deserialize().collect::<Result<_, _>>().unwrap();
        prop_assert_eq!(read.len(), rows.len());
        for (read, written) in read.iter().flatten().zip(rows.iter().flatten()) {
            prop_assert_eq!(&**read, &*super::csv::guarded(written));
            prop_assert!(!read.starts_with(['=', '+', '-', '@', '\t', '\n']));
        }
    }

    #[test]
    fn json_gives_back_every_character(rows in prop::collection::vec(prop::collection::vec(nasty(), 2), 0..4)) {
        let text = written(&texts(&rows), Format::JsonLines, &page(Language::English, None));
        prop_assert_eq!(text.lines().count(), rows.len());
        for (line, row) in text.lines().zip(&rows) {
            let read: serde_json::Value = serde_json::from_str(line).unwrap();
            prop_assert_eq!(read["number"].as_str(), Some(&*row[0]));
            prop_assert_eq!(read["customer"].as_str(), Some(&*row[1]));
        }
    }

    #[test]
    fn markdown_keeps_a_line_for_each_row(rows in prop::collection::vec(prop::collection::vec(nasty(), 2), 0..4)) {
        let text = written(&texts(&rows), Format::Markdown, &page(Language::English, None));
        prop_assert_eq!(text.lines().count(), rows.len() + 2);
    }
}

#[test]
fn every_heading_and_every_code_of_a_report_has_a_word() {
    use crate::report::{Material, REPORTS, answers::Answers, facts::Tickets, question};
    let (tickets, answers) = (Tickets { clocks: vec!["resolution".into()], ..Tickets::default() }, Answers::default());
    let (zone, order, settings) = (crate::time::Zone::utc(), question::Order::default(), question::Settings::default());
    let question = question::Question {
        as_of: crate::time::Instant::MIN,
        since: None,
        until: None,
        event: question::Event::Created,
        by: crate::report::dimension::Dimension::all().collect(),
        top: None,
        only: None,
        filter: question::Filter::default(),
        zone: &zone,
        order: &order,
        settings: &settings,
    };
    let undivided = question::Question { by: Vec::new(), ..question.clone() };
    let material = Material { tickets: &tickets, answers: &answers, classes: &Classes::default() };
    for report in REPORTS {
        for table in [
            (report.figures)(material, &question),
            (report.behind)(material, &question),
            (report.figures)(material, &undivided),
        ] {
            let headings = table.columns.iter().filter(|column| column.heading == Heading::Word);
            let columns = headings.map(|column| format!("column.{}", column.key));
            let codes = table.rows.iter().flatten().filter_map(|cell| match cell {
                Cell::Code(kind, code) => Some(format!("{kind}.{code}")),
                _ => None,
            });
            for key in
                columns.chain(codes).filter(|key| !key.starts_with("clock.")).chain([format!("report.{}", table.id)])
            {
                assert!(Language::English.find(&key).is_some(), "`{key}` has no word");
            }
        }
    }
}
