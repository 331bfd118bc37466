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

impl<'a> Trigger<'a> {
    /// Of a promise that has one thing to do, for one ticket.
    pub const fn new(promise: &'a str, since: Moment) -> Self {
        Self { promise, of: None, rung: None, to: None, since, until: None }
    }

    /// What an entry says that set it off; `None` of a text that is none.
    pub fn read(text: &'a str) -> Option<Self> {
        let (what, when) = text.rsplit_once(" since ")?;
        let (since, until) = when.split_once(" until ").map_or((when, None), |(since, until)| (since, Some(until)));
        let until = until.map(moment::read).transpose().ok()?;
        let (since, until) = (moment::read(since).ok()?, until);
        let whole = Self { until, ..Self::new(what, since) };
        // The names of a promise and of whose it is are one word each; what else there is to say are two and a name.
        let Some((promise, rest)) = what.split_once(' ') else { return Some(whole) };
        let named = rest.strip_prefix("of ").and_then(|rest| rest.split_once(' '));
        let (of, rung) = named.map_or((None, rest), |(of, rung)| (Some(of), rung));
        let Some((at, verb)) = rung.split_once(' ') else { return Some(whole) };
        let (verb, to) = verb.split_once(' ').map_or((verb, None), |(verb, to)| (verb, Some(to)));
        Some(Self { promise, of, rung: Some((at, verb)), to, ..whole })
    }

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
    fn a_trigger_is_read_as_it_was_written() {
        let since = moment::read("2026-10-28T09:00:00+08:00").unwrap();
        for promise in ["survey", "alert firing"] {
            let trigger = Trigger { promise, of: None, rung: None, to: None, since, until: None };
            assert_eq!(Trigger::read(&trigger.text()), Some(trigger));
        }
        let rung = Some(("80%", "notify"));
        let late = Trigger { promise: "help", of: Some("ops"), rung, to: Some("li, wang"), since, until: Some(since) };
        for trigger in [Trigger { of: None, to: None, ..late.clone() }, Trigger { to: None, ..late.clone() }, late] {
            assert_eq!(Trigger::read(&trigger.text()), Some(trigger));
        }
        assert_eq!(Trigger::read("ever since"), None);
    }

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
        assert_eq!(Trigger::read(&trigger.text()), Some(trigger));
    }
}
