//! What customers answered, by ticket.
use std::collections::HashMap;

use super::facts::Tickets;
use crate::domain::ids::{Code, Key};
use crate::domain::survey::Response;
use crate::time::Instant;

/// One answered survey.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Answer {
    /// The ticket's place in [`Tickets::facts`].
    ticket: usize,
    /// When it was given.
    pub at: Instant,
    /// The scores: the dimension's place in the list of dimensions, and the score.
    pub scores: Box<[(u16, i32)]>,
}

/// The answers of a report.
#[derive(Debug, Default)]
pub struct Answers {
    /// In order of tickets, of time and of scores, so that the order of the files does not matter.
    given: Vec<Answer>,
    /// The names of the dimensions that occur.
    dimensions: Vec<Code>,
    /// How many were given after the report's instant.
    pub later: usize,
    /// How many are about a ticket that is not there.
    pub unmatched: usize,
    /// How many were followed by another answer to the same survey, which counts instead.
    pub replaced: usize,
}

impl Answers {
    /// The answers that were given up to `as_of` (inclusive), matched with their tickets by number
    /// and key; a number that the ticket had before will do.
    pub fn gather(tickets: &Tickets, responses: impl IntoIterator<Item = Response>, as_of: Instant) -> Self {
        let places = places(tickets);
        let mut answers = Self::default();
        for response in responses {
            let ticket = (response.ticket.key, response.ticket.number.as_str());
            match places.get(&ticket) {
                _ if Instant::from(response.at) > as_of => answers.later += 1,
                Some(place) => answers.add(*place, &response),
                None => answers.unmatched += 1,
            }
        }
        answers.given.sort_unstable();
        answers.settle(tickets);
        answers
    }

    /// Keeps the last answer to each survey.
    fn settle(&mut self, tickets: &Tickets) {
        let survey = |answer: &Answer| (answer.ticket, tickets.facts[answer.ticket].survey_of(answer.at));
        let given = std::mem::take(&mut self.given);
        let count = given.len();
        for answer in given {
            match self.given.last_mut() {
                Some(last) if survey(last) == survey(&answer) => *last = answer,
                _ => self.given.push(answer),
            }
        }
        self.replaced = count - self.given.len();
    }

    fn add(&mut self, ticket: usize, response: &Response) {
        let score = |(dimension, score): (&Code, &i64)| (self.dimension(dimension), clamped(*score));
        let scores = response.scores.iter().map(score).collect();
        self.given.push(Answer { ticket, at: response.at.into(), scores });
    }

    fn dimension(&mut self, name: &Code) -> u16 {
        let place = self.dimensions.iter().position(|known| known == name).unwrap_or_else(|| {
            self.dimensions.push(name.clone());
            self.dimensions.len() - 1
        });
        u16::try_from(place).unwrap_or(u16::MAX)
    }

    /// The answers about the ticket at a place, in order of time.
    pub fn of(&self, ticket: usize) -> &[Answer] {
        let from = self.given.partition_point(|answer| answer.ticket < ticket);
        let count = self.given[from..].partition_point(|answer| answer.ticket == ticket);
        &self.given[from..from + count]
    }

    /// The name of a dimension.
    pub fn name(&self, dimension: u16) -> &str {
        self.dimensions.get(usize::from(dimension)).map_or("", Code::as_str)
    }
}

fn clamped(score: i64) -> i32 {
    i32::try_from(score).unwrap_or(if score < 0 { i32::MIN } else { i32::MAX })
}

fn places(tickets: &Tickets) -> HashMap<(Key, &str), usize> {
    let mut places = HashMap::with_capacity(tickets.facts.len());
    for (place, facts) in tickets.facts.iter().enumerate() {
        for former in &facts.formerly {
            places.entry((facts.key, former.as_str())).or_insert(place);
        }
    }
    places.extend(tickets.facts.iter().enumerate().map(|(place, facts)| ((facts.key, facts.number.as_str()), place)));
    places
}

#[cfg(test)]
mod tests;
