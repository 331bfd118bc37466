//! What sets off an act that nobody did.
use std::fmt;

use super::ids::Text;
use super::moment::{self, Moment};

/// A promise, and what was to be done when it had run so far. Its text is what tells two deeds apart:
/// every clone that finds the same thing due writes the same one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger<'a> {
    /// A clock, or another thing that runs out: `survey`, `waiting`.
    pub promise: &'a str,
    /// Whose it is, when several have such a promise.
    pub of: Option<&'a str>,
    /// How far it had run, and what was to be done then; none when there is only one thing to do.
    pub rung: Option<(&'a str, &'a str)>,
    /// Who is told later than the others.
    pub to: Option<&'a str>,
    /// When it began.
    pub since: Moment,
    /// Until when it was extended: that is a promise of its own.
    pub until: Option<Moment>,
}

impl Trigger<'_> {
    /// As it stands in files.
    pub fn text(&self) -> Text {
        compact_str::format_compact!("{self}")
    }
}

impl fmt::Display for Trigger<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.promise)?;
        if let Some(of) = self.of {
            write!(out, " of {of}")?;
        }
        if let Some((at, verb)) = self.rung {
            write!(out, " {at} {verb}")?;
        }
        if let Some(to) = self.to {
            write!(out, " {to}")?;
        }
        write!(out, " since {}", moment::write(self.since))?;
        self.until.map_or(Ok(()), |until| write!(out, " until {}", moment::write(until)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_is_a_promise_of_its_own() {
        let at = |hour: u32| moment::read(&format!("2026-10-28T{hour:02}:00:00+08:00")).unwrap();
        let rung = Some(("80%", "notify"));
        let mut trigger = Trigger { promise: "resolution", of: None, rung, to: None, since: at(9), until: None };
        assert_eq!(trigger.text(), "resolution 80% notify since 2026-10-28T09:00:00+08:00");
        trigger.until = Some(at(18));
        assert_eq!(
            trigger.text(),
            "resolution 80% notify since 2026-10-28T09:00:00+08:00 until 2026-10-28T18:00:00+08:00"
        );
        let survey = Trigger { promise: "survey", of: None, rung: None, to: None, since: at(9), until: None };
        assert_eq!(survey.text().len(), 38);
        let late = Trigger { promise: "help", of: Some("ops"), rung, to: Some("li"), since: at(9), until: None };
        assert_eq!(late.text(), "help of ops 80% notify li since 2026-10-28T09:00:00+08:00");
    }
}
