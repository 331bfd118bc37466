//! What a clock sets off: the warning, the levels and the breach as one ladder.
use super::ClockFault;
use super::rule::RuleCompiler;
use crate::domain::ids::Text;
use crate::fault::{Result, Within as _};
use crate::time::clocks::policy::{Action, Rung, Threshold};
use crate::time::clocks::spec::{ActionSpec, ClockSpec};

/// Whom a warning tells.
const HANDLER: &str = "handler";
/// The largest share of a target that is taken for meant, in percent.
const LARGEST_SHARE: u16 = 1000;

impl RuleCompiler<'_> {
    /// When a clock is running out.
    pub(super) fn warning(&self, at: &Text) -> Result<Threshold, ClockFault> {
        match self.threshold("warn", at)? {
            Threshold::Before(left) => Ok(Threshold::Before(left)),
            Threshold::Percent(share) if (1..=100).contains(&share) => Ok(Threshold::Percent(share)),
            _ => Err(self.malformed("warn", at)),
        }
    }

    /// In the order in which they are written, the warning first; what is told at one point is told at once.
    pub(super) fn rungs(&self, spec: &ClockSpec) -> Result<Vec<Rung>> {
        let mut ladder = Vec::new();
        if let Some(at) = &spec.warn {
            let action = Action::Notify(vec![HANDLER.into()]);
            ladder.push(Rung { name: name(at), at: Some(self.warning(at).within("warn")?), action });
        }
        for (place, level) in spec.levels.iter().enumerate() {
            self.level(&mut ladder, level).within(place).within("levels")?;
        }
        for (place, breach) in spec.on_breach.iter().enumerate() {
            self.breach(&mut ladder, breach).within(place).within("on_breach")?;
        }
        Ok(ladder)
    }

    fn level(&self, ladder: &mut Vec<Rung>, level: &ActionSpec) -> Result<()> {
        let at = level.at.as_ref().ok_or_else(|| self.missing("levels.at"))?;
        let threshold = self.threshold("levels.at", at).within("at")?;
        let action = self.action("levels", level)?;
        Ok(self.add(ladder, Rung { name: name(at), at: Some(threshold), action })?)
    }

    fn breach(&self, ladder: &mut Vec<Rung>, breach: &ActionSpec) -> Result<()> {
        if let Some(at) = &breach.at {
            return Err(ClockFault::BreachAt { clock: self.clock.clone(), at: at.clone() }).within("at");
        }
        let action = self.action("on_breach", breach)?;
        Ok(self.add(ladder, Rung { name: Rung::BREACH.into(), at: None, action })?)
    }

    fn add(&self, ladder: &mut Vec<Rung>, rung: Rung) -> Result<(), ClockFault> {
        let same = |known: &&mut Rung| known.name == rung.name && known.action.verb() == rung.action.verb();
        match (ladder.iter_mut().find(same).map(|known| &mut known.action), &rung.action) {
            (Some(Action::Notify(known)), Action::Notify(more)) => {
                known.extend(more.iter().cloned());
                Ok(())
            }
            (Some(_), action) => {
                let (clock, at, verb) = (self.clock.clone(), rung.name.clone(), action.verb());
                Err(ClockFault::Twice { clock, at, verb })
            }
            (None, _) => {
                ladder.push(rung);
                Ok(())
            }
        }
    }

    fn threshold(&self, key: &'static str, text: &Text) -> Result<Threshold, ClockFault> {
        if let Some(past) = text.strip_prefix('+') {
            return Ok(Threshold::After(self.seconds(key, &past.into())?));
        }
        let Some(share) = text.strip_suffix('%') else {
            return Ok(Threshold::Before(self.seconds(key, text)?));
        };
        let share = share.trim_end().parse().ok().filter(|share| *share <= LARGEST_SHARE);
        share.map(Threshold::Percent).ok_or_else(|| self.malformed(key, text))
    }

    fn malformed(&self, key: &'static str, share: &Text) -> ClockFault {
        ClockFault::Share { clock: self.clock.clone(), key, share: share.clone() }
    }

    fn action(&self, key: &'static str, spec: &ActionSpec) -> Result<Action, ClockFault> {
        let ActionSpec { at: _, notify, escalate, reassign, priority } = spec.clone();
        match (notify.0.as_slice(), escalate, reassign, priority) {
            ([_, ..], None, None, None) => Ok(Action::Notify(notify.0)),
            ([], Some(whom), None, None) => Ok(Action::Escalate(whom)),
            ([], None, Some(whom), None) => Ok(Action::Reassign(whom)),
            ([], None, None, Some(priority)) => Ok(Action::Priority(priority)),
            _ => Err(ClockFault::Action { clock: self.clock.clone(), key }),
        }
    }
}

/// A point as it was written, without the spaces: it tells deeds apart.
fn name(at: &Text) -> Text {
    at.chars().filter(|character| !character.is_whitespace()).collect()
}
