//! From the tree of an expression to checks: every field known, every value of the field's kind.
use super::expression::{Expression, Operator, Word};
use super::fault::{FILE, QueryFault, place};
use super::fold::{self, Needle};
use super::schema::{self, FieldSpec, Kind};
use super::test::{Check, Test, is_within};
use super::value::Resolve;
use crate::fault::{Problem, Result};
use crate::near;

/// What an expression is checked against.
pub(super) struct Checker<'a> {
    /// The expression, for places.
    pub(super) text: &'a str,
    pub(super) schema: &'a [FieldSpec],
    pub(super) resolve: &'a dyn Resolve,
}

impl Checker<'_> {
    pub(super) fn test(&self, expression: &Expression) -> Result<Test> {
        Ok(match expression {
            Expression::Any(parts) => Test::Any(self.tests(parts)?),
            Expression::All(parts) => Test::All(self.tests(parts)?),
            Expression::Not(inner) => self.test(inner)?.opposite(),
            Expression::Compare { field, operator, value } => self.comparison(field, *operator, value)?,
            Expression::In { field, values } => self.one_of(field, values)?,
            Expression::Has(field) => self.presence(field)?,
            Expression::Lacks(field) => self.presence(field)?.opposite(),
            Expression::Flag(field) => self.flag(field)?,
        })
    }

    fn tests(&self, parts: &[Expression]) -> Result<Vec<Test>> {
        parts.iter().map(|part| self.test(part)).collect()
    }

    fn comparison(&self, field: &Word, operator: Operator, value: &Word) -> Result<Test> {
        let spec = self.find(field)?;
        if !takes(spec.kind, operator) {
            let fault = QueryFault::Unfit {
                field: spec.name().to_owned(),
                operator: operator.sign(),
                operators: operators(spec.kind),
            };
            return Err(self.problem(fault, field));
        }
        if operator == Operator::Unequal {
            return Ok(Test::field(&spec.name, self.check(spec, Operator::Equal, value)?).opposite());
        }
        Ok(Test::field(&spec.name, self.check(spec, operator, value)?))
    }

    fn one_of(&self, field: &Word, values: &[Word]) -> Result<Test> {
        values.iter().map(|value| self.comparison(field, Operator::Equal, value)).collect::<Result<_>>().map(Test::Any)
    }

    fn presence(&self, field: &Word) -> Result<Test> {
        let spec = self.find(field)?;
        match spec.kind {
            Kind::Flag => Err(self.problem(QueryFault::FlagPresence { field: spec.name().to_owned() }, field)),
            _ => Ok(Test::field(&spec.name, Check::Present)),
        }
    }

    fn flag(&self, field: &Word) -> Result<Test> {
        let spec = self.find(field)?;
        match spec.kind {
            Kind::Flag => Ok(Test::field(&spec.name, Check::Flag(true))),
            _ => Err(self.problem(QueryFault::NotFlag { field: spec.name().to_owned() }, field)),
        }
    }

    /// The check of `spec`'s field against `value`, which must be of its kind.
    fn check(&self, spec: &FieldSpec, operator: Operator, value: &Word) -> Result<Check> {
        let text = value.text.as_str();
        if operator == Operator::Contains {
            return Ok(Check::Contains(Needle::new(text)));
        }
        let there = |problem: Problem| problem.at(place(FILE, self.text, value.at));
        if let Some(meant) = self.resolve.named(&spec.name, text).map_err(there)? {
            return Ok(Check::Same(meant));
        }
        let found = match spec.kind {
            Kind::Text | Kind::List => Some(Check::Same(code(spec, text).map_err(|fault| self.problem(fault, value))?)),
            Kind::Tree => Some(Check::Within(code(spec, text).map_err(|fault| self.problem(fault, value))?)),
            Kind::Ordered => {
                let code = code(spec, text).map_err(|fault| self.problem(fault, value))?;
                self.resolve.rank(&spec.name, &code).map(|rank| ranked(operator, rank, code))
            }
            Kind::Instant => self
                .resolve
                .instant(text)
                .map(|instants| Check::Position(operator, instants.start..=instants.end.saturating_sub(1))),
            Kind::Span => self.resolve.span(text).map(|seconds| Check::Position(operator, seconds..=seconds)),
            Kind::Number => text.parse().ok().map(|number| Check::Position(operator, number..=number)),
            Kind::Flag => yes_or_no(text).map(Check::Flag),
        };
        found.ok_or_else(|| self.problem(misfit(spec, text), value))
    }

    fn find(&self, field: &Word) -> Result<&FieldSpec> {
        schema::find(self.schema, &field.text).map_err(|fault| self.problem(fault, field))
    }

    fn problem(&self, fault: QueryFault, word: &Word) -> Problem {
        Problem::from(fault).at(place(FILE, self.text, word.at))
    }
}

/// Equality is of the code: two codes may share a rank.
fn ranked(operator: Operator, rank: i64, code: String) -> Check {
    match operator {
        Operator::Equal => Check::Same(code),
        _ => Check::Position(operator, rank..=rank),
    }
}

/// `text` as one of the codes of `spec`, in their letter case: a code, a label, or the text as it is
/// when any value will do.
fn code(spec: &FieldSpec, text: &str) -> Result<String, QueryFault> {
    let code = spec.codes.iter().find(|code| fold::same(code, text));
    let labelled = || spec.labels.iter().find(|(label, _)| fold::same(label, text)).map(|(_, code)| code);
    if let Some(code) = code.or_else(labelled) {
        return Ok(code.clone());
    }
    let is_above = || spec.kind == Kind::Tree && spec.codes.iter().any(|code| is_within(code, text));
    if spec.codes.is_empty() || is_above() {
        return Ok(text.to_owned());
    }
    Err(QueryFault::Code {
        field: spec.name().to_owned(),
        value: text.to_owned(),
        near: near::list(text, spec.codes.iter().map(String::as_str)),
    })
}

fn takes(kind: Kind, operator: Operator) -> bool {
    match operator {
        Operator::Equal | Operator::Unequal => true,
        Operator::Contains => matches!(kind, Kind::Text | Kind::Tree | Kind::List),
        _ => matches!(kind, Kind::Ordered | Kind::Instant | Kind::Span | Kind::Number),
    }
}

fn operators(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Tree | Kind::List => "= != ~ in",
        Kind::Ordered | Kind::Instant | Kind::Span | Kind::Number => "= != < <= > >= in",
        Kind::Flag => "= !=",
    }
}

fn yes_or_no(text: &str) -> Option<bool> {
    let is_any = |words: [&str; 2]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is_any(["yes", "true"]) { Some(true) } else { is_any(["no", "false"]).then_some(false) }
}

fn misfit(spec: &FieldSpec, value: &str) -> QueryFault {
    let (field, value) = (spec.name().to_owned(), value.to_owned());
    match spec.kind {
        Kind::Text | Kind::Tree | Kind::List | Kind::Ordered => QueryFault::Rank { field, value },
        Kind::Instant => QueryFault::Instant { field, value },
        Kind::Span => QueryFault::Span { field, value },
        Kind::Number => QueryFault::Number { field, value },
        Kind::Flag => QueryFault::Flag { field, value },
    }
}
