//! Paths to values: `priority`, `history[3].at`.
use std::fmt;

/// One step into a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step<'a> {
    /// Into a mapping.
    Key(&'a str),
    /// Into a list, from 0.
    Index(usize),
}

/// The steps from the file's mapping to a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path<'a>(Vec<Step<'a>>);

impl<'a> Path<'a> {
    /// Of steps; for keys that hold `.` or `[`.
    pub fn new(steps: impl Into<Vec<Step<'a>>>) -> Self {
        Self(steps.into())
    }

    /// The path of one key of the file's mapping.
    pub fn key(key: &'a str) -> Self {
        Self(vec![Step::Key(key)])
    }

    /// Reads `key.key[index]`; an index that is no number is taken as part of its key.
    pub fn parse(path: &'a str) -> Self {
        Self(path.split('.').flat_map(part).collect())
    }

    /// Its steps.
    pub fn steps(&self) -> &[Step<'a>] {
        &self.0
    }

    /// The path of item `index` of the list at this path.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        let mut steps = self.0.clone();
        steps.push(Step::Index(index));
        Self(steps)
    }
}

fn part(part: &str) -> Vec<Step<'_>> {
    let indexed = part.strip_suffix(']').and_then(|part| part.rsplit_once('['));
    match indexed.and_then(|(before, index)| Some((before, index.parse().ok()?))) {
        Some(("", index)) => vec![Step::Index(index)],
        Some((before, index)) => {
            let mut steps = self::part(before);
            steps.push(Step::Index(index));
            steps
        }
        None => vec![Step::Key(part)],
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if depth > 0 => write!(out, ".{key}")?,
                Step::Key(key) => write!(out, "{key}")?,
                Step::Index(index) => write!(out, "[{index}]")?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_and_prints_alike() {
        let path = Path::parse("history[3].at");
        assert_eq!(path.steps(), [Step::Key("history"), Step::Index(3), Step::Key("at")]);
        assert_eq!(path.to_string(), "history[3].at");
        assert_eq!(Path::parse("[2][0]").steps(), [Step::Index(2), Step::Index(0)]);
        assert_eq!(Path::parse("a[x]").steps(), [Step::Key("a[x]")]);
    }
}
