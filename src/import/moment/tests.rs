use super::*;
use crate::domain::moment::write;
use chrono::FixedOffset;

/// A zone that is always an hour east.
#[expect(clippy::unnecessary_wraps, reason = "a zone may refuse a time")]
fn zone(local: NaiveDateTime) -> Result<Moment> {
    let offset = FixedOffset::east_opt(3_600).expect("an offset");
    Ok(local.and_local_timezone(offset).single().expect("one"))
}

fn formats(names: &[&str]) -> Formats {
    Formats::new(names.iter().copied()).expect("formats")
}

fn read(names: &[&str], text: &str) -> Option<String> {
    formats(names).read(text, &zone).map(|moment| write(moment.expect("a moment")))
}

#[test]
fn every_form_is_read() {
    let table = [
        ("iso", "2026-10-28T09:00:12+08:00", "2026-10-28T09:00:12+08:00"),
        ("iso", "2013-01-31T04:35:08Z", "2013-01-31T04:35:08+00:00"),
        ("iso", "2026-10-28T09:00:12.345-0330", "2026-10-28T09:00:12-03:30"),
        ("iso", "2026-10-28 09:00:12 +08:00", "2026-10-28T09:00:12+08:00"),
        ("iso", "2026-10-28 09:00:12", "2026-10-28T09:00:12+01:00"),
        ("iso", "2026-10-28T09:00", "2026-10-28T09:00:00+01:00"),
        ("iso", "2026-10-28", "2026-10-28T00:00:00+01:00"),
        ("rfc2822", "Wed, 28 Oct 2026 09:00:12 +0800", "2026-10-28T09:00:12+08:00"),
        // By `date -u -d @1793149212`.
        ("epoch_s", "1793149212", "2026-10-28T01:00:12+00:00"),
        ("epoch_ms", "1793149212999", "2026-10-28T01:00:12+00:00"),
        ("epoch_s", "-1", "1969-12-31T23:59:59+00:00"),
        ("%d/%m/%Y %H:%M", "1/2/2023 9:05", "2023-02-01T09:05:00+01:00"),
        ("%m/%d/%Y %H:%M", "1/2/2023 9:05", "2023-01-02T09:05:00+01:00"),
        ("%d-%m-%Y", "28-10-2026", "2026-10-28T00:00:00+01:00"),
        ("%d-%b-%y", "01-Aug-23", "2023-08-01T00:00:00+01:00"),
        ("%m/%d/%Y %I:%M:%S %p", "10/28/2026 12:30:00 AM", "2026-10-28T00:30:00+01:00"),
        ("%Y年%m月%d日 %H时%M分", "2026年10月28日 9时05分", "2026-10-28T09:05:00+01:00"),
        ("%Y-%m-%d %H:%M:%S %z", "2026-10-28 09:00:12 +0200", "2026-10-28T09:00:12+02:00"),
    ];
    for (format, text, expected) in table {
        assert_eq!(read(&[format], text).as_deref(), Some(expected), "{format} {text}");
    }
}

#[test]
fn what_is_in_no_form_is_not_read() {
    let table = [
        ("iso", "28/10/2026"),
        ("iso", ""),
        ("iso", "2026-02-30"),
        ("iso", "0023-01-01"),
        ("iso", "1793149212"),
        ("epoch_s", "99999999999999999"),
        ("epoch_s", "1793149212.5"),
        ("%d/%m/%Y", "1/2/23"),
        ("%d/%m/%Y", "1/2/2023 09:00"),
        ("%d/%m/%Y", "13/13/2023"),
        ("rfc2822", "28 October"),
    ];
    for (format, text) in table {
        assert_eq!(read(&[format], text), None, "{format} {text}");
    }
}

#[test]
fn forms_are_tried_in_order() {
    let names = ["%Y-%m-%d %H:%M:%S", "%d/%m/%Y", "epoch_s"];
    assert_eq!(read(&names, "2026-10-28 09:00:12").as_deref(), Some("2026-10-28T09:00:12+01:00"));
    assert_eq!(read(&names, "28/10/2026").as_deref(), Some("2026-10-28T00:00:00+01:00"));
    assert_eq!(read(&names, "0").as_deref(), Some("1970-01-01T00:00:00+00:00"));
    assert_eq!(formats(&names).names(), "`%Y-%m-%d %H:%M:%S`, `%d/%m/%Y`, `epoch_s`");
}

#[test]
fn an_ambiguous_order_is_refused() {
    let clash = [
        ["%d/%m/%Y", "%m/%d/%Y"],
        ["%d/%m/%Y", "%m/%d/%Y %H:%M"],
        ["%D", "%d/%m/%Y"],
        ["%y-%m-%d", "%d-%m-%y"],
        ["%Y-%d-%m", "iso"],
        ["%d/%m/%y", "%m/%d/%Y"],
    ];
    for names in clash {
        let fault = Formats::new(names).expect_err(names[0]);
        assert!(
            matches!(fault, ImportFault::FormatsClash { first, second } if [&first, &second] == names),
            "{names:?}"
        );
    }
    let clear = [
        ["%d/%m/%Y", "%Y/%m/%d"],
        ["%d/%m/%Y", "%d/%m/%Y %H:%M"],
        ["%d.%m.%Y", "%m/%d/%Y"],
        ["%d-%b-%y", "%m-%d-%y"],
        ["iso", "%d-%m-%Y"],
        ["iso", "epoch_s"],
    ];
    for names in clear {
        assert!(Formats::new(names).is_ok(), "{names:?}");
    }
}

#[test]
fn a_pattern_that_tells_no_day_is_refused() {
    for bad in ["", "%H:%M", "%d/%m", "%q", "%", "D/M/YYYY", "%Y-%m-%d %I:%M", "%Y-%m-%d %H", "%Y-%m-%d %Z"] {
        assert!(matches!(Formats::new([bad]), Err(ImportFault::Format { .. })), "{bad}");
    }
}

proptest::proptest! {
    #[test]
    fn nothing_panics(format in "(%[a-zA-Z0-9#:.+-]{0,3}|[/ -])*", text in ".{0,30}") {
        if let Ok(formats) = Formats::new([format.as_str()]) {
            drop(formats.read(&text, &zone));
        }
        drop(formats(&["iso", "rfc2822", "epoch_ms"]).read(&text, &zone));
    }
}
