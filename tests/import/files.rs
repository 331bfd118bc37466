//! How files are written: encodings, separators, dates.
use crate::desk::{Desk, MAPPING};

const ROWS: &str = "id,title,type,priority,opened\n7,Zahlung für “Köln” fällt aus,technical,high,2026-03-02 09:15\n";

fn title_of(mapping: &str, bytes: &[u8]) -> String {
    let desk = Desk::new("Europe/Amsterdam");
    let outcome = desk.import(&format!("{MAPPING}{mapping}"), bytes, &[]);
    assert_eq!(outcome.code, 0, "{}", outcome.err);
    desk.tickets()["7"].head.title.to_string()
}

fn utf16le(text: &str) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn encodings_are_read() {
    let expected = "Zahlung für “Köln” fällt aus";
    assert_eq!(title_of("", ROWS.as_bytes()), expected);
    assert_eq!(title_of("", format!("\u{feff}{ROWS}").as_bytes()), expected);
    assert_eq!(title_of("", &utf16le(ROWS)), expected);
    let windows: Vec<u8> = ROWS
        .chars()
        .map(|character| match character {
            '“' => 0x93,
            '”' => 0x94,
            other => u8::try_from(u32::from(other)).unwrap(),
        })
        .collect();
    assert_eq!(title_of("file: {encoding: latin1}\n", &windows), expected);
    let gbk =
        [b"id,title,type,priority,opened\n7,".as_slice(), &[0xd6, 0xa7, 0xb8, 0xb6], b",technical,high,2026-03-02\n"];
    assert_eq!(title_of("file: {encoding: gbk}\n", &gbk.concat()), "支付");
}

#[test]
fn separators_line_ends_and_quotes_are_read() {
    for (separator, end) in [(";", "\r\n"), ("\t", "\n"), ("|", ";\n")] {
        let rows = format!(
            "id,title,type,priority,opened{end}7,\"a \"\"b\"\"\nc, d\",technical,high,2026-03-02{}",
            end.replace(';', "|")
        );
        let rows = rows.replace("opened;", "opened|").replace("c, d", "c% d").replace(',', separator).replace('%', ",");
        assert_eq!(title_of("", rows.as_bytes()), "a \"b\" c, d", "{rows}");
    }
}

#[test]
fn what_cannot_be_decoded_names_its_line_and_changes_nothing() {
    let desk = Desk::new("UTC");
    let outcome = desk.import(MAPPING, b"id,title,type,priority,opened\n7,Caf\xe9,technical,high,2026-03-02\n", &[]);
    assert_eq!(outcome.code, 1);
    assert!(outcome.err.contains("rows.csv:2:"), "{}", outcome.err);
    assert!(desk.paths().is_empty());
}

#[test]
fn an_ambiguous_date_needs_its_order() {
    let rows = "id,title,type,priority,opened\n7,t,technical,high,03/04/2026 9:05\n";
    let desk = Desk::new("Europe/Amsterdam");
    let outcome = desk.import(MAPPING, rows, &[]);
    assert_eq!((outcome.code, outcome.counts(["rejected", "tickets"])), (3, [1, 0]));
    assert!(outcome.err.contains("rows.csv:2:") && outcome.err.contains("03/04/2026 9:05"), "{}", outcome.err);
    let both = MAPPING.replace("Amsterdam", "Amsterdam, formats: ['%d/%m/%Y %H:%M', '%m/%d/%Y %H:%M']");
    assert_eq!(desk.import(&both, rows, &[]).code, 1);
    let one = MAPPING.replace("Amsterdam", "Amsterdam, formats: ['%d/%m/%Y %H:%M']");
    assert_eq!(desk.import(&one, rows, &[]).code, 0);
    assert_eq!(desk.tickets()["7"].head.created.to_rfc3339(), "2026-04-03T09:05:00+02:00");
}

#[test]
fn times_are_written_as_the_clocks_of_the_desk_show_them() {
    let desk = Desk::new("Asia/Shanghai");
    let rows =
        "id,title,type,priority,opened\n7,t,technical,high,2026-03-02 20:00\n8,t,technical,high,2026-03-29 02:30\n";
    let outcome = desk.import(MAPPING, rows, &[]);
    // 02:30 did not exist in Amsterdam on that day.
    assert_eq!((outcome.code, outcome.counts(["tickets", "rejected"])), (3, [1, 1]));
    let head = &desk.tickets()["7"].head;
    assert_eq!((head.id.as_str(), head.created.to_rfc3339().as_str()), ("CS202603030001", "2026-03-03T03:00:00+08:00"));
}

#[test]
fn a_time_that_was_shown_twice_needs_a_word() {
    // Amsterdam's clocks were set back from 03:00 to 02:00 on 2026-10-25.
    let rows = "id,title,type,priority,opened\n7,t,technical,high,2026-10-25 02:30\n";
    for (twice, expected) in [("reject", None), ("first", Some("00:30:00+00:00")), ("second", Some("01:30:00+00:00"))] {
        let desk = Desk::new("UTC");
        desk.import(&MAPPING.replace("Amsterdam", &format!("Amsterdam, twice: {twice}")), rows, &[]);
        let created = desk.tickets().get("7").map(|ticket| ticket.head.created.to_rfc3339());
        assert_eq!(created, expected.map(|time| format!("2026-10-25T{time}")), "{twice}");
    }
}

#[test]
fn a_mapping_that_does_not_fit_is_an_error() {
    let desk = Desk::new("UTC");
    let rows = "id,title,type,priority,opened\n";
    for (mapping, word) in [
        (MAPPING.replace("title: title", "title: titel"), "titel"),
        (format!("{MAPPING}acts: [{{did: solved, at: opened}}]\n"), "solved"),
        (format!("{MAPPING}acts: [{{did: closed, at: opened, with: {{cause: title}}}}]\n"), "cause"),
        ("file: {}\n".to_owned(), "fields"),
        (format!("{MAPPING}filds: {{}}\n"), "filds"),
    ] {
        let outcome = desk.import(&mapping, rows, &[]);
        assert_eq!(outcome.code, 1, "{mapping}");
        assert!(outcome.err.contains(word), "{mapping}{}", outcome.err);
    }
    let outcome = desk.import(MAPPING, rows, &["--events", "rows.csv"]);
    assert!(outcome.code == 1 && outcome.err.contains("events"), "{}", outcome.err);
}
