//! Telling that holidays of a year are not known yet.
use std::collections::BTreeMap;

use super::context::Context;
use super::{output, present};
use crate::time::clocks::UnknownYears;

/// Warns that due times lie in years whose holidays a calendar of the desk does not know.
pub fn tell_unknown(context: &Context, unknown: &UnknownYears) {
    let mut calendars: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (calendar, year) in unknown {
        calendars.entry(calendar).or_default().push(year.to_string());
    }
    for (calendar, years) in calendars {
        let years = years.join(context.language.word("list-comma"));
        let told = context.say("calendar-years-unknown", &[("calendar", calendar), ("years", &years)]);
        output::tell(&present::labelled(context.language.word("severity.warning"), &told, context.language));
        tell_remedy(context, calendar);
    }
}

/// How holidays are added to a calendar of the desk.
pub fn tell_remedy(context: &Context, calendar: &str) {
    let hint = context.say("calendar-years-unknown.hint", &[("calendar", calendar)]);
    output::tell(&present::labelled(context.language.word("hint"), &hint, context.language));
}
