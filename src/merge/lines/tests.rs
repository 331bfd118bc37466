//! Merging by lines: by hand, and for all texts.
use proptest::prelude::*;

use super::{Lines, MARKS, merge};

/// Lines written as words: `a b` is two lines.
fn text(words: &str) -> String {
    words.split_whitespace().map(|word| format!("{word}\n")).collect()
}

#[track_caller]
fn merged(base: &str, ours: &str, theirs: &str) -> (String, usize) {
    let [base, ours, theirs] = [base, ours, theirs].map(text);
    let one = merge(&base, &ours, &theirs);
    assert_eq!(one, merge(&base, &theirs, &ours), "whichever is ours");
    (one.text.split_whitespace().collect::<Vec<_>>().join(" "), one.conflicts)
}

#[test]
fn changes_of_different_lines_both_happen() {
    let clean = |base, ours, theirs, merged_text: &str| {
        assert_eq!(merged(base, ours, theirs), (merged_text.to_owned(), 0), "{base} / {ours} / {theirs}");
    };
    clean("a b c", "A b c", "a b C", "A b C");
    clean("a b", "A b", "a B", "A B");
    clean("a b c", "b c", "a b", "b");
    clean("a b", "a B", "a b c", "a B c");
    clean("a b c", "a c", "a b x c", "a x c");
    clean("a", "a", "b", "b");
    clean("a b", "a", "a", "a");
}

#[test]
fn insertions_at_one_place_stand_there_in_the_order_of_their_content() {
    assert_eq!(merged("a z", "a y z", "a b c z"), ("a b c y z".to_owned(), 0));
    assert_eq!(merged("a", "a b", "a b"), ("a b".to_owned(), 0));
    assert_eq!(merged("a", "a b", "a b c"), ("a b c".to_owned(), 0));
    assert_eq!(merged("", "x", "w"), ("w x".to_owned(), 0));
}

#[test]
fn different_changes_of_one_line_stand_between_marks() {
    assert_eq!(merged("a b c", "a y c", "a x c"), ("a <<<<<<< x ======= y >>>>>>> c".to_owned(), 1));
    assert_eq!(merged("a b c", "a c", "a x c"), ("a <<<<<<< ======= x >>>>>>> c".to_owned(), 1));
    let alike = merged("a b c", "a 1 x 2 c", "a 1 y 2 c");
    assert_eq!(alike, ("a 1 <<<<<<< x ======= y >>>>>>> 2 c".to_owned(), 1));
    assert_eq!(merged("a b c d", "a x d", "a b y d").1, 1, "one line of them alone");
}

#[test]
fn a_draft_takes_the_longer_version_and_marks_compare_two() {
    let [base, ours, theirs] = ["a b c", "a y c", "a x x c"].map(text);
    assert_eq!(super::draft(&base, &ours, &theirs), text("a x x c"));
    assert_eq!(super::draft(&base, &theirs, &ours), text("a x x c"));
    let marked = Lines { text: text("a <<<<<<< x x ======= y >>>>>>> c"), conflicts: 1 };
    assert_eq!(super::mark(&ours, &theirs), marked);
    assert_eq!(super::mark(&theirs, &ours), marked);
}

#[test]
fn line_ends_are_merged_too() {
    let clean = |base, ours, theirs, text: &str| {
        let expected = Lines { text: text.to_owned(), conflicts: 0 };
        assert_eq!(merge(base, ours, theirs), expected);
        assert_eq!(merge(base, theirs, ours), expected);
    };
    clean("a\nb\n", "a\r\nb\r\n", "a\nb\nc\n", "a\r\nb\r\nc\r\n");
    clean("a\nb", "a\nb\n", "A\nb", "A\nb\n");
    clean("a\nb\n", "a\nb", "A\nb\n", "A\nb");
    clean("", "a\n", "b\n", "a\nb\n");
    clean("a\n", "", "a\nb\n", "b\n");
    clean("a\n\n", "a\n\nb\n", "\na\n\n", "\na\n\nb\n");
}

/// A text of few different lines, so that sides have much in common.
fn any_text() -> impl Strategy<Value = String> {
    (prop::collection::vec(0..8_u8, 0..12), any::<bool>()).prop_map(|(lines, is_ended)| {
        let lines: Vec<_> =
            lines.iter().map(|line| if *line == 0 { String::new() } else { line.to_string() }).collect();
        let mut text = lines.join("\n");
        if is_ended && !text.is_empty() {
            text.push('\n');
        }
        text
    })
}

/// How often a line stands in a text.
fn count(text: &str, line: &str) -> usize {
    text.lines().filter(|other| *other == line).count()
}

proptest! {
    #[test]
    fn it_is_the_same_whichever_side_is_ours(base in any_text(), ours in any_text(), theirs in any_text()) {
        prop_assert_eq!(merge(&base, &ours, &theirs), merge(&base, &theirs, &ours));
    }

    #[test]
    fn a_side_that_changed_nothing_has_no_say(base in any_text(), side in any_text()) {
        let whole = Lines { text: side.clone(), conflicts: 0 };
        prop_assert_eq!(&merge(&base, &base, &side), &whole);
        prop_assert_eq!(&merge(&base, &side, &side), &whole);
    }

    #[test]
    fn no_line_is_lost_that_nobody_removed(base in any_text(), ours in any_text(), theirs in any_text()) {
        let text = merge(&base, &ours, &theirs).text;
        for line in ours.lines().chain(theirs.lines()) {
            let [was, one, other] = [&base, &ours, &theirs].map(|text| count(text, line));
            // A line that moved is one removed and one inserted; what stands twice can be removed twice.
            let due = match was {
                0 => one.max(other),
                1 => one.min(other).min(1),
                _ => 0,
            };
            prop_assert!(count(&text, line) >= due, "{line} in {text}");
        }
    }

    #[test]
    fn nothing_is_in_the_result_that_no_side_had(base in any_text(), ours in any_text(), theirs in any_text()) {
        for line in merge(&base, &ours, &theirs).text.lines().filter(|line| !MARKS.contains(line)) {
            prop_assert!(ours.lines().chain(theirs.lines()).any(|had| had == line), "{line}");
        }
    }
}
