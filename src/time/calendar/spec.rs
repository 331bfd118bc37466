//! A calendar as it stands in a file or in a question.
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

/// From and to, as times of day; a list of any length, so that a wrong one can be named.
pub type HoursSpec = Vec<String>;

/// The keys of a calendar file. Times and dates are kept as text: [`super::Calendar::compile`] reads them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarSpec {
    /// What people call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The IANA time zone of all dates and times in it.
    pub tz: String,
    /// The years whose holidays it knows; empty when it makes no such promise.
    #[serde(default, deserialize_with = "or_empty", skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<i32>,
    /// The hours of each day of the week.
    #[serde(default, deserialize_with = "or_empty")]
    pub week: WeekSpec,
    /// Dates on which no hours begin.
    #[serde(default, deserialize_with = "or_empty", skip_serializing_if = "Vec::is_empty")]
    pub holidays: Vec<String>,
    /// Dates with hours of their own, which replace the week's and win over a holiday.
    #[serde(default, deserialize_with = "or_empty", skip_serializing_if = "BTreeMap::is_empty")]
    pub workdays_extra: BTreeMap<String, Vec<HoursSpec>>,
    /// Closed times, cut out of whatever hours they meet.
    #[serde(default, deserialize_with = "or_empty", skip_serializing_if = "BTreeMap::is_empty")]
    pub breaks: BTreeMap<String, Vec<HoursSpec>>,
}

/// Declares the week once: the keys of a file, and the days in order.
macro_rules! week {
    ($($day:ident),*) => {
        /// The hours of each day of the week; a day that is not named has none.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct WeekSpec {
            $(
                #[doc = concat!("`", stringify!($day), "`")]
                #[serde(default, deserialize_with = "or_empty", skip_serializing_if = "Vec::is_empty")]
                pub $day: Vec<HoursSpec>,
            )*
        }

        /// The keys of the week, Monday first.
        pub const WEEKDAYS: [&str; 7] = [$(stringify!($day)),*];

        impl WeekSpec {
            /// The hours of a day, by its key; none when there is no such key.
            pub fn hours_of(&self, day: &str) -> &[HoursSpec] {
                WEEKDAYS.iter().zip(self.days()).find(|(key, _)| **key == day).map_or(&[], |(_, hours)| hours)
            }

            /// The hours of the days, Monday first.
            pub fn days(&self) -> [&[HoursSpec]; 7] {
                [$(&self.$day),*]
            }
        }
    };
}

week!(mon, tue, wed, thu, fri, sat, sun);

/// A key without a value, which is how people leave a list empty in YAML, means an empty one.
pub(in crate::time) fn or_empty<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    value: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(value)?.unwrap_or_default())
}
