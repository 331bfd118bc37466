//! Strict configuration: YAML into typed values, with what is wrong at its place.
use serde::de::DeserializeOwned;
use serde_saphyr::Error;

use super::fault::YamlFault;
use super::place::place_at;
use super::tree::{self, Node};
use crate::fault::{Problem, Result, expected};
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
    let root = tree::parse(text).ok();
    let value = root.as_ref().and_then(|root| root.value_at(offset));
    let written = || value.and_then(Node::text).unwrap_or_default().to_owned();
    let is_key = value.is_some_and(|value| value.span.start != offset);
    let fault = fault(error, is_key, written);
    // What a value says is told at the value, although the reader may only know its key.
    let offset = if is_about_value(error) { value.map_or(offset, |value| value.span.start) } else { offset };
    Problem::from(fault).at(place_at(text, offset))
}

fn is_about_value(error: &Error) -> bool {
    matches!(error, Error::SerdeInvalidValue { .. } | Error::SerdeInvalidType { .. } | Error::SerdeInvalidLength { .. })
}

/// What serde says, as our fault; `value` is the scalar it is about, unless that is a key.
fn fault(error: &Error, is_key: bool, value: impl FnOnce() -> String) -> YamlFault {
    match error {
        Error::SerdeUnknownField { field, expected, .. } => {
            YamlFault::UnknownKey { key: field.clone(), nearest: near::list(field, expected.iter().copied()) }
        }
        Error::SerdeUnknownVariant { variant, expected, .. } if is_key => {
            YamlFault::UnknownKey { key: variant.clone(), nearest: near::list(variant, expected.iter().copied()) }
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
        Error::SerdeInvalidValue { expected, .. } | Error::SerdeInvalidType { expected, .. } => {
            expected_value(expected, value())
        }
        _ => YamlFault::Refused {},
    }
}

fn expected_shape(expected: &str) -> YamlFault {
    match expected {
        "sequence start" => YamlFault::ExpectedItems {},
        "mapping start" => YamlFault::ExpectedKeys {},
        _ => YamlFault::ExpectedScalar {},
    }
}

/// What a type said that it takes instead of `value`.
fn expected_value(said: &str, value: String) -> YamlFault {
    match said {
        expected::DURATION => YamlFault::ExpectedDuration { value },
        expected::DATE => YamlFault::ExpectedDate { value },
        expected::NAMES => YamlFault::ExpectedNames {},
        expected::TARGET => YamlFault::ExpectedTarget {},
        _ => YamlFault::Refused {},
    }
}

#[cfg(test)]
mod tests;
