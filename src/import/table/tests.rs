use super::*;

fn open(bytes: &[u8]) -> Result<Table<'_>> {
    Table::open(bytes, Path::new("export.csv"), &FileOptions::default())
}

/// The rows as `line: cells`, the rejected as `line! code`.
fn rows(bytes: &[u8]) -> Result<Vec<String>> {
    let describe = |line| match line {
        Line::Row(row) => format!("{}: {}", row.line(), row.cells.iter().collect::<Vec<_>>().join("|")),
        Line::Rejected(problem) => {
            format!("{}! {}", problem.place().map_or(0, |place| place.line), problem.code())
        }
    };
    open(bytes)?.map(|line| line.map(describe)).collect()
}

fn code(bytes: &[u8]) -> (&'static str, Option<usize>) {
    let problem = rows(bytes).expect_err("a table");
    (problem.code(), problem.place().map(|place| place.line))
}

#[test]
fn rows_come_with_the_line_they_begin_in() {
    let text = "\n\nid,text\n1,\"two\nlines\"\n\n2,\"say \"\"hi\"\"\"\n3,a";
    for text in [text.to_owned(), text.replace('\n', "\r\n"), format!("\u{feff}{text}\n\n")] {
        let found = rows(text.as_bytes()).expect("rows");
        assert_eq!(found, ["4: 1|two\nlines", "7: 2|say \"hi\"", "8: 3|a"], "{text:?}");
    }
}

#[test]
fn other_separators_are_found() {
    for separator in [",", ";", "\t", "|"] {
        let text = ["id", "name"].join(separator) + "\n" + &["1", "a"].join(separator) + "\n";
        assert_eq!(rows(text.as_bytes()).expect("rows"), ["2: 1|a"], "{separator:?}");
    }
    let options = FileOptions { separator: Some("^".into()), ..FileOptions::default() };
    let table = Table::open(&b"a,b^c\n1^2\n"[..], Path::new("x"), &options).expect("a table");
    assert_eq!(table.header().names(), ["a,b", "c"]);
    assert_eq!(code(b"\na,b;c\n1,2\n"), ("import-separator-unclear", Some(2)));
}

#[test]
fn a_separator_at_the_end_of_lines_is_no_column() {
    assert_eq!(rows(b"a;b;\n1;2;\n3;4\n5;6;7\n").expect("rows"), ["2: 1|2", "3: 3|4", "4! import-row-ragged"]);
    assert_eq!(rows(b"a;b\n1;2;\n3;;\n").expect("rows"), ["2: 1|2", "3: 3|"]);
}

#[test]
fn ragged_and_double_rows_are_rejected_with_their_lines() {
    let found = rows(b"a,b\n1,2\n3\n1,2\n1,2,3\n1,2\n12,\n").expect("rows");
    let expected = [
        "2: 1|2",
        "3! import-row-ragged",
        "4! import-row-double",
        "5! import-row-ragged",
        "6! import-row-double",
        "7: 12|",
    ];
    assert_eq!(found, expected);
}

#[test]
fn cells_are_told_apart_when_rows_are_compared() {
    assert_eq!(rows(b"a,b\n12,3\n1,23\n").expect("rows").len(), 2);
    assert!(rows(b"a,b\n12,3\n1,23\n").expect("rows").iter().all(|row| !row.contains('!')));
}

#[test]
fn a_header_alone_has_no_rows_and_nothing_is_an_error() {
    assert!(rows(b"a,b").expect("rows").is_empty());
    assert!(rows(b"a,b\r\n").expect("rows").is_empty());
    for empty in [&b""[..], b"\n", b"\r\n\r\n", b"\xef\xbb\xbf"] {
        assert_eq!(code(empty).0, "import-empty", "{empty:?}");
    }
}

#[test]
fn a_quote_that_is_never_closed_is_an_error_where_it_opens() {
    assert_eq!(code(b"a,b\n1,2\n3,\"4\n5,6\n"), ("import-quote-open", Some(3)));
    assert_eq!(code(b"a,b\n1,2\n3,\"4"), ("import-quote-open", Some(3)));
    assert_eq!(code(b"a,\"b\n1,2\n").0, "import-quote-open");
    // A quote within an unquoted cell is a character like any other.
    assert_eq!(rows(b"a,b\n5\" pipe,2\n").expect("rows"), ["2: 5\" pipe|2"]);
}

#[test]
fn bytes_that_are_no_text_end_the_table() {
    let mut table =
        open(b"a,b\n1,2\n3,\xe9\n").err().map(|problem| (problem.code(), problem.place().map(|place| place.line)));
    assert_eq!(table.take(), Some(("import-bytes-invalid", Some(3))));
    let mut bytes = b"a,b\n".to_vec();
    for row in 0..50_000 {
        bytes.extend_from_slice(format!("{row},2\n").as_bytes());
    }
    bytes.extend_from_slice(b"x,\xe9\n");
    let mut lines = open(&bytes).expect("a table");
    let error = lines.by_ref().find_map(std::result::Result::err).expect("an error");
    assert_eq!(error.place().map(|place| place.line), Some(50_002));
    assert!(lines.next().is_none());
}

#[test]
fn a_place_shows_the_row() {
    let table = open(b"a,b\n1,\"x\ny\"\n").expect("a table");
    let Some(Ok(Line::Row(row))) = table.into_iter().next() else { panic!("a row") };
    assert_eq!((row.place().line, row.place().excerpt.as_str()), (2, "1 | x"));
    assert_eq!(row.cell(7), "");
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(cells in prop::collection::vec(prop::collection::vec("[a,;\"\n支 ]{0,5}", 3), 1..20)) {
            let mut bytes = Vec::new();
            let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(&mut bytes);
            writer.write_record(["x", "y", "z"]).expect("a header");
            for row in &cells {
                writer.write_record(row).expect("a row");
            }
            drop(writer);
            let mut expected: Vec<&Vec<String>> = Vec::new();
            for row in &cells {
                if !expected.contains(&row) {
                    expected.push(row);
                }
            }
            let rows = open(&bytes).expect("a table").filter_map(|line| match line {
                Ok(Line::Row(row)) => Some(row.cells.iter().map(str::to_owned).collect::<Vec<_>>()),
                _ => None,
            });
            let rows: Vec<_> = rows.collect();
            prop_assert_eq!(rows.iter().collect::<Vec<_>>(), expected);
        }

        #[test]
        fn nothing_panics(bytes in prop_oneof![any::<Vec<u8>>(), "[a,;|\t\"\r\n\u{feff}]{0,40}".prop_map(String::into_bytes)]) {
            if let Ok(table) = open(&bytes) {
                let lines = bytes.iter().filter(|byte| b"\r\n".contains(byte)).count() + 1;
                for line in table {
                    if let Ok(Line::Row(row)) = line {
                        prop_assert!(row.line() <= lines);
                    }
                }
            }
        }
    }
}
