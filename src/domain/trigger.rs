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
    /// How far it had run, and what was to be done then; none when there is only one thing to do.
    pub rung: Option<(&'a str, &'a str)>,
    /// When it began.
    pub since: Moment,
    /// Until when it was extended: that is a promise of its own.
    pub until: Option<Moment>,
}

impl<'a> Trigger<'a> {
    /// What an entry says that set it off; `None` of a text that is none.
    pub fn read(text: &'a str) -> Option<Self> {
        let (what, when) = text.rsplit_once(" since ")?;
        let (since, until) = when.split_once(" until ").map_or((when, None), |(since, until)| (since, Some(until)));
        let until = until.map(moment::read).transpose().ok()?;
        // A clock's name is one word; what else there is to say of it are two.
        let rung = what.rsplit_once(' ').and_then(|(rest, verb)| Some((rest.rsplit_once(' ')?, verb)));
        let (promise, rung) = rung.map_or((what, None), |((promise, at), verb)| (promise, Some((at, verb))));
        Some(Self { promise, rung, since: moment::read(since).ok()?, until })
    }

    /// As it stands in files.
    pub fn text(&self) -> Text {
        compact_str::format_compact!("{self}")
    }
}

impl fmt::Display for Trigger<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.promise)?;
        if let Some((at, verb)) = self.rung {
            write!(out, " {at} {verb}")?;
        }
        write!(out, " since {}", moment::write(self.since))?;
        self.until.map_or(Ok(()), |until| write!(out, " until {}", moment::write(until)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trigger_is_read_as_it_was_written() {
        let since = moment::read("2026-10-28T09:00:00+08:00").unwrap();
        for promise in ["survey", "alert firing"] {
            let trigger = Trigger { promise, rung: None, since, until: None };
            assert_eq!(Trigger::read(&trigger.text()), Some(trigger));
        }
        assert_eq!(Trigger::read("ever since"), None);
    }

    #[test]
    fn an_extension_is_a_promise_of_its_own() {
        let at = |hour: u32| moment::read(&format!("2026-10-28T{hour:02}:00:00+08:00")).unwrap();
        let mut trigger = Trigger { promise: "resolution", rung: Some(("80%", "notify")), since: at(9), until: None };
        assert_eq!(trigger.text(), "resolution 80% notify since 2026-10-28T09:00:00+08:00");
        trigger.until = Some(at(18));
        assert_eq!(
            trigger.text(),
            "resolution 80% notify since 2026-10-28T09:00:00+08:00 until 2026-10-28T18:00:00+08:00"
        );
        assert_eq!(Trigger::read(&trigger.text()), Some(trigger));
        assert_eq!(Trigger { promise: "survey", rung: None, since: at(9), until: None }.text().len(), 38);
    }
}
