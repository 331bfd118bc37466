//! One customer's same problem, counted once.
use std::collections::HashMap;

use crate::report::dimension::Attribute;
use crate::report::facts::Facts;
use crate::report::names::Symbol;
use crate::time::Instant;

/// What makes two tickets the same problem: customer, type and category, and the product or none.
type Problem = (Symbol, Symbol, Symbol, Option<Symbol>);

/// For each ticket (in order of creation) whether it is a repeat: the same customer's same problem,
/// created less than `window` seconds after the last *counted* ticket of that problem. So a customer
/// who reports every day is counted once a window, and what is a repeat does not depend on the
/// period asked for. Without a customer or a category nothing says that problems are the same.
pub(super) fn of(facts: &[Facts], window: i64) -> Vec<bool> {
    let mut counted: HashMap<Problem, Instant> = HashMap::new();
    let mut is_repeat = |facts: &Facts| {
        let Some(problem) = problem(facts) else { return false };
        match counted.get(&problem) {
            Some(last) if facts.created < last.plus(window) => true,
            _ => {
                counted.insert(problem, facts.created);
                false
            }
        }
    };
    facts.iter().map(&mut is_repeat).collect()
}

fn problem(facts: &Facts) -> Option<Problem> {
    let value = |attribute| facts.attribute(attribute);
    let (customer, category) = (value(Attribute::Customer)?, value(Attribute::Category)?);
    Some((customer, value(Attribute::Type)?, category, value(Attribute::Product)))
}
