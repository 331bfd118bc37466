//! Letters that mean the same: in any case, full-width or not.

/// The plain form of a character: full-width forms (`Ａ`, `％`) as ASCII, ASCII letters small, white
/// space as a space.
pub fn plain(character: char) -> char {
    let narrow = match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        _ if character.is_whitespace() => ' ',
        _ => character,
    };
    narrow.to_ascii_lowercase()
}

/// Whether a character is one of those that are written without spaces between words.
pub const fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// Whether a character is part of a word that has spaces around it.
pub fn is_letter(character: char) -> bool {
    character.is_alphanumeric() && !is_ideograph(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_have_a_plain_form() {
        assert_eq!("Ａｂ％\u{3000}É可".chars().map(plain).collect::<String>(), "ab% É可");
    }

    #[test]
    fn ideographs_are_no_letters() {
        assert!(is_letter('é') && is_letter('9') && !is_letter('可') && !is_letter('_') && is_ideograph('可'));
    }
}
