//! The lines of an iCalendar file.
use super::AgendaFault;

/// A property, on one line however it was folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    /// The line of the file on which it begins, from 1.
    pub number: usize,
    /// Its name, in capitals.
    pub name: String,
    /// Its parameters, their names in capitals.
    parameters: Vec<(String, String)>,
    /// Its value, as it stands.
    pub value: String,
}

impl Line {
    /// The value of a parameter.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Its value as a text: what was escaped is itself again, and a line break is a space.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut characters = self.value.chars();
        while let Some(character) = characters.next() {
            text.extend(match character {
                '\\' => characters.next().map(|escaped| if matches!(escaped, 'n' | 'N') { ' ' } else { escaped }),
                plain => Some(plain),
            });
        }
        text
    }

    fn parse(number: usize, text: &str) -> Option<Self> {
        let [head, value] = split(text, ':', 2)[..] else { return None };
        let mut parts = split(head, ';', usize::MAX).into_iter();
        let name = parts.next().filter(|name| !name.is_empty())?.to_ascii_uppercase();
        let parameter = |part: &str| {
            let (name, value) = part.split_once('=')?;
            Some((name.to_ascii_uppercase(), value.trim_matches('"').to_owned()))
        };
        let parameters = parts.map(parameter).collect::<Option<_>>()?;
        Some(Self { number, name, parameters, value: value.to_owned() })
    }
}

/// At most `most` parts of a text between marks that stand in no quotes.
fn split(text: &str, mark: char, most: usize) -> Vec<&str> {
    let mut quoted = false;
    let parts = text.splitn(most, |character| {
        quoted ^= character == '"';
        !quoted && character == mark
    });
    parts.collect()
}

/// The properties of a file, each with the line on which it begins, or the line that is none.
pub(super) fn lines(text: &str) -> Vec<Result<Line, (usize, AgendaFault)>> {
    let mut unfolded: Vec<(usize, String)> = Vec::new();
    for (before, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        match (line.strip_prefix([' ', '\t']), unfolded.last_mut()) {
            (Some(rest), Some((_, last))) => last.push_str(rest),
            _ if line.trim().is_empty() => {}
            _ => unfolded.push((before + 1, line.to_owned())),
        }
    }
    let parse = |(number, text): (usize, String)| {
        Line::parse(number, &text).ok_or((number, AgendaFault::Line { text: text.chars().take(EXCERPT).collect() }))
    };
    unfolded.into_iter().map(parse).collect()
}

/// How many characters of a line that is none are shown.
const EXCERPT: usize = 60;
