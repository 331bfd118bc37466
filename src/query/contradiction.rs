//! Whether so much is asked of one field that nothing can match.
//!
//! Only what must hold together is looked at: the parts of `and`, and of `or` those that compare one field with
//! several values. What is found is certain; what is not found may still be impossible.
use std::collections::BTreeMap;

use super::expression::Operator;
use super::fold;
use super::schema::{self, FieldSpec, Kind};
use super::test::{Check, Test, is_within};
use super::value::Resolve;

/// What is known of a field that everything asked of it leaves possible.
struct Room<'t> {
    kind: Kind,
    /// The values it may have; any when there is none.
    same: Option<Vec<&'t str>>,
    /// Of a list: the items of each group of which it must hold one.
    holds: Vec<Vec<&'t str>>,
    not: Vec<&'t str>,
    low: i64,
    high: i64,
    present: Option<bool>,
    flag: Option<bool>,
}

/// The name of a field of which too much is asked.
pub(super) fn find<'t>(test: &'t Test, schema: &[FieldSpec], resolve: &dyn Resolve) -> Option<&'t str> {
    let mut asked = Vec::new();
    flatten(test, true, &mut asked);
    let mut rooms: BTreeMap<&str, Room<'t>> = BTreeMap::new();
    for (name, checks, wanted) in asked {
        let Ok(spec) = schema::find(schema, name) else { continue };
        rooms.entry(name).or_insert_with(|| Room::of(spec.kind)).narrow(&checks, wanted);
    }
    let is_empty = |name: &str, room: &Room<'_>| {
        let codes = schema::find(schema, name).map_or(&[][..], |spec| &spec.codes);
        room.is_empty(codes, |code| resolve.rank(name, code))
    };
    rooms.into_iter().find(|(name, room)| is_empty(name, room)).map(|(name, _)| name)
}

/// What is asked together: a field, the checks of which one must hold, and whether it must or must not.
type Asked<'t> = (&'t str, Vec<&'t Check>, bool);

fn flatten<'t>(test: &'t Test, wanted: bool, asked: &mut Vec<Asked<'t>>) {
    match test {
        Test::Not(inner) => flatten(inner, !wanted, asked),
        Test::Field { name, check } => asked.push((name, vec![check], wanted)),
        Test::All(parts) if wanted => parts.iter().for_each(|part| flatten(part, wanted, asked)),
        Test::Any(parts) if !wanted => parts.iter().for_each(|part| flatten(part, wanted, asked)),
        Test::Any(parts) => asked.extend(of_one_field(parts).map(|(name, checks)| (name, checks, true))),
        Test::All(_) => {}
    }
}

/// Comparisons of one field for equality.
fn of_one_field(parts: &[Test]) -> Option<(&str, Vec<&Check>)> {
    let mut checks = Vec::new();
    let mut first = None;
    for part in parts {
        let Test::Field { name, check: check @ (Check::Same(_) | Check::Within(_)) } = part else { return None };
        if *first.get_or_insert(name.as_str()) != name {
            return None;
        }
        checks.push(check);
    }
    Some((first?, checks))
}

impl<'t> Room<'t> {
    fn of(kind: Kind) -> Self {
        Self {
            kind,
            same: None,
            holds: Vec::new(),
            not: Vec::new(),
            low: i64::MIN,
            high: i64::MAX,
            present: None,
            flag: None,
        }
    }

    fn narrow(&mut self, checks: &[&'t Check], wanted: bool) {
        let has_it = wanted || matches!(checks, [Check::Flag(_)]);
        if has_it || matches!(checks, [Check::Present]) {
            self.be_present(wanted || !matches!(checks, [Check::Present]));
        }
        match checks {
            [Check::Flag(flag)] => self.be_flag(*flag == wanted),
            [Check::Position(operator, stretch)] if wanted => self.bound(*operator, *stretch.start(), *stretch.end()),
            [Check::Present | Check::Contains(_) | Check::Position(..)] => {}
            _ => self.be_one_of(checks, wanted),
        }
    }

    fn be_present(&mut self, present: bool) {
        if self.present.replace(present).is_some_and(|before| before != present) {
            self.same = Some(Vec::new());
        }
    }

    fn be_flag(&mut self, flag: bool) {
        if self.flag.replace(flag).is_some_and(|before| before != flag) {
            self.same = Some(Vec::new());
        }
    }

    fn be_one_of(&mut self, checks: &[&'t Check], wanted: bool) {
        let texts = checks.iter().filter_map(|check| match check {
            Check::Same(text) | Check::Within(text) => Some(text.as_str()),
            _ => None,
        });
        if !wanted {
            self.not.extend(texts);
        } else if self.kind == Kind::List {
            // A list may hold one item for each thing that is asked of it.
            self.holds.push(texts.collect());
        } else {
            let texts: Vec<_> = texts.collect();
            match &mut self.same {
                Some(known) => known.retain(|known| texts.iter().any(|text| meet(known, text))),
                none => *none = Some(texts),
            }
        }
    }

    /// Whether no value that is `text` is left by what it must not be.
    fn is_excluded(&self, text: &str) -> bool {
        let is_of = |not: &str| if self.kind == Kind::Tree { is_within(text, not) } else { fold::same(not, text) };
        self.not.iter().any(|not| is_of(not))
    }

    fn bound(&mut self, operator: Operator, start: i64, end: i64) {
        let (low, high) = match operator {
            Operator::Before => (i64::MIN, start.saturating_sub(1)),
            Operator::NotAfter => (i64::MIN, end),
            Operator::After => (end.saturating_add(1), i64::MAX),
            Operator::NotBefore => (start, i64::MAX),
            Operator::Equal | Operator::Unequal | Operator::Contains => (start, end),
        };
        self.low = self.low.max(low);
        self.high = self.high.min(high);
    }

    /// `codes` are the only values there are, when there are any.
    fn is_empty(&self, codes: &[String], rank: impl Fn(&str) -> Option<i64>) -> bool {
        let is_excluded = |text: &&str| self.is_excluded(text);
        let fits =
            |text: &&str| !is_excluded(text) && rank(text).is_none_or(|rank| (self.low..=self.high).contains(&rank));
        let is_bound = self.low > i64::MIN || self.high < i64::MAX;
        self.low > self.high
            || self.holds.iter().any(|group| group.iter().all(is_excluded))
            || self.same.as_ref().is_some_and(|same| !same.iter().any(fits))
            || is_bound && !codes.is_empty() && !codes.iter().any(|code| fits(&code.as_str()))
    }
}

/// Whether one value can be both: of two codes with levels, also when one lies below the other.
fn meet(one: &str, other: &str) -> bool {
    fold::same(one, other) || is_within(one, other) || is_within(other, one)
}

#[cfg(test)]
mod tests {
    use super::super::{FieldSpec, Kind, Query, Resolve};
    use std::ops::Range;

    struct Ranks;

    impl Resolve for Ranks {
        fn instant(&self, _: &str) -> Option<Range<i64>> {
            None
        }

        fn span(&self, text: &str) -> Option<i64> {
            text.parse().ok()
        }

        fn rank(&self, field: &str, code: &str) -> Option<i64> {
            let place = ["low", "high", "urgent"].iter().position(|known| *known == code)?;
            (field == "priority").then_some(i64::try_from(place).unwrap())
        }
    }

    fn contradiction(text: &str) -> Option<String> {
        let schema = [
            FieldSpec::new("type", Kind::Text),
            FieldSpec::new("priority", Kind::Ordered).with_codes(["low", "high", "urgent"]),
            FieldSpec::new("category", Kind::Tree),
            FieldSpec::new("tags", Kind::List),
            FieldSpec::new("age", Kind::Span),
            FieldSpec::new("open", Kind::Flag),
        ];
        let query = Query::parse(text, &schema, &Ranks).unwrap();
        query.contradiction(&schema, &Ranks).map(str::to_owned)
    }

    #[test]
    fn what_nothing_can_be_is_found() {
        for (text, field) in [
            ("type = a and type = b", "type"),
            ("type = a and not (type = A)", "type"),
            ("type in (a, b) and priority = low and type in (c, d)", "type"),
            ("type in (a, b) and type not in (a, b)", "type"),
            ("no type and type ~ a", "type"),
            ("has type and no type", "type"),
            ("priority = low and priority >= high", "priority"),
            ("priority > urgent and priority < low", "priority"),
            ("priority in (low, high) and not (priority = low or priority = high)", "priority"),
            ("priority > urgent", "priority"),
            ("priority < low and type = a", "priority"),
            ("tags = a and not (tags = b or tags = a)", "tags"),
            ("age > 5 and (age < 3 and type = a)", "age"),
            ("open and not open", "open"),
            ("tags = a and not (tags = A)", "tags"),
            ("tags in (a, b) and tags != a and tags != b", "tags"),
            ("category = a/x and category != A", "category"),
            ("category = a/x and category = b", "category"),
        ] {
            assert_eq!(contradiction(text).as_deref(), Some(field), "{text}");
        }
    }

    #[test]
    fn what_something_can_be_is_not() {
        for text in [
            "category = a and category = a/x",
            "category = a and category != a/x",
            "type = a",
            "type = a and type = A",
            "type = a or type = b",
            "tags = a and tags = b",
            "tags = a and tags != b",
            "tags in (a, b) and tags != a",
            "type in (a, b) and type = b",
            "priority >= high and priority <= high",
            "priority >= urgent",
            "not (type = a and type = b)",
            "not (age > 5) and not (age < 3)",
            "no type and type != a",
            "not open",
            "(type = a or open) and (type = b or open)",
        ] {
            assert_eq!(contradiction(text), None, "{text}");
        }
    }
}
