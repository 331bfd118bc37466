//! Strict configuration: YAML into typed values, with what is wrong at its place.
use serde::de::DeserializeOwned;
use serde_saphyr::Error;

use super::fault::YamlFault;
use super::locate::place_at;
use super::tree;
use crate::fault::{Problem, Result};
use crate::near;

/// Reads configuration into a `T`, whose types should `deny_unknown_fields`.
///
/// An unknown key or value is an error with the nearest known one. Every error has a place, whose
/// file is left empty for the caller to fill. An empty file reads as an empty mapping.
pub fn read_config<T: DeserializeOwned>(text: &str) -> Result<T> {
    let source = if tree::parse(text)?.is_null() { "{}" } else { text };
    let options = serde_saphyr::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        with_snippet: false,
    };
    serde_saphyr::from_str_with_options(source, options).map_err(|error| problem(text, &error))
}

fn problem(text: &str, error: &Error) -> Problem {
    let byte = error.location().and_then(|location| location.span().byte_offset());
    let offset = byte.and_then(|byte| usize::try_from(byte).ok()).unwrap_or_default();
    Problem::from(fault(error, || scalar_at(text, offset))).at(place_at(text, offset))
}

/// What serde says, as our fault; `value` is the scalar it is about.
fn fault(error: &Error, value: impl FnOnce() -> String) -> YamlFault {
    match error {
        Error::SerdeUnknownField { field, expected, .. } => {
            YamlFault::UnknownKey { key: field.clone(), nearest: near::list(field, expected.iter().copied()) }
        }
        Error::SerdeUnknownVariant { variant, expected, .. } => {
            YamlFault::UnknownValue { value: variant.clone(), nearest: near::list(variant, expected.iter().copied()) }
        }
        Error::SerdeMissingField { field, .. } => YamlFault::MissingKey { key: (*field).to_owned() },
        Error::InvalidBooleanStrict { .. } | Error::InvalidScalar { ty: "boolean", .. } => {
            YamlFault::ExpectedTruth { value: value() }
        }
        Error::InvalidScalar { .. } => YamlFault::ExpectedNumber { value: value() },
        Error::NullIntoString { .. } | Error::ExternallyTaggedEnumExpectedScalarOrMapping { .. } => {
            YamlFault::ExpectedScalar {}
        }
        Error::Unexpected { expected, .. } => expected_shape(expected),
        Error::Message { msg, .. } => refused(msg.clone(), value),
        other => refused(other.without_snippet().to_string(), value),
    }
}

/// What a type says of a value that it does not take: it names what it expected.
fn refused(reason: String, value: impl FnOnce() -> String) -> YamlFault {
    match reason.split_once(", expected ") {
        Some((_, expected)) if expected.starts_with("a date") => YamlFault::ExpectedDate { value: value() },
        Some((_, expected)) if expected.starts_with("a duration") => YamlFault::ExpectedDuration { value: value() },
        _ => YamlFault::Refused { reason },
    }
}

fn expected_shape(expected: &str) -> YamlFault {
    match expected {
        "sequence start" => YamlFault::ExpectedItems {},
        "mapping start" => YamlFault::ExpectedKeys {},
        _ => YamlFault::ExpectedScalar {},
    }
}

/// The scalar at byte `offset`, as it was read.
fn scalar_at(text: &str, offset: usize) -> String {
    let root = tree::parse(text).ok();
    let scalar = root.as_ref().and_then(|root| root.scalar_at(offset)?.text());
    scalar.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests;
