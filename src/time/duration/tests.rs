use serde_json::json;

use super::*;
use crate::time::testing::{calendar, office};

fn span(text: &str) -> Span {
    text.parse().unwrap_or_else(|_| panic!("{text}"))
}

#[test]
fn durations_and_their_canonical_form() {
    for (text, seconds, canonical) in [
        ("10m", 600, "10m"),
        ("90s", 90, "1m30s"),
        ("4h", 14_400, "4h"),
        ("3d", 259_200, "3d"),
        ("1w", 604_800, "7d"),
        ("24h", 86_400, "1d"),
        ("1h30m", 5400, "1h30m"),
        (" 1d 4h ", 100_800, "1d4h"),
        ("30m1h", 5400, "1h30m"),
        ("0h", 0, "0s"),
    ] {
        assert_eq!(span(text).fixed_seconds(), Some(seconds), "{text}");
        assert_eq!(span(text).to_string(), canonical, "{text}");
        assert_eq!(span(canonical), span(text));
    }
}

#[test]
fn business_days_are_the_calendars() {
    let office = office("Asia/Shanghai");
    assert_eq!(span("2bd").seconds(&office).unwrap(), 2 * 8 * 3600);
    assert_eq!(span("2bd 30m").seconds(&office).unwrap(), 2 * 8 * 3600 + 1800);
    assert_eq!(span("2bd30m").to_string(), "2bd30m");
    assert_eq!(span("2bd").fixed_seconds(), None);
    assert_eq!(span("1d").seconds(&office).unwrap(), 86_400);
    assert_eq!(span("1bd").seconds(&Calendar::always()).unwrap(), 86_400);
    let empty = calendar(json!({"tz": "UTC"}));
    assert!(matches!(span("2bd").seconds(&empty), Err(DurationFault::NoBusinessDay { .. })));
    assert_eq!(span("2h").seconds(&empty).unwrap(), 7200);
}

#[test]
fn chinese_units_are_read() {
    for (text, meant) in
        [("2天", "2d"), ("4小时30分钟", "4h30m"), ("3个工作日", "3bd"), ("1周", "7d"), ("90秒", "1m30s")]
    {
        assert_eq!(span(text).to_string(), meant, "{text}");
    }
}

#[test]
fn what_is_no_duration_is_refused() {
    for text in ["", " ", "h", "4", "4x", "-4h", "1.5h", "4H", "4 h", "4h,", "4时", "４h", "1h -"] {
        assert!(matches!(text.parse::<Span>(), Err(DurationFault::Malformed { .. })), "{text}");
    }
    for text in ["366000d", "9223372036854775807w", "99999999999999999999s", "365250d 1s", "365251bd"] {
        assert!(matches!(text.parse::<Span>(), Err(DurationFault::TooLong { .. })), "{text}");
    }
}

#[test]
fn serde_is_text() {
    assert_eq!(serde_json::from_value::<Span>(json!("2bd")).unwrap(), span("2bd"));
    assert_eq!(serde_json::to_value(span("24h")).unwrap(), json!("1d"));
    assert!(serde_json::from_value::<Span>(json!("soon")).unwrap_err().to_string().contains("a duration"));
}
