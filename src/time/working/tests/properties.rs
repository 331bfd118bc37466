//! The engine against a walk along the wall clock, minute by minute.
use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, Timelike};
use proptest::prelude::*;
use proptest::sample::select;

use super::super::*;
use crate::time::calendar::{CalendarSpec, WeekSpec};

const ZONES: [&str; 8] = [
    "Europe/Amsterdam",
    "America/New_York",
    "America/Santiago",
    "Africa/Cairo",
    "America/Havana",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Asia/Shanghai",
];

/// Days around which those zones change their clocks, and a year's end.
const DATES: [&str; 11] = [
    "2026-02-14",
    "2026-03-07",
    "2026-03-21",
    "2026-03-28",
    "2026-04-04",
    "2026-04-23",
    "2026-09-05",
    "2026-10-03",
    "2026-10-24",
    "2026-10-29",
    "2026-12-30",
];

/// Minutes of a day at which hours of one day begin and end: `to` ≤ `from` runs over midnight.
type Minutes = Vec<(u32, u32)>;

#[derive(Debug, Clone)]
struct Plan {
    zone: &'static str,
    first: NaiveDate,
    week: Vec<Minutes>,
    holidays: Vec<NaiveDate>,
    extra: BTreeMap<NaiveDate, Minutes>,
    breaks: BTreeMap<NaiveDate, Minutes>,
}

/// Up to two intervals a day in quarters of an hour; the second may run over midnight until 05:00,
/// before which none begins, so that nothing overlaps.
fn minutes() -> impl Strategy<Value = Minutes> {
    let cuts = proptest::collection::btree_set(20..=95_u32, 3);
    (cuts, 0..=20_u32, 0..4).prop_map(|(cuts, tail, shape)| {
        let cuts: Vec<u32> = cuts.into_iter().map(|quarter| quarter * 15).collect();
        let (morning, late) = ((cuts[0], cuts[1]), (cuts[2], tail * 15));
        match shape {
            0 => vec![],
            1 => vec![morning],
            2 => vec![late],
            _ => vec![late, morning],
        }
    })
}

fn plan() -> impl Strategy<Value = Plan> {
    let dated = || proptest::collection::btree_map(0..6_u64, minutes(), 0..3);
    let holidays = proptest::collection::vec(0..6_u64, 0..3);
    let week = proptest::collection::vec(minutes(), 7);
    (select(&ZONES[..]), select(&DATES[..]), week, holidays, dated(), dated()).prop_map(
        |(zone, first, week, holidays, extra, breaks)| {
            let first: NaiveDate = first.parse().unwrap();
            let date = |day: u64| first + Days::new(day);
            let dated = |map: BTreeMap<u64, Minutes>| map.into_iter().map(|(day, hours)| (date(day), hours)).collect();
            let holidays = holidays.into_iter().map(date).collect();
            Plan { zone, first, week, holidays, extra: dated(extra), breaks: dated(breaks) }
        },
    )
}

impl Plan {
    fn calendar(&self) -> Calendar {
        let time = |minute: &u32| format!("{}:{:02}", minute / 60, minute % 60);
        let hours = |day: &Minutes| day.iter().map(|(from, to)| vec![time(from), time(to)]).collect::<Vec<_>>();
        let dated = |map: &BTreeMap<NaiveDate, Minutes>| {
            map.iter().map(|(date, day)| (date.to_string(), hours(day))).collect::<BTreeMap<_, _>>()
        };
        let [mon, tue, wed, thu, fri, sat, sun] = [0, 1, 2, 3, 4, 5, 6].map(|day| hours(&self.week[day]));
        let spec = CalendarSpec {
            tz: self.zone.to_owned(),
            week: WeekSpec { mon, tue, wed, thu, fri, sat, sun },
            holidays: self.holidays.iter().map(ToString::to_string).collect(),
            workdays_extra: dated(&self.extra),
            breaks: dated(&self.breaks),
            ..CalendarSpec::default()
        };
        Calendar::compile(&spec).unwrap()
    }

    fn hours(&self, date: NaiveDate) -> Minutes {
        let weekly = &self.week[date.weekday().num_days_from_monday() as usize];
        let usual = if self.holidays.contains(&date) { Minutes::new() } else { weekly.clone() };
        self.extra.get(&date).cloned().unwrap_or(usual)
    }

    /// Whether the wall clock shows an open time: asked anew of every minute, without any arithmetic of the engine.
    fn open(&self, shown: DateTime<FixedOffset>) -> bool {
        let (today, minute) = (shown.date_naive(), shown.hour() * 60 + shown.minute());
        let yesterday = today - Days::new(1);
        let now = |&(from, to): &(u32, u32)| if to <= from { from <= minute } else { from <= minute && minute < to };
        let tail = |&(from, to): &(u32, u32)| to <= from && minute < to;
        let breaks = |date| self.breaks.get(&date).cloned().unwrap_or_default();
        let open = self.hours(today).iter().any(now) || self.hours(yesterday).iter().any(tail);
        open && !breaks(today).iter().any(now) && !breaks(yesterday).iter().any(tail)
    }

    /// The open minutes of six days, each by its first instant.
    fn walk(&self, calendar: &Calendar) -> Vec<(Instant, bool)> {
        let start = calendar.zone().start_of_day(self.first);
        let minutes = (0..6 * 1440).map(|minute| start.plus(minute * 60));
        minutes.map(|at| (at, self.open(calendar.zone().to_local(at)))).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_engine_agrees_with_the_wall_clock(plan in plan(), edges in (0..8640_usize, 0..8640_usize)) {
        let calendar = plan.calendar();
        let walk = plan.walk(&calendar);
        for &(at, open) in &walk {
            prop_assert_eq!(calendar.is_open(at), open, "{:?}", calendar.zone().to_local(at));
        }
        let (from, to) = (edges.0.min(edges.1), edges.0.max(edges.1));
        let count = walk[from..to].iter().filter(|(_, open)| *open).count();
        prop_assert_eq!(elapsed(&calendar, walk[from].0, walk[to].0, &[]), 60 * i64::try_from(count).unwrap());
    }

    #[test]
    fn elapsed_is_additive(plan in plan(), mut edges in proptest::array::uniform3(-900_000..900_000_i64)) {
        edges.sort_unstable();
        let calendar = plan.calendar();
        let [a, b, c] = edges.map(|second| calendar.zone().start_of_day(plan.first).plus(second));
        let elapsed = |from, to| elapsed(&calendar, from, to, &[]);
        prop_assert_eq!(elapsed(a, b) + elapsed(b, c), elapsed(a, c));
        prop_assert!(elapsed(a, c) <= c.seconds() - a.seconds());
    }

    #[test]
    fn due_is_minimal_and_sub_is_its_mirror(plan in plan(), second in 0..500_000_i64, target in 1..400_000_i64) {
        let calendar = plan.calendar();
        let from = calendar.zone().start_of_day(plan.first).plus(second);
        if let Ok(due) = add(&calendar, from, target) {
            prop_assert_eq!(elapsed(&calendar, from, due, &[]), target);
            prop_assert_eq!(elapsed(&calendar, from, due.plus(-1), &[]), target - 1);
            let back = sub(&calendar, due, target).unwrap();
            prop_assert!(back >= from);
            prop_assert_eq!(elapsed(&calendar, from, back, &[]), 0); // only closed time lies between
            prop_assert_eq!(elapsed(&calendar, back, due, &[]), target);
            prop_assert_eq!(elapsed(&calendar, back.plus(1), due, &[]), target - 1);
        }
    }

    #[test]
    fn pauses_count_as_a_union(
        plan in plan(),
        target in 0..200_000_i64,
        pauses in proptest::collection::vec((0..500_000_i64, 0..90_000_i64), 0..5),
    ) {
        let calendar = plan.calendar();
        let start = calendar.zone().start_of_day(plan.first);
        let pauses: Vec<Pause> = pauses.iter().map(|(from, length)| (start.plus(*from), start.plus(from + length))).collect();
        let mut cuts: Vec<_> = pauses.iter().flat_map(|pause| [pause.0, pause.1]).chain([start, start.plus(600_000)]).collect();
        cuts.sort_unstable();
        // Between two neighbouring edges a clock stands still throughout or not at all.
        let runs = |from: Instant| !pauses.iter().any(|pause| pause.0 <= from && from < pause.1);
        let pieces = cuts.windows(2).filter(|pair| runs(pair[0]));
        let expected: i64 = pieces.map(|pair| elapsed(&calendar, pair[0], pair[1], &[])).sum();
        prop_assert_eq!(elapsed(&calendar, start, start.plus(600_000), &pauses), expected);
        if let Ok(due) = due(&calendar, start, target, &pauses) {
            prop_assert_eq!(elapsed(&calendar, start, due, &pauses), target);
            prop_assert!(target == 0 || elapsed(&calendar, start, due.plus(-1), &pauses) == target - 1);
        }
    }
}
