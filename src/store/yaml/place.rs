//! Places in a text, as people count them.
use std::path::PathBuf;

use crate::fault::Place;

/// The place of byte `offset` of `text`, its file left empty.
///
/// A line ends with `\n`; a byte-order mark takes no column.
pub fn place_at(text: &str, offset: usize) -> Place {
    let offset = text.floor_char_boundary(offset);
    let start = line_start(text, offset);
    let line = memchr::memchr_iter(b'\n', &text.as_bytes()[..start]).count() + 1;
    let column = text[start..offset].chars().count() + 1;
    Place { file: PathBuf::new(), line, column, excerpt: excerpt(&text[start..]) }
}

/// Characters of a line that are shown at most: a file may be one line of megabytes.
const EXCERPT: usize = 400;

fn excerpt(rest: &str) -> String {
    let line = rest.split('\n').next().unwrap_or_default();
    line.strip_suffix('\r').unwrap_or(line).chars().take(EXCERPT).collect()
}

/// Where the line of byte `offset` begins, after a byte-order mark.
pub(super) fn line_start(text: &str, offset: usize) -> usize {
    match memchr::memrchr(b'\n', &text.as_bytes()[..offset]) {
        Some(end) => end + 1,
        None if offset > 0 && text.starts_with('\u{feff}') => '\u{feff}'.len_utf8(),
        None => 0,
    }
}
