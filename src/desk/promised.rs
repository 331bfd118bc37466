//! Where in `config/sla.yaml` something is wrong: what is compiled knows clocks and values, not lines.
use crate::fault::Problem;
use crate::store::yaml::{Step, Value};

/// The values by which a fault names what is wrong, the most telling first.
const NAMED: [&str; 7] = ["act", "duration", "share", "at", "reason", "calendar", "text"];

/// The path of what a problem of the promises is about, as near as it can be told, in a file that holds `file`.
pub(super) fn path<'v>(file: &'v Value, problem: &Problem) -> Vec<Step<'v>> {
    let args = problem.args();
    let argument = |name: &str| args.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str());
    let value = NAMED.iter().find_map(|name| argument(name));
    let Some(clock) = argument("clock") else { return outside(file, problem.code(), value) };
    // `levels.at` stands in the items of `levels`.
    let key = argument("key").and_then(|key| key.split('.').next());
    let clocks = clocks(file, clock);
    let within = |(path, clock): &(Vec<Step<'v>>, &'v Value)| {
        let (name, inner) = match key {
            Some(key) => entry(clock, key)?,
            // What lacks a key lacks it as a whole.
            None => return below(clock, value?).map(|found| [&path[..], &found].concat()),
        };
        let path = [&path[..], &[Step::Key(name)]].concat();
        let found = value.map_or_else(|| Some(lacking(inner)), |value| below(inner, value));
        found.map(|found| [path, found].concat())
    };
    let lacks = |(_, clock): &&(Vec<Step<'_>>, &Value)| key.is_some_and(|key| clock.get(key).is_none());
    let nearest = || clocks.iter().find(lacks).or(clocks.first()).map(|(path, _)| path.clone());
    clocks.iter().find_map(within).or_else(nearest).unwrap_or_default()
}

/// The clocks of a name, in each version of the promises.
fn clocks<'v>(file: &'v Value, name: &str) -> Vec<(Vec<Step<'v>>, &'v Value)> {
    let versions = match file.get("policies") {
        Some(Value::List(versions)) => versions.as_slice(),
        _ => &[],
    };
    let versions =
        versions.iter().enumerate().map(|(place, version)| (vec![Step::Key("policies"), Step::Index(place)], version));
    let all = std::iter::once((Vec::new(), file)).chain(versions);
    let named = all.filter_map(|(path, version)| {
        let (known, clock) = entry(version.get("clocks")?, name)?;
        Some(([&path[..], &[Step::Key("clocks"), Step::Key(known)]].concat(), clock))
    });
    named.collect()
}

/// What is wrong outside the clocks.
fn outside<'v>(file: &'v Value, code: &str, value: Option<&str>) -> Vec<Step<'v>> {
    let waits = match file.get("waits") {
        Some(Value::List(waits)) => waits.as_slice(),
        _ => &[],
    };
    let is_it = |wait: &Value| match code {
        "wait-reason-missing" => wait.get("then").is_some() && wait.get("reason").is_none(),
        "wait-idle" => wait.get("then").is_none() && wait.get("notify").is_none(),
        _ => false,
    };
    match (waits.iter().position(is_it), value) {
        (Some(place), _) => vec![Step::Key("waits"), Step::Index(place)],
        (None, Some(value)) => below(file, value).unwrap_or_default(),
        (None, None) => vec![Step::Key("policies")],
    }
}

fn entry<'v>(value: &'v Value, key: &str) -> Option<(&'v str, &'v Value)> {
    let Value::Map(entries) = value else { return None };
    entries.iter().find(|(name, _)| name == key).map(|(name, value)| (name.as_str(), value))
}

/// The first of several levels that has no time.
fn lacking(value: &Value) -> Vec<Step<'_>> {
    let Value::List(items) = value else { return Vec::new() };
    let place = items.iter().position(|item| item.get("at").is_none());
    place.map(Step::Index).into_iter().collect()
}

/// The way from a value to the first text in it that is `wanted`.
fn below<'v>(value: &'v Value, wanted: &str) -> Option<Vec<Step<'v>>> {
    let onward = |step: Step<'v>, inner: &'v Value| below(inner, wanted).map(|rest| [vec![step], rest].concat());
    match value {
        Value::Scalar(text) => (text == wanted).then(Vec::new),
        Value::List(items) => items.iter().enumerate().find_map(|(place, item)| onward(Step::Index(place), item)),
        Value::Map(entries) => entries.iter().find_map(|(key, inner)| onward(Step::Key(key), inner)),
        Value::Null => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::Text;
    use crate::store::yaml;
    use crate::time::clocks::{ClockFault, Policies, PolicyFile};
    use crate::time::{Calendar, Zone};

    /// The line and the code of what is wrong.
    fn wrong(text: &str) -> String {
        let file: PolicyFile = yaml::read_config(text).unwrap();
        let calendar = |name: &str| match name {
            "empty" => Calendar::compile(&yaml::read_config("tz: UTC").unwrap()),
            _ => Ok(Calendar::always()),
        };
        let problem = Policies::compile(&file, &Zone::find("UTC").unwrap(), calendar).unwrap_err();
        let value = yaml::read_value(text).unwrap();
        let place = yaml::locate(text, &yaml::Path::new(path(&value, &problem))).unwrap();
        format!("{}:{} {}", place.line, place.column, problem.code())
    }

    #[test]
    fn what_is_wrong_is_found_at_its_line() {
        let clock =
            |rest: &str| format!("calendar: always\nclocks:\n  c:\n    starts: created\n    stops: resolved\n{rest}");
        assert_eq!(wrong(&clock("    target: {urgent: 1h, low: 1x}\n")), "6:31 clock-duration-malformed");
        assert_eq!(wrong(&clock("    pauses: none\n")), "4:5 clock-key-missing");
        let levels = "    target: 1h\n    levels:\n    - {at: 80%, notify: lead}\n    - {at: soon, notify: lead}\n";
        assert_eq!(wrong(&clock(levels)), "9:12 clock-duration-malformed");
        let levels = "    target: 1h\n    levels:\n    - {at: 80%, notify: lead}\n    - {notify: lead}\n";
        assert_eq!(wrong(&clock(levels)), "9:7 clock-key-missing");
        assert_eq!(wrong(&clock("    target: 3bd\n    calendar: empty\n")), "6:13 clock-business-day-unknown");
    }

    #[test]
    fn versions_and_waits_are_told_apart() {
        let right = "- {since: 2026-01-01, clocks: {c: {starts: created, stops: resolved, target: 1h}}}\n";
        let policies = format!("calendar: always\npolicies:\n{right}");
        let newer = "- since: 2026-07-01\n  clocks:\n    c: {starts: created, stops: [resolvd], target: 1h}\n";
        assert_eq!(wrong(&format!("{policies}{newer}")), "6:34 clock-act-unknown");
        let waits = format!("{policies}waits:\n- {{after: 1h, notify: lead}}\n");
        assert_eq!(wrong(&format!("{waits}- {{after: 1h, then: close}}\n")), "6:3 wait-reason-missing");
        assert_eq!(wrong(&format!("{waits}- {{after: 1h, notify: lead, reason: solved}}\n")), "6:37 wait-reason-idle");
        assert_eq!(wrong(&format!("{waits}- {{after: 1h}}\n")), "6:3 wait-idle");
        let fault = ClockFault::NoCalendar { clock: Text::from("gone") };
        assert_eq!(path(&Value::Null, &fault.into()).len(), 0);
    }
}
