//! Text that a terminal shows and never obeys.
use std::borrow::Cow;

/// Stands for the end of a line where only one line fits.
const LINE_END: &str = "⏎";

/// Whether a terminal may obey this character instead of showing it: C0 and C1 controls, DEL, and the
/// Unicode controls that end lines or turn the direction of what follows.
pub fn is_control(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text on one line: line ends become `⏎`, tabs a space, other controls visible signs.
pub fn line(text: &str) -> Cow<'_, str> {
    replace(text, |character, clean| match character {
        '\n' => clean.push_str(LINE_END),
        '\t' => clean.push(' '),
        control => push_visible(control, clean),
    })
}

/// The text on as many lines as it has; line feeds and tabs stay, other controls become visible signs.
pub fn lines(text: &str) -> Cow<'_, str> {
    replace(text, |character, clean| match character {
        '\n' | '\t' => clean.push(character),
        control => push_visible(control, clean),
    })
}

/// A JSON document whose strings hold no control as such: each is escaped, so that it reaches a program
/// whole and a terminal never. The document's own line feeds stay, for no string holds one.
pub fn json(document: String) -> String {
    let is_control = |character: &char| is_control(*character) && *character != '\n';
    if !document.chars().any(|character| is_control(&character)) {
        return document;
    }
    let mut escaped = String::with_capacity(document.len() + 16);
    for character in document.chars() {
        if is_control(&character) {
            escaped.extend(["\\u", &format!("{:04x}", u32::from(character))]);
        } else {
            escaped.push(character);
        }
    }
    escaped
}

fn replace(text: &str, mut push: impl FnMut(char, &mut String)) -> Cow<'_, str> {
    if !text.chars().any(is_control) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len() + 16);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            control if is_control(control) => push(control, &mut clean),
            other => clean.push(other),
        }
    }
    Cow::Owned(clean)
}

/// `␛` and its like for C0 and DEL, `<U+202E>` for the others.
fn push_visible(control: char, clean: &mut String) {
    let picture = match control {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(control)),
        '\u{7f}' => Some('␡'),
        _ => None,
    };
    match picture {
        Some(picture) => clean.push(picture),
        None => clean.extend(["<U+", &format!("{:04X}", u32::from(control)), ">"]),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn controls_become_visible() {
        assert_eq!(line("a\u{1b}[31mb\u{7f}\u{85}\u{202e}c"), "a␛[31mb␡<U+0085><U+202E>c");
        assert_eq!(line("支付\r\n失败\t中\r!"), "支付⏎失败 中␍!");
        assert_eq!(lines("a\r\nb\tc\u{7}"), "a\nb\tc␇");
    }

    #[test]
    fn plain_text_is_not_copied() {
        assert!(matches!(line("客户 👩\u{200d}🔧 ok"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn no_control_is_left(text in "\\PC*|[\\x00-\\x1f\\x7f-\\u{9f}\\u{200e}\\u{202a}-\\u{202e}\\u{2066}-\\u{2069}a]*") {
            prop_assert!(!line(&text).chars().any(is_control));
            prop_assert!(!lines(&text).chars().any(|c| is_control(c) && c != '\n' && c != '\t'));
        }
    }
}
