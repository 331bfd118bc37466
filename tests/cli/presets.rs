//! What the desks ask of time stands in their presets as data: each promise that docs/requirements.md lists, in
//! both languages alike. The times are those that the desks ask for, written down here by hand.
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::desk::Desk;

/// A line for each promise: who asks for it (a line of docs/requirements.md), the preset, the clock, what starts
/// and stops it, the ticket it is about, the time that ticket has, the calendar.
const PROMISES: &str = "
    A9  support-desk      first_response        created              replied            priority=urgent 10m  office
    A17 support-desk      resolution            created              resolved           priority=urgent *    office
    A11 support-desk      handover              transferred          resolved,transferred any           until always
    B2  rapid-response    clarification         matched              received,described,unmatched tags=unclear 10m always
    B5  rapid-response    emergency_response    created              accepted,analysed  priority=urgent 5m   always
    B6  rapid-response    confirmation          assigned             accepted,declined  any             15m  always
    B6  rapid-response    reassignment          declined             assigned,accepted  any             15m  always
    B11 rapid-response    collaboration         involved             contributed        any             until always
    B7  rapid-response    analysis              accepted             analysed           any             2h   always
    B9  rapid-response    update                accepted,progressed,sent-back,reopened progressed priority=high   4h office
    B9  rapid-response    update                accepted,progressed,sent-back,reopened progressed priority=medium 4h office
    B9  rapid-response    update                accepted,progressed,sent-back,reopened progressed priority=low    4h office
    B9  rapid-response    urgent_update         accepted,progressed,sent-back,reopened progressed priority=urgent 1h always
    B13 rapid-response    new_deadline          sent-back,reopened   resolved           any             until always
    B13 rapid-response    customer_verification verified             confirmed,reopened any             1h   always
    D5  after-sales       critical_notice       matched              notified           priority=critical 15m always
    D8  after-sales       collaboration         involved             contributed        any             until always
    D10 after-sales       extension             extension-requested  approved,rejected  any             4h   office
    D7  after-sales       acceptance            assigned,transferred,declined accepted  priority=normal 2h   service
    D7  after-sales       acceptance            assigned,transferred,declined accepted  priority=urgent 2h   service
    D9  after-sales       update                accepted,progressed,sent-back,reopened progressed priority=normal 1bd office
    D9  after-sales       update                accepted,progressed,sent-back,reopened progressed priority=urgent 4h office
    D12 after-sales       callback              resolved             survey-answered    any             24h  always
    D12 after-sales       second_follow_up      low-score            followed-up        any             48h  always
    E1  standard-response pick_up               created              accepted           channel=phone   30s  always
    E4  standard-response urgent_response       created              replied            priority=urgent 5m   always
    E4  standard-response first_response        created              replied            priority=high   2h   office
    E4  standard-response first_response        created              replied            priority=medium 4h   office
    E4  standard-response low_response          created              replied            priority=low    24h  always
    E7  standard-response update                accepted,replied,sent-back,reopened replied any         1bd  office
    E9  standard-response escalated_contact     escalated            replied            any             2h   office
    E10 standard-response survey                confirmed            survey-sent        any             *    office
";

/// A line for each thing that is done by itself: who asks for it, the preset, the clock, when, what, to whom.
const DEEDS: &str = "
    B5  rapid-response    emergency_response 0%     notify   lead-or-supervisor,on-duty
    B5  rapid-response    emergency_response +5m    escalate supervisor
    B6  rapid-response    confirmation       0%     notify   handler
    B6  rapid-response    reassignment       0%     notify   supervisor
    D5  after-sales       critical_notice    0%     notify   duty-manager
    D7  after-sales       acceptance         breach escalate lead-or-supervisor
    D10 after-sales       extension          0%     notify   lead-or-supervisor
    E4  standard-response urgent_response    0%     notify   lead-or-supervisor,on-duty
    E9  standard-response resolution         +2bd   escalate expert
    E9  standard-response urgent_response    breach escalate expert
    E9  standard-response request            0%     notify   supervisor
    E7  standard-response acceptance         0%     notify   handler
";

/// A line for each time that is no clock: who asks for it, the preset, the file, where in it, the time.
const TIMES: &str = "
    A14 support-desk   survey /send/after    5m
    B14 rapid-response survey /send/after    5m
    D10 after-sales    roles  /extension/max 3bd
";

const LANGUAGES: [&str; 2] = ["en", "zh-CN"];

fn lines(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>()).filter(|words| !words.is_empty())
}

/// The presets, by name.
fn presets() -> Vec<String> {
    let folders = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/presets")).unwrap();
    let names = folders.map(|folder| folder.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name != "shared").collect()
}

/// A file of configuration as `init` lays it down.
fn config(desk: &Desk, name: &str) -> Value {
    serde_saphyr::from_str(&desk.read(format!("config/{name}.yaml"))).unwrap()
}

/// One name, or several in a list.
fn names(value: &Value) -> Vec<&str> {
    value.as_array().map_or_else(|| value.as_str().into_iter().collect(), |list| list.iter().flat_map(names).collect())
}

/// Whether `when` lets a ticket through of which only `key=value` is known.
fn holds(when: &Value, ticket: &str) -> bool {
    let is_met = |(key, wanted): (&String, &Value)| {
        ticket.split_once('=').is_some_and(|(known, value)| known == key && names(wanted).contains(&value))
    };
    when.as_object().is_none_or(|conditions| conditions.iter().all(is_met))
}

/// The time that a target gives a ticket of which only `key=value` is known.
fn allowed<'a>(target: &'a Value, ticket: &str) -> Option<&'a str> {
    match target {
        Value::Object(by_priority) => {
            let priority = ticket.strip_prefix("priority=").unwrap_or_default();
            by_priority.get(priority).or_else(|| by_priority.get("default"))?.as_str()
        }
        Value::Array(rules) => rules.iter().find(|rule| holds(&rule["when"], ticket))?["target"].as_str(),
        flat => flat.as_str(),
    }
}

/// The desks of the presets that a table names, one for each language.
fn each(table: &'static str, check: impl Fn(&Desk, &[&str])) {
    for preset in presets() {
        for lang in LANGUAGES {
            let desk = Desk::laid_down(&["--template", &preset, "--lang", lang]);
            lines(table).filter(|line| line[1] == preset).for_each(|line| check(&desk, &line));
        }
    }
    assert!(lines(table).all(|line| presets().iter().any(|preset| preset == line[1])));
}

#[test]
fn every_promise_that_a_desk_asks_for_is_a_clock_of_its_preset() {
    each(PROMISES, |desk, line| {
        let [_, _, name, starts, stops, ticket, time, calendar] = line else { panic!("{line:?}") };
        let policy = &config(desk, "sla")["policies"][0];
        let clock = &policy["clocks"][*name];
        assert_eq!(
            (names(&clock["starts"]).join(","), names(&clock["stops"]).join(",")),
            ((*starts).into(), (*stops).into()),
            "{line:?}"
        );
        assert!(holds(&clock["when"], ticket), "{line:?}: {clock}");
        let allowed = allowed(&clock["target"], ticket);
        assert!(allowed.is_some_and(|allowed| *time == "*" || *time == allowed), "{line:?}: {allowed:?}");
        let of_clock = clock["calendar"].as_str().or(policy["calendar"].as_str());
        assert_eq!(of_clock, Some(*calendar), "{line:?}");
    });
}

#[test]
fn what_is_to_be_done_by_itself_is_done_by_the_clocks_of_the_preset() {
    each(DEEDS, |desk, line| {
        let [_, _, name, at, verb, whom] = line else { panic!("{line:?}") };
        let clock = &config(desk, "sla")["policies"][0]["clocks"][*name];
        let steps = if *at == "breach" { &clock["on_breach"] } else { &clock["levels"] };
        let is_meant = |step: &&Value| *at == "breach" || step["at"] == *at;
        let mut meant = steps.as_array().into_iter().flatten().filter(is_meant);
        assert!(meant.any(|step| names(&step[*verb]).join(",").replace(' ', "-") == **whom), "{line:?}: {steps}");
    });
}

#[test]
fn times_that_are_no_clocks_stand_in_the_presets() {
    each(TIMES, |desk, line| {
        let [_, _, file, place, time] = line else { panic!("{line:?}") };
        assert_eq!(config(desk, file).pointer(place).and_then(Value::as_str), Some(*time), "{line:?}");
    });
}

/// Without what people read.
fn codes(value: Value) -> Value {
    match value {
        Value::Array(list) => list.into_iter().map(codes).collect(),
        Value::Object(map) => {
            let is_read_by_people = |key: &str| ["label", "question", "scores"].contains(&key);
            map.into_iter().filter(|(key, _)| !is_read_by_people(key)).map(|(key, value)| (key, codes(value))).collect()
        }
        scalar => scalar,
    }
}

#[test]
fn presets_promise_the_same_in_both_languages() {
    for preset in presets() {
        let [english, chinese] = LANGUAGES.map(|lang| Desk::laid_down(&["--template", &preset, "--lang", lang]));
        for name in ["sla", "roles", "survey"] {
            assert_eq!(codes(config(&english, name)), codes(config(&chinese, name)), "{preset} {name}");
        }
    }
}
