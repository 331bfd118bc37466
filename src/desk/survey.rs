//! `config/survey.yaml`: what customers are asked.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::automation::surveys::Sending;
use crate::domain::act::ActKind;
use crate::domain::duplicate::DUPLICATE;
use crate::domain::ids::{Code, Text};
use crate::domain::survey::Scale;
use crate::fault::{Result, Within as _};
use crate::faults;
use crate::time::duration::Span;

/// One question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// Its code in files.
    pub code: Code,
    /// What people call it.
    #[serde(default)]
    pub label: String,
    /// What the customer is asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
}

/// The survey of a desk.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SurveySettings {
    /// The lowest and the highest score, both inclusive.
    #[serde(default = "one_to_five")]
    pub scale: [i64; 2],
    /// What people call the scores.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub scores: BTreeMap<i64, String>,
    /// The questions.
    pub dimensions: Vec<Dimension>,
    /// Which dimension is the overall score, when there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overall: Option<Code>,
    /// The highest score that is low, and wants to be followed up; without it, all that are not satisfied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<i64>,
    /// When surveys go out by themselves; without it, they do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub send: Option<SendSettings>,
    /// The longest comment, in characters.
    #[serde(default = "two_hundred")]
    pub comment_limit: usize,
}

/// When surveys go out by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct SendSettings {
    /// The act that says that work is over.
    pub on: Text,
    /// How long after it.
    pub after: Span,
    /// How long after it no more.
    pub within: Span,
    /// The reasons of closing after which nobody is asked.
    pub except: Vec<Code>,
}

impl Default for SendSettings {
    fn default() -> Self {
        let (after, within) = (Span::from_seconds(5 * 60), Span::from_seconds(3 * 24 * 3600));
        Self { on: ActKind::Closed.code().into(), after, within, except: vec![DUPLICATE.into()] }
    }
}

impl SendSettings {
    /// The settings, validated.
    pub fn sending(&self) -> Result<Sending> {
        let seconds =
            |span: Span| span.fixed_seconds().ok_or_else(|| SurveySettingsFault::SendSpan { span: span.to_string() });
        let (after, within) = (seconds(self.after).within("after")?, seconds(self.within).within("within")?);
        if within <= after {
            let (after, within) = (self.after.to_string(), self.within.to_string());
            return Err(SurveySettingsFault::SendAfter { after, within }).within("within");
        }
        let on = ActKind::from_code(&self.on).filter(|on| ENDS.contains(on));
        let on = on.ok_or_else(|| SurveySettingsFault::SendOn { act: self.on.to_string() }).within("on")?;
        Ok(Sending { on, after, within, except: self.except.clone() })
    }
}

/// The acts that say that work is over.
const ENDS: [ActKind; 4] = [ActKind::Closed, ActKind::Resolved, ActKind::Verified, ActKind::Confirmed];

fn one_to_five() -> [i64; 2] {
    [1, 5]
}

fn two_hundred() -> usize {
    200
}

impl Default for SurveySettings {
    fn default() -> Self {
        Self {
            scale: one_to_five(),
            scores: BTreeMap::new(),
            dimensions: Vec::new(),
            overall: None,
            low: None,
            send: None,
            comment_limit: two_hundred(),
        }
    }
}

faults! {
    /// Why a `config/survey.yaml` cannot be used.
    pub enum SurveySettingsFault {
        "survey-scale-empty" => Scale { min: i64, max: i64 },
        "survey-score-unknown" => Score { score: i64, min: i64, max: i64 },
        "survey-low-outside" => Low { low: i64, min: i64, max: i64 },
        "survey-overall-unknown" => Overall { overall: String },
        "survey-send-span" => SendSpan { span: String },
        "survey-send-after" => SendAfter { after: String, within: String },
        "survey-send-on" => SendOn { act: String },
    }
}

impl SurveySettings {
    /// The scale.
    pub fn scale(&self) -> Scale {
        let [min, max] = self.scale;
        Scale { min, max }
    }

    /// The codes of the dimensions, in the order of the questions.
    pub fn codes(&self) -> Vec<Code> {
        self.dimensions.iter().map(|dimension| dimension.code.clone()).collect()
    }

    /// Whether an answer wants to be followed up: by its overall score, else by its lowest.
    pub fn is_low(&self, scores: &BTreeMap<Code, i64>) -> bool {
        let overall = self.overall.as_ref().and_then(|overall| scores.get(overall));
        let score = overall.or_else(|| scores.values().min()).copied();
        score.is_some_and(|score| self.low.map_or_else(|| !self.scale().is_satisfied(score), |low| score <= low))
    }

    /// Refuses an empty scale, a name or a limit outside it, and an overall dimension that is not asked for.
    pub fn validate(&self) -> Result<()> {
        let [min, max] = self.scale;
        if min >= max || max.saturating_sub(min) > 100 {
            return Err(SurveySettingsFault::Scale { min, max }).within("scale");
        }
        if let Some(score) = self.scores.keys().find(|score| **score < min || **score > max) {
            return Err(SurveySettingsFault::Score { score: *score, min, max }).within("scores");
        }
        if let Some(low) = self.low.filter(|low| !(min..=max).contains(low)) {
            return Err(SurveySettingsFault::Low { low, min, max }).within("low");
        }
        self.send.as_ref().map(SendSettings::sending).transpose().within("send")?;
        match &self.overall {
            Some(overall) if !self.codes().contains(overall) => {
                Err(SurveySettingsFault::Overall { overall: overall.to_string() }).within("overall")
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_low_score_is_the_overall_one_else_the_lowest() {
        let low = |settings: &SurveySettings, scores: &[(&str, i64)]| {
            settings.is_low(&scores.iter().map(|(code, score)| ((*code).into(), *score)).collect())
        };
        let overall = SurveySettings { overall: Some("overall".into()), ..SurveySettings::default() };
        assert!(!low(&overall, &[("overall", 4), ("speed", 1)]));
        assert!(low(&overall, &[("overall", 3), ("speed", 5)]));
        assert!(low(&overall, &[("speed", 3), ("attitude", 5)]));
        let strict = SurveySettings { low: Some(2), ..overall };
        assert_eq!([2, 3].map(|score| low(&strict, &[("overall", score)])), [true, false]);
        assert!(!low(&strict, &[]));
    }
}
