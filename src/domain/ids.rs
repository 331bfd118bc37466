//! Names of things: newtypes, so that a team is never taken for a member.
use std::fmt;
use std::str::FromStr;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use crate::faults;

/// Free text of a ticket; short ones are stored inline.
pub type Text = CompactString;

/// Declares a newtype over a string.
macro_rules! id {
    ($($(#[$meta:meta])* $name:ident),* $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(CompactString);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.pad(&self.0)
            }
        }
    )*};
}

id! {
    /// Who acts: a member of the desk, or an automatic actor.
    MemberId,
    /// A team.
    TeamId,
    /// A customer's number.
    CustomerId,
    /// A ticket's number, such as `CS202610280001`.
    Number,
    /// A word of the desk's vocabulary: a type, a priority, a channel, a reason …
    Code,
    /// The name of a clock, such as `first_response`.
    ClockName,
}

/// Who does what the desk's rules say.
pub const RULES: &str = "rules";
/// Who does what is due.
pub const CLOCK: &str = "clock";
/// Who writes down what comes from elsewhere.
pub const IMPORT: &str = "import";
/// The actors that are no people.
pub const AUTOMATIC: [&str; 3] = [RULES, CLOCK, IMPORT];

impl MemberId {
    /// Whether this is one of the [`AUTOMATIC`] actors.
    pub fn is_automatic(&self) -> bool {
        AUTOMATIC.contains(&self.as_str())
    }

    /// Whether this is the desk itself: its rules or its clocks.
    pub fn is_desk(&self) -> bool {
        [RULES, CLOCK].contains(&self.as_str())
    }
}

faults! {
    /// Why a text is no key or no reference.
    pub enum IdFault {
        "key-malformed" => Key { key: String },
        "reference-malformed" => Reference { reference: String },
    }
}

/// Crockford's base32 in lower case: no `i`, `l`, `o`, `u`.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

const fn is_in_alphabet(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'h' | b'j' | b'k' | b'm' | b'n' | b'p'..=b't' | b'v'..=b'z')
}

/// The five random characters that never change, whatever number a ticket gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key([u8; Key::LEN]);

impl Key {
    /// How many characters a key has.
    pub const LEN: usize = 5;

    /// The key that 25 bits of `random` spell.
    pub fn from_random(random: u64) -> Self {
        Self(std::array::from_fn(|place| ALPHABET[(random >> (place * 5) & 31) as usize]))
    }

    /// The key that 25 bits of the FNV-1a hash of `content` spell, alike on every machine.
    pub fn of_content(content: &str) -> Self {
        const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
        const PRIME: u64 = 0x0100_0000_01b3;
        let hash = content.bytes().fold(BASIS, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
        Self::from_random(hash ^ hash >> 32)
    }

    /// The key as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl FromStr for Key {
    type Err = IdFault;

    fn from_str(text: &str) -> Result<Self, IdFault> {
        let bytes: [u8; Self::LEN] = text.as_bytes().try_into().map_err(|_| IdFault::Key { key: text.to_owned() })?;
        if bytes.iter().all(|byte| is_in_alphabet(*byte)) {
            Ok(Self(bytes))
        } else {
            Err(IdFault::Key { key: text.to_owned() })
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}

/// A ticket for good: its number (which may be settled anew) and its key (which never changes).
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TicketRef {
    /// The number.
    pub number: Number,
    /// The key.
    pub key: Key,
}

impl FromStr for TicketRef {
    type Err = IdFault;

    /// Reads `<number>-<key>`.
    fn from_str(text: &str) -> Result<Self, IdFault> {
        let (number, key) = text.rsplit_once('-').ok_or_else(|| IdFault::Reference { reference: text.to_owned() })?;
        if number.is_empty() {
            return Err(IdFault::Reference { reference: text.to_owned() });
        }
        Ok(Self { number: number.into(), key: key.parse()? })
    }
}

impl fmt::Display for TicketRef {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}-{}", self.number, self.key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_spell_the_low_bits_first() {
        assert_eq!(Key::from_random(0).as_str(), "00000");
        assert_eq!(Key::from_random(31 | 10 << 5).as_str(), "za000");
        assert!((0..=u8::MAX).all(|byte| is_in_alphabet(byte) == ALPHABET.contains(&byte)));
        assert!("k3x9z".parse::<Key>().is_ok());
        for wrong in ["K3X9Z", "k3x9", "k3x9zz", "k3xlz", "日本"] {
            assert!(wrong.parse::<Key>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_content_always_makes_the_same_key() {
        // FNV-1a, 64 bits: of nothing cbf29ce484222325, of "a" af63dc4c8601ec8c (the authors' test vectors).
        let folded = |hash: u64| Key::from_random(hash ^ hash >> 32);
        assert_eq!(Key::of_content(""), folded(0xcbf2_9ce4_8422_2325));
        assert_eq!(Key::of_content("a"), folded(0xaf63_dc4c_8601_ec8c));
    }

    #[test]
    fn a_reference_is_number_and_key() {
        let reference: TicketRef = "202405-001-k3x9z".parse().unwrap();
        assert_eq!((reference.number.as_str(), reference.key.as_str()), ("202405-001", "k3x9z"));
        assert_eq!(reference.to_string(), "202405-001-k3x9z");
        for wrong in ["", "k3x9z", "-k3x9z", "CS1-"] {
            assert!(wrong.parse::<TicketRef>().is_err(), "{wrong}");
        }
    }
}
