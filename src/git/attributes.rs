//! `.gitattributes`: which driver merges which file, and what becomes of line ends.

/// What stands above lines that are added.
const COMMENT: &str = "# How git merges the desk's files and keeps their lines; `tickets git setup` completes it.";

/// The desk's own files: merged by what they mean; in git their lines end with LF, and no checkout
/// changes them. `text=auto` leaves a file alone that was committed with CRLF.
const MERGED: [&str; 7] = [
    "tickets/*.yaml",
    "archive/**/*.yaml",
    "surveys/**/*.yaml",
    "customers/*.yaml",
    "config/*.yaml",
    "calendars/*.yaml",
    "/desk.yaml",
];
const MERGED_AS: [&str; 3] = ["text=auto", "eol=lf", "merge=tickets"];

/// What customers send is kept to the byte.
const KEPT: &str = "attachments/**";
const KEPT_AS: [&str; 1] = ["-text"];

/// The text of an attributes file with the lines that it lacks; `None` when it lacks none. `prefix`
/// is the way from the file's directory to the desk, with a slash at its end unless it is empty. No
/// line that is there is touched: of several lines about one file the last one holds.
pub fn completed(text: &str, prefix: &str) -> Option<String> {
    let wanted = MERGED.iter().map(|pattern| (*pattern, &MERGED_AS[..])).chain([(KEPT, &KEPT_AS[..])]);
    let wanted = wanted.map(|(pattern, attributes)| (placed(prefix, pattern), attributes));
    let missing: Vec<_> = wanted.filter(|(pattern, attributes)| !says(text, pattern, attributes)).collect();
    if missing.is_empty() {
        return None;
    }
    let mut text = text.to_owned();
    if !text.is_empty() {
        text.push_str(if text.ends_with('\n') { "\n" } else { "\n\n" });
    }
    text.extend([COMMENT, "\n"]);
    for (pattern, attributes) in missing {
        text.extend([pattern.as_str(), " ", &attributes.join(" "), "\n"]);
    }
    Some(text)
}

/// Whether the attributes are those of the pattern already.
fn says(text: &str, pattern: &str, attributes: &[&str]) -> bool {
    let mut about = text.lines().rev().filter_map(|line| line.trim().strip_prefix(pattern));
    let last = about.find(|rest| rest.starts_with([' ', '\t']));
    last.is_some_and(|rest| attributes.iter().all(|wanted| rest.split_whitespace().any(|said| said == *wanted)))
}

/// A pattern below `prefix`, whose own characters stand for themselves.
fn placed(prefix: &str, pattern: &str) -> String {
    if prefix.is_empty() {
        return pattern.to_owned();
    }
    let mut path = String::new();
    for character in prefix.chars() {
        path.extend(matches!(character, '*' | '?' | '[' | '\\').then_some('\\'));
        path.push(character);
    }
    path.push_str(pattern.trim_start_matches('/'));
    if path.contains([' ', '\t', '"']) || path.starts_with(['#', '!']) {
        return format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\""));
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_added_once_and_others_stay() {
        let first = completed("*.png binary", "").unwrap();
        assert!(first.starts_with("*.png binary\n\n# How git"), "{first}");
        assert!(first.contains("\ntickets/*.yaml text=auto eol=lf merge=tickets\n"), "{first}");
        assert!(first.ends_with("\n/desk.yaml text=auto eol=lf merge=tickets\nattachments/** -text\n"), "{first}");
        assert_eq!(completed(&first, ""), None);
        assert_eq!(completed(&first.replace('\n', "\r\n"), ""), None);
    }

    #[test]
    fn a_line_with_more_attributes_holds_and_a_later_one_against_it_is_answered() {
        let whole = completed("", "").unwrap();
        let more = whole.replace("tickets/*.yaml text", "tickets/*.yaml diff=desk text");
        assert_eq!(completed(&more, ""), None);
        let undone = format!("{whole}tickets/*.yaml merge=union\n");
        let answered = completed(&undone, "").unwrap();
        assert!(answered.starts_with(&undone));
        assert!(answered.ends_with("completes it.\ntickets/*.yaml text=auto eol=lf merge=tickets\n"), "{answered}");
    }

    #[test]
    fn a_desk_further_down_is_named_as_it_is_spelt() {
        let text = completed("", "服务台/a b[1]/").unwrap();
        assert!(text.contains("\n\"服务台/a b\\\\[1]/tickets/*.yaml\" text=auto eol=lf merge=tickets\n"), "{text}");
        assert!(text.contains("\n\"服务台/a b\\\\[1]/desk.yaml\" "), "{text}");
        assert_eq!(completed(&text, "服务台/a b[1]/"), None);
        assert!(completed("", "desk/").unwrap().contains("\ndesk/archive/**/*.yaml "));
    }
}
