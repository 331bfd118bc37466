//! Categories, whose levels are parted by `/`: `technical/payment` lies within `technical`.

/// A category and those above it, itself first.
pub fn levels(category: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(category), |below| Some(below.rsplit_once('/')?.0))
}

/// Whether a category is the wanted one or lies below it.
pub fn is_within(category: &str, wanted: &str) -> bool {
    levels(category).any(|level| level == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_category_lies_within_itself_and_those_above_it() {
        for (wanted, within) in [
            ("technical/payment", true),
            ("technical", true),
            ("payment", false),
            ("tech", false),
            ("technical/payment/card", false),
            ("", false),
        ] {
            assert_eq!(is_within("technical/payment", wanted), within, "{wanted}");
        }
    }
}
