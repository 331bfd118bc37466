//! The parser's errors as ours.
use granit_parser::{ErrorKind, ScanError};

use super::super::fault::YamlFault;
use super::super::place::place_at;
use crate::fault::Problem;

/// `fault` at byte `offset` of `text`.
pub(super) fn at(text: &str, offset: usize, fault: YamlFault) -> Problem {
    Problem::from(fault).at(place_at(text, offset))
}

/// What the parser found, at its place.
pub(super) fn problem(text: &str, error: &ScanError) -> Problem {
    at(text, error.marker().byte_offset().unwrap_or_default(), fault(error.kind()))
}

fn fault(kind: &ErrorKind) -> YamlFault {
    structure(kind).or_else(|| token(kind)).unwrap_or(YamlFault::Syntax {})
}

/// Faults in how lines and collections fit together.
fn structure(kind: &ErrorKind) -> Option<YamlFault> {
    use ErrorKind as E;
    Some(match kind {
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabAtBlockScalarStart
        | E::TabInIndentation
        | E::TabInPlainScalar => YamlFault::Tab {},
        E::UnexpectedEofFlowSequence
        | E::UnexpectedEofFlowMapping
        | E::UnexpectedEofImplicitFlowMapping
        | E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::MisplacedFlowCollectionEnd
        | E::MismatchedFlowCollectionEnd { .. }
        | E::UnclosedFlowCollection { .. } => YamlFault::Bracket {},
        E::ExpectedDocumentStart
        | E::InvalidIndentation
        | E::ExpectedBlockSequenceEntry
        | E::BlockSequenceEntryNotAllowed
        | E::BlockEntryInFlowCollection
        | E::InvalidFlowScalarIndent => YamlFault::Indentation {},
        E::MappingValueNotAllowed | E::InvalidColonPlacement | E::FlowMappingValueAdjacentCollection => {
            YamlFault::Colon {}
        }
        E::ExpectedBlockMappingKey | E::SimpleKeyExpected | E::InvalidSimpleKey | E::MappingKeyNotAllowed => {
            YamlFault::NoKey {}
        }
        E::RecursionLimitExceeded => YamlFault::TooDeep {},
        E::UnknownAnchor | E::MissingAnchorOrAliasName | E::AnchorCountOverflow => YamlFault::Anchor {},
        _ => return None,
    })
}

/// Faults within one scalar.
fn token(kind: &ErrorKind) -> Option<YamlFault> {
    use ErrorKind as E;
    Some(match kind {
        E::UnexpectedCharacter { character } => YamlFault::Character { character: character.escape_debug().collect() },
        E::BomInsideDocument => YamlFault::Character { character: "\\u{feff}".to_owned() },
        E::UnclosedQuotedScalar
        | E::InvalidQuotedScalarIndent
        | E::DocumentIndicatorInQuotedScalar
        | E::InvalidTrailingSingleQuotedScalar
        | E::InvalidTrailingDoubleQuotedScalar => YamlFault::Quote {},
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate
        | E::InvalidUnicodeEscape => YamlFault::Escape {},
        E::ZeroBlockScalarIndent | E::InvalidBlockScalarHeader | E::InvalidBlockScalarIndent => YamlFault::Block {},
        E::UndeclaredTagHandle | E::ExpectedTagBang | E::InvalidTagTerminator | E::MissingTagUri => YamlFault::Tag {},
        _ => return None,
    })
}
