//! How a text's lines end.

/// How a text's lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    /// Whether each ends with a carriage return too.
    is_crlf: bool,
    /// Whether the last one ends as the others do.
    is_ended: bool,
}

impl Form {
    /// A text's form.
    pub fn of(text: &str) -> Self {
        let ends = text.matches('\n').count();
        Self { is_crlf: ends > 0 && text.matches("\r\n").count() == ends, is_ended: is_ended(text) }
    }

    /// What two sides made of this form. A side that left it as it was has no say.
    pub fn merge(self, ours: Self, theirs: Self) -> Self {
        let settle = |base, ours, theirs| if ours == base { theirs } else { ours };
        Self {
            is_crlf: settle(self.is_crlf, ours.is_crlf, theirs.is_crlf),
            is_ended: settle(self.is_ended, ours.is_ended, theirs.is_ended),
        }
    }

    /// The text of these lines.
    pub fn write(self, lines: &[&str]) -> String {
        let end = if self.is_crlf { "\r\n" } else { "\n" };
        let mut text = lines.join(end);
        // An empty last line without an end would be no line.
        if lines.last().is_some_and(|last| self.is_ended || last.is_empty()) {
            text.push_str(end);
        }
        text
    }
}

/// An empty text has no line that could lack its end.
fn is_ended(text: &str) -> bool {
    text.is_empty() || text.ends_with('\n')
}

/// A text's lines without their ends.
pub(super) fn lines(text: &str) -> Vec<&str> {
    if text.is_empty() {
        return Vec::new();
    }
    let is_crlf = Form::of(text).is_crlf;
    let lines = text.strip_suffix('\n').unwrap_or(text).split('\n');
    lines.map(|line| if is_crlf { line.strip_suffix('\r').unwrap_or(line) } else { line }).collect()
}
