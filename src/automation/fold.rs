//! Texts as they are compared: letters in any case, full-width or not, white space of any kind and length.
use std::ops::Range;

/// The plain form of a character: full-width forms (`Ａ`, `％`) as ASCII, letters small, white space as a space.
pub fn plain(character: char) -> char {
    // The two that nearly all characters are come first: this is where most of a search's time goes.
    match character {
        ascii if ascii.is_ascii_whitespace() => ' ',
        ascii if ascii.is_ascii() => ascii.to_ascii_lowercase(),
        ideograph if is_ideograph(ideograph) => ideograph,
        '\u{ff01}'..='\u{ff5e}' => plain(char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)),
        space if space.is_whitespace() => ' ',
        other => other.to_lowercase().next().unwrap_or(other),
    }
}

/// Whether a character is one of those that are written without spaces between words: Chinese and its neighbours.
pub const fn is_ideograph(character: char) -> bool {
    matches!(
        character,
        '\u{3005}'..='\u{3007}' | '\u{3021}'..='\u{3029}' | '\u{3031}'..='\u{3035}' | '\u{3040}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}'
    )
}

/// Whether a character is part of a word that has spaces around it.
pub fn is_letter(character: char) -> bool {
    character.is_alphanumeric() && !is_ideograph(character)
}

/// A text of plain characters, each run of white space one space, and where they came from.
#[derive(Debug, Default)]
pub struct Folded {
    text: String,
    /// The places after which the folded text and the original are otherwise apart than before: as bytes of both, ascending.
    shifts: Vec<(usize, usize)>,
}

impl Folded {
    /// The folded form of a text.
    pub fn of(original: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(original.len()), shifts: Vec::new() };
        for (at, character) in original.char_indices() {
            let plain = plain(character);
            let before = folded.text.len();
            if plain != ' ' || !folded.text.ends_with(' ') {
                folded.text.push(plain);
            }
            if folded.text.len() - before != character.len_utf8() {
                folded.shifts.push((folded.text.len(), at + character.len_utf8()));
            }
        }
        folded
    }

    /// As it is compared.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The bytes of the original text that bytes of the folded one came from.
    pub fn original(&self, span: &Range<usize>) -> Range<usize> {
        let of = |at: usize| {
            let shift = self.shifts.partition_point(|(folded, _)| *folded <= at).checked_sub(1);
            shift.map_or(at, |place| self.shifts[place].1 + (at - self.shifts[place].0))
        };
        of(span.start)..of(span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_have_a_plain_form() {
        assert_eq!("Ａｂ％\u{3000}\u{a0}É可".chars().map(plain).collect::<String>(), "ab%  é可");
    }

    #[test]
    fn ideographs_are_no_letters() {
        assert!(is_letter('é') && is_letter('9') && !is_letter('可') && !is_letter('_') && is_ideograph('可'));
        assert!(is_ideograph('々') && is_ideograph('カ') && !is_ideograph('。') && !is_ideograph('，'));
    }

    #[test]
    fn what_was_folded_is_found_where_it_stands() {
        let text = "全角\u{ff36}IP \n\t 客户\u{ff0c}ABC É";
        let folded = Folded::of(text);
        assert_eq!(folded.as_str(), "全角vip 客户,abc é");
        for (plain, original) in
            [("vip", "\u{ff36}IP"), ("客户,", "客户\u{ff0c}"), ("abc é", "ABC É"), ("p 客", "P \n\t 客")]
        {
            let start = folded.as_str().find(plain).unwrap();
            assert_eq!(&text[folded.original(&(start..start + plain.len()))], original);
        }
    }
}
