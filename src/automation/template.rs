//! Texts with placeholders, such as `{{ ticket.number }}`: filled strictly, and in bounded time.
//!
//! The language is Jinja's. A placeholder without a value is an error, unless the text asks whether
//! it `is defined`.
use std::collections::{BTreeMap, BTreeSet};

use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};

use crate::faults;
use crate::near;

faults! {
    /// Why a text with placeholders cannot be filled.
    pub enum TemplateFault {
        "template-malformed" => Malformed { cause: String },
        "template-missing" => Missing { names: String, options: String },
        "template-endless" => Endless {},
    }
}

/// What is wrong with a text, and at which byte of it, when that is known.
#[derive(Debug)]
pub struct Flaw {
    /// What is wrong.
    pub fault: TemplateFault,
    /// The byte at which it is.
    pub offset: Option<usize>,
}

/// Values by the name of their placeholder: `eta`, `ticket.number`.
pub type Values = BTreeMap<String, String>;

/// Steps that one filling may take: a page of text takes some hundred.
const FUEL: u64 = 20_000;

fn environment() -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_fuel(Some(FUEL));
    environment
}

/// The names of all placeholders of a text, whether or not they come to be filled.
pub fn names(text: &str) -> Result<BTreeSet<String>, Flaw> {
    let environment = environment();
    let template = environment.template_from_str(text).map_err(|error| flaw(&error))?;
    let is_own = |name: &String| environment.globals().all(|(global, _)| global != name);
    Ok(template.undeclared_variables(true).into_iter().filter(is_own).collect())
}

/// The text with its placeholders filled. Of those that lack a value, all are named.
pub fn fill(text: &str, values: &Values) -> Result<String, Flaw> {
    let names = names(text)?;
    let mut known = values.clone();
    let (mut missing, mut first) = (Vec::new(), None);
    loop {
        let error = match render(text, &names, &known) {
            Ok(filled) if missing.is_empty() => return Ok(filled),
            Ok(_) => return Err(lacking(&missing, first)),
            Err(error) => error,
        };
        let Some(name) = lacking_name(text, &error, &names, &known) else { return Err(flaw(&error)) };
        first = first.or_else(|| error.range().map(|range| range.start));
        known.insert(name.clone(), name.clone());
        missing.push(name);
    }
}

/// Whether the text can be filled at all, with something for every placeholder.
pub fn try_out(text: &str) -> Result<(), Flaw> {
    let values = names(text)?.into_iter().map(|name| (name, "1".to_owned())).collect();
    fill(text, &values).map(drop)
}

fn render(text: &str, names: &BTreeSet<String>, values: &Values) -> Result<String, Error> {
    let mut top: BTreeMap<String, Value> = BTreeMap::new();
    // A group of which nothing is known is there all the same, so that a text can ask for its members.
    let groups = names.iter().filter_map(|name| Some((name.split_once('.')?.0, BTreeMap::new())));
    let mut groups: BTreeMap<&str, BTreeMap<String, Value>> = groups.collect();
    for (name, value) in values {
        match name.split_once('.') {
            Some((group, name)) => {
                groups.entry(group).or_default().insert(name.to_owned(), value.as_str().into());
            }
            None => {
                top.insert(name.clone(), value.as_str().into());
            }
        }
    }
    top.extend(groups.into_iter().map(|(group, values)| (group.to_owned(), values.into())));
    environment().template_from_str(text)?.render(Value::from(top))
}

/// The placeholder whose absence an error is about.
fn lacking_name(text: &str, error: &Error, names: &BTreeSet<String>, known: &Values) -> Option<String> {
    if error.kind() != ErrorKind::UndefinedError {
        return None;
    }
    let part = error.range().and_then(|range| text.get(range)).unwrap_or(text);
    let mut lacking = names.iter().filter(|name| !known.contains_key(*name));
    lacking.clone().find(|name| part.contains(name.as_str())).or_else(|| lacking.next()).cloned()
}

fn lacking(missing: &[String], offset: Option<usize>) -> Flaw {
    let options: Vec<_> = missing.iter().map(|name| format!("--set {name}='…'")).collect();
    Flaw { fault: TemplateFault::Missing { names: missing.join(near::SEPARATOR), options: options.join(" ") }, offset }
}

fn flaw(error: &Error) -> Flaw {
    let offset = error.range().map(|range| range.start);
    let fault = match error.kind() {
        ErrorKind::OutOfFuel => TemplateFault::Endless {},
        kind => TemplateFault::Malformed { cause: error.detail().map_or_else(|| kind.to_string(), str::to_owned) },
    };
    Flaw { fault, offset }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Fault;

    fn values(given: &[(&str, &str)]) -> Values {
        given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn refused(text: &str) -> (&'static str, Option<usize>) {
        let flaw = fill(text, &values(&[("name", "x")])).unwrap_err();
        (flaw.fault.code(), flaw.offset)
    }

    #[test]
    fn placeholders_are_filled() {
        let given = values(&[("ticket.number", "T1"), ("ticket.title", "支付失败"), ("eta", "10:00")]);
        let text = "1. {{ ticket.number }}: {{ticket.title}}\n2. {{ eta }}{% if note is defined %}!{% endif %}\n";
        assert_eq!(fill(text, &given).unwrap(), "1. T1: 支付失败\n2. 10:00");
    }

    #[test]
    fn all_that_lack_a_value_are_named() {
        let flaw = fill("{{ name }} {{ due.resolution }} {{ eta }}", &values(&[("name", "x")])).unwrap_err();
        let args = flaw.fault.args();
        assert_eq!(args[0].1, ["due.resolution", "eta"].join(near::SEPARATOR));
        assert_eq!(args[1].1, "--set due.resolution='…' --set eta='…'");
        assert_eq!(flaw.offset, Some(14));
    }

    #[test]
    fn what_is_wrong_has_its_place() {
        assert_eq!(refused("a {{ name"), ("template-malformed", Some(5)));
        assert_eq!(refused("{{ name | shout }}").0, "template-malformed");
        assert_eq!(
            refused("{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}").0,
            "template-endless"
        );
    }

    #[test]
    fn what_is_not_known_can_be_asked_for() {
        let text = "{% if customer.phone is defined %}{{ customer.phone }}{% else %}-{% endif %}";
        assert_eq!(fill(text, &Values::new()).unwrap(), "-");
        assert_eq!(fill(text, &values(&[("customer.phone", "1")])).unwrap(), "1");
    }

    #[test]
    fn the_names_are_those_of_the_text() {
        let found = names("{% for i in range(3) %}{{ i }}{{ ticket.number }}{% endfor %}{{ eta }}").unwrap();
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["eta", "ticket.number"]);
    }
}
