//! The two sides of a file from the lines that git leaves between markers.

/// What stands between and around the markers of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmarked {
    /// What both sides grew from, when every conflict holds it.
    pub base: Option<String>,
    /// The side above `=======`.
    pub ours: String,
    /// The side below it.
    pub theirs: String,
}

/// Where a line between markers belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Both,
    Ours,
    Base,
    Theirs,
}

/// The sides of a text; `None` when it has no conflict between whole markers.
pub fn unmarked(text: &str) -> Option<Unmarked> {
    let mut sides = Unmarked { base: Some(String::new()), ours: String::new(), theirs: String::new() };
    let mut part = Part::Both;
    let (mut conflicts, mut bases) = (0, 0);
    for line in text.split_inclusive('\n') {
        match (part, marker(line)) {
            (Part::Both, Some('<')) => (part, conflicts) = (Part::Ours, conflicts + 1),
            (Part::Ours, Some('|')) => (part, bases) = (Part::Base, bases + 1),
            (Part::Ours | Part::Base, Some('=')) => part = Part::Theirs,
            (Part::Theirs, Some('>')) => part = Part::Both,
            _ => sides.take(part, line),
        }
    }
    if conflicts == 0 || part != Part::Both {
        return None;
    }
    sides.base = sides.base.filter(|_| bases == conflicts);
    Some(sides)
}

impl Unmarked {
    fn take(&mut self, part: Part, line: &str) {
        if matches!(part, Part::Both | Part::Ours) {
            self.ours.push_str(line);
        }
        if matches!(part, Part::Both | Part::Theirs) {
            self.theirs.push_str(line);
        }
        if let (Part::Both | Part::Base, Some(base)) = (part, &mut self.base) {
            base.push_str(line);
        }
    }
}

/// The versions of a file, whole, between markers: nothing in it is merged, and all of it can be told
/// apart again.
pub fn whole(base: &str, ours: &str, theirs: &str) -> String {
    let ended =
        |text: &str| if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") };
    let (base, ours, theirs) = (ended(base), ended(ours), ended(theirs));
    format!("<<<<<<< ours\n{ours}||||||| base\n{base}=======\n{theirs}>>>>>>> theirs\n")
}

/// How many characters a marker has.
const WIDTH: usize = 7;

/// The character of a marker line, which begins at the left edge: `<<<<<<< ours`.
fn marker(line: &str) -> Option<char> {
    let character = line.chars().next().filter(|character| "<|=>".contains(*character))?;
    let rest = line.trim_start_matches(character);
    let is_marker = line.len() - rest.len() == WIDTH && (rest.trim_end().is_empty() || rest.starts_with(' '));
    is_marker.then_some(character)
}

/// The text with markers that name no side: what two merges of the same sides have in common.
pub fn unnamed(text: &str) -> String {
    let line = |line| marker(line).map_or(line, |_| &line[..WIDTH]);
    text.lines().flat_map(|text| [line(text), "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: &str = "a\n<<<<<<< HEAD\nb\n=======\nc\nd\n>>>>>>> theirs\ne\n";

    #[test]
    fn both_sides_are_rebuilt() {
        let sides = unmarked(PLAIN).unwrap();
        assert_eq!(sides, Unmarked { base: None, ours: "a\nb\ne\n".into(), theirs: "a\nc\nd\ne\n".into() });
        let with_base = PLAIN.replace("=======", "||||||| 1234\nx\n=======");
        let sides = unmarked(&with_base).unwrap();
        assert_eq!((sides.base.as_deref(), sides.ours.as_str()), (Some("a\nx\ne\n"), "a\nb\ne\n"));
        assert_eq!(unmarked(&format!("{with_base}{PLAIN}")).unwrap().base, None);
        assert_eq!(unmarked(&PLAIN.replace('\n', "\r\n")).unwrap().theirs, "a\r\nc\r\nd\r\ne\r\n");
    }

    #[test]
    fn whole_versions_come_apart_as_they_were() {
        let sides = Unmarked { base: Some("b\nx\n".into()), ours: "a\nx\n".into(), theirs: "x\n".into() };
        assert_eq!(unmarked(&whole("b\nx\n", "a\nx\n", "x")), Some(sides));
    }

    #[test]
    fn what_is_no_whole_conflict_is_none() {
        for text in ["a\n", "a\n  <<<<<<< x\n  =======\n  >>>>>>> y\n", "<<<<<<< a\n=======\n", "<<<<<<<< a\n"] {
            assert_eq!(unmarked(text), None, "{text}");
        }
    }

    #[test]
    fn names_of_sides_make_no_difference() {
        assert_eq!(unnamed(PLAIN), unnamed(&PLAIN.replace("HEAD", "ours").replace("theirs", "b")));
        assert_ne!(unnamed(PLAIN), unnamed(&PLAIN.replace("c\n", "x\n")));
    }
}
