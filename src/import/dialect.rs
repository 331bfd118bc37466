//! What separates the cells.
use std::io::{self, BufRead, Read};

use super::fault::ImportFault;

/// The separators that are recognised by themselves.
const USUAL: [u8; 4] = [b',', b';', b'\t', b'|'];
/// How much of a file is looked at for its header.
const LONGEST_HEADER: u64 = 1024 * 1024;

/// The separator a mapping gives: `tab` or one character.
pub(super) fn given(separator: &str) -> Result<u8, ImportFault> {
    match separator.as_bytes() {
        b"tab" => Ok(b'\t'),
        [byte] if byte.is_ascii() && !b"\"\r\n".contains(byte) => Ok(*byte),
        _ => Err(ImportFault::Separator { separator: separator.to_owned() }),
    }
}

/// Takes the header, with blank lines before it and its quoted line ends, off `text`.
pub(super) fn take_header(text: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut header = Vec::new();
    let mut text = text.take(LONGEST_HEADER);
    while header.iter().all(u8::is_ascii_whitespace) || is_quote_open(&header) {
        if text.read_until(b'\n', &mut header)? == 0 {
            break;
        }
    }
    Ok(header)
}

fn is_quote_open(header: &[u8]) -> bool {
    memchr::memchr_iter(b'"', header).count() % 2 == 1
}

/// The separator that stands most often outside of the quotes of `header`; a comma when there is none.
pub(super) fn detect(header: &[u8]) -> Result<u8, ImportFault> {
    let mut counts = [0_usize; USUAL.len()];
    let mut is_quoted = false;
    for byte in header {
        is_quoted ^= *byte == b'"';
        if let Some(index) = USUAL.iter().position(|usual| usual == byte && !is_quoted) {
            counts[index] += 1;
        }
    }
    let most = counts.into_iter().max().unwrap_or_default();
    let found: Vec<u8> =
        USUAL.into_iter().zip(counts).filter(|(_, count)| *count == most).map(|(usual, _)| usual).collect();
    match (most, found.as_slice()) {
        (0, _) => Ok(b','),
        (_, [separator]) => Ok(*separator),
        _ => Err(ImportFault::SeparatorUnclear {
            separators: found.into_iter().map(name).collect::<Vec<_>>().join(" "),
            count: most,
        }),
    }
}

fn name(separator: u8) -> String {
    if separator == b'\t' { "tab".to_owned() } else { char::from(separator).to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_outside_of_quotes_separates() {
        let table: [(&str, u8); 7] = [
            ("a,b,c", b','),
            ("a;b;c", b';'),
            ("a\tb, c\td", b'\t'),
            ("a|b", b'|'),
            ("alone", b','),
            ("\"a,b,c\";d", b';'),
            ("\"a \"\",,\"\" b\";\"c\nd\"", b';'),
        ];
        for (header, expected) in table {
            assert_eq!(detect(header.as_bytes()).expect(header), expected, "{header}");
        }
        let unclear = detect(b"a,b;c").expect_err("unclear");
        assert!(matches!(unclear, ImportFault::SeparatorUnclear { separators, count: 1 } if separators == ", ;"));
    }

    #[test]
    fn a_given_separator_is_one_character() {
        assert_eq!(given("tab").expect("tab"), b'\t');
        assert_eq!(given("\t").expect("tab"), b'\t');
        assert_eq!(given("^").expect("caret"), b'^');
        for bad in ["", ",,", "\"", "\n", "\u{ff0c}"] {
            assert!(given(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_header_may_run_over_lines() {
        let mut text: &[u8] = b"\n \n\"a\nb\",c\n1,2\n";
        assert_eq!(take_header(&mut text).expect("header"), b"\n \n\"a\nb\",c\n");
        assert_eq!(text, b"1,2\n");
    }
}
