//! Clocks that are due when the act says that starts them, and those that each team has which works along.
use super::*;

const CREATED: &str = "10-28T09:00 wang created";
const HANDED: &str = "starts: transferred, stops: [resolved, transferred], per: ticket, repeats: true, target: until";

#[test]
fn the_act_that_starts_it_says_until_when() {
    let lines = [CREATED, "10-28T09:30 wang transferred team=ops until=10-28T14:00", "10-28T13:30 li resolved"];
    let met = ["met 3h of 3h30m, 10-28T09:30 to 10-28T13:30, due 10-28T14:00"];
    assert_eq!(shows(HANDED, &lines, "10-28T18:00"), met);
    assert_eq!(states(HANDED, &lines[..2], "10-28T14:00:01"), ["missed"]);
    assert!(shows(HANDED, &[CREATED, "10-28T09:30 wang transferred team=ops"], "10-29T18:00").is_empty());
    let again = [lines[0], lines[1], "10-28T10:00 ops transferred to=li until=10-28T17:00"];
    assert_eq!(states(HANDED, &again, "10-28T16:00"), ["met", "running"]);
}

/// ops owes by 11:00, from 10:15 on by 10:45; sales by 14:00.
#[test]
fn each_team_that_works_along_has_its_own() {
    let duty = "starts: involved, stops: contributed, repeats: true, target: until";
    let lines = [
        CREATED,
        "10-28T10:00 wang involved team=ops until=10-28T11:00",
        "10-28T10:00 wang involved team=sales until=10-28T14:00",
        "10-28T10:15 wang involved team=ops until=10-28T10:45",
        "10-28T10:50 ops contributed team=ops",
        "10-28T13:30 wang involved team=ops until=10-28T16:00",
    ];
    let shown = [
        "missed 50m of 45m, 10-28T10:00 to 10-28T10:50, due 10-28T10:45",
        "running 1h of 2h30m, 10-28T13:30 to -, due 10-28T16:00",
        "missed 3h30m of 3h, 10-28T10:00 to -, due 10-28T14:00",
    ];
    assert_eq!(shows(duty, &lines, "10-28T14:30"), shown);
    let readings = read(&clock(duty), &ticket(&lines), instant("10-28T14:30"));
    assert_eq!(readings.iter().map(|reading| reading.collaborator).collect::<Vec<_>>(), [Some(0), Some(0), Some(1)]);
}

#[test]
fn an_act_that_says_no_time_cannot_start_it() {
    let file =
        serde_saphyr::from_str("calendar: always\nclocks: {c: {starts: created, stops: resolved, target: until}}");
    let fault = Policies::compile(&file.unwrap(), &Zone::find(ZONE).unwrap(), |_| Ok(office(ZONE))).unwrap_err();
    assert_eq!(fault.code(), "clock-until-unnamed");
}
