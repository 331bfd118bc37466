use super::mapping::Decimal;

/// A whole number, perhaps written with decimals that are all zero (`3.0`, with a decimal comma `3,0`).
pub(super) fn whole(text: &str, decimal: Decimal) -> Option<i64> {
    let sign = match decimal {
        Decimal::Point => '.',
        Decimal::Comma => ',',
    };
    let (whole, decimals) = text.split_once(sign).unwrap_or((text, "0"));
    let is_whole = !decimals.is_empty() && decimals.bytes().all(|digit| digit == b'0');
    whole.parse().ok().filter(|_| is_whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_may_be_zero_only() {
        let point =
            ["3", "3.0", "-2.000", "3,0", "3.5", "3.", ".0", "", "x", "1e3"].map(|text| whole(text, Decimal::Point));
        assert_eq!(point, [Some(3), Some(3), Some(-2), None, None, None, None, None, None, None]);
        let comma = ["3", "3,0", "3.0", "1.000,0"].map(|text| whole(text, Decimal::Comma));
        assert_eq!(comma, [Some(3), Some(3), None, None]);
    }
}
