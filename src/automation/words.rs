//! The words of a text that may become keywords.
//!
//! Of alphabetic scripts whole words of three letters and more, in lower case; of Chinese, which parts no words, every
//! two and three neighbouring characters, save those with a character that mostly joins others.
use super::fold::{Folded, is_ideograph, is_letter};
use crate::domain::ids::Text;

/// Words that say nothing of the matter.
const COMMON: [&str; 48] = [
    "about", "after", "again", "and", "any", "are", "because", "been", "but", "can", "cannot", "could", "does", "for",
    "from", "had", "has", "have", "hello", "help", "how", "into", "its", "just", "not", "now", "our", "please", "she",
    "that", "the", "their", "them", "there", "they", "this", "very", "was", "were", "what", "when", "which", "why",
    "will", "with", "would", "you", "your",
];

/// Characters that join, point or ask; no word with one of them is proposed.
const JOINING: &str =
    "的了是我你他她它们这那在有和与及或就都而也很到说要会着没看好自己不吗呢吧啊请把被让对从为以于个之其";

/// The candidates of a text, each once, in order.
pub fn of(text: &str) -> Vec<Text> {
    let folded = Folded::of(text);
    let folded = folded.as_str();
    let mut words: Vec<Text> =
        folded.split(|c| !is_letter(c)).filter(|word| is_telling(word)).map(Into::into).collect();
    for run in folded.split(|c| !is_ideograph(c) || !c.is_alphanumeric() || JOINING.contains(c)) {
        let ends: Vec<_> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
        for size in [2, 3] {
            words.extend(ends.windows(size + 1).map(|window| Text::from(&run[window[0]..window[size]])));
        }
    }
    words.sort_unstable();
    words.dedup();
    words
}

fn is_telling(word: &str) -> bool {
    let has_letters = word.chars().any(char::is_alphabetic);
    word.chars().count() >= 3 && has_letters && COMMON.binary_search(&word).is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_words_are_in_order() {
        assert!(COMMON.is_sorted());
    }

    #[test]
    fn words_and_neighbouring_characters() {
        assert_eq!(of("The Battery is hot, the battery 2024"), ["battery", "hot"]);
        // 的 joins: 电池 | 续航差 stand apart.
        assert_eq!(of("电池的续航差"), ["电池", "续航", "续航差", "航差"]);
        assert_eq!(of("APP闪退!"), ["app", "闪退"]);
        assert!(of("").is_empty());
    }
}
