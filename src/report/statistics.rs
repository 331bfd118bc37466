//! Means and quantiles as exact fractions: nothing is rounded before a figure is shown.
use std::num::NonZeroU64;

/// An exact value: a numerator over a positive denominator, not reduced.
#[derive(Debug, Clone, Copy)]
pub struct Fraction {
    numerator: i128,
    denominator: NonZeroU64,
}

impl Fraction {
    /// `numerator / denominator`; `None` when the denominator is 0.
    pub fn new(numerator: i128, denominator: u64) -> Option<Self> {
        Some(Self { numerator, denominator: NonZeroU64::new(denominator)? })
    }

    /// The nearest decimal with at most `digits` decimals and no trailing zeros; a half goes away from zero.
    pub fn decimal(self, digits: usize) -> String {
        let fixed = self.fixed(digits);
        match fixed.split_once('.') {
            Some((whole, "")) => whole.to_owned(),
            Some(_) => fixed.trim_end_matches('0').trim_end_matches('.').to_owned(),
            None => fixed,
        }
    }

    /// The nearest decimal with exactly `digits` decimals; a half goes away from zero.
    pub fn fixed(self, digits: usize) -> String {
        let scaled = self.rounded(digits);
        let sign = if scaled < 0 { "-" } else { "" };
        let text = format!("{:0width$}", scaled.unsigned_abs(), width = digits + 1);
        let (whole, decimals) = text.split_at(text.len() - digits);
        if digits == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") }
    }

    /// The nearest whole number of `10^-digits`; a half goes away from zero.
    pub fn rounded(self, digits: usize) -> i128 {
        let denominator = i128::from(self.denominator.get());
        let scaled = (0..digits).fold(self.numerator, |scaled, _| scaled.saturating_mul(10));
        let (whole, rest) = (scaled / denominator, scaled % denominator);
        if 2 * rest.abs() >= denominator { whole + rest.signum() } else { whole }
    }
}

impl From<i64> for Fraction {
    fn from(whole: i64) -> Self {
        Self { numerator: whole.into(), denominator: NonZeroU64::MIN }
    }
}

impl PartialEq for Fraction {
    /// Equal in value: `1/2` is `2/4`.
    fn eq(&self, other: &Self) -> bool {
        let across = |one: &Self, other: &Self| one.numerator.checked_mul(other.denominator.get().into());
        across(self, other) == across(other, self)
    }
}

impl Eq for Fraction {}

/// Whole values in ascending order.
#[derive(Debug, Clone, Default)]
pub struct Sample(Vec<i64>);

impl FromIterator<i64> for Sample {
    fn from_iter<I: IntoIterator<Item = i64>>(values: I) -> Self {
        let mut values: Vec<_> = values.into_iter().collect();
        values.sort_unstable();
        Self(values)
    }
}

impl Sample {
    /// How many values there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no value.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The greatest value.
    pub fn max(&self) -> Option<i64> {
        self.0.last().copied()
    }

    /// The mean; `None` of no values.
    pub fn mean(&self) -> Option<Fraction> {
        Fraction::new(self.0.iter().copied().map(i128::from).sum(), self.0.len() as u64)
    }

    /// The quantile below which `percent` of the values lie, by linear interpolation between the two
    /// nearest ones (type 7: as numpy, pandas and Excel's `PERCENTILE.INC` do it); `None` of no values.
    pub fn quantile(&self, percent: u8) -> Option<Fraction> {
        let percent = usize::from(percent.min(100));
        let position = self.0.len().checked_sub(1)? * percent;
        let (place, hundredths) = (position / 100, position % 100);
        let below = i128::from(*self.0.get(place)?);
        let above = self.0.get(place + 1).map_or(below, |above| i128::from(*above));
        Fraction::new(below * 100 + (above - below) * hundredths as i128, 100)
    }

    /// The middle value, or half-way between the two middle ones.
    pub fn median(&self) -> Option<Fraction> {
        self.quantile(50)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sample(values: &[i64]) -> Sample {
        values.iter().copied().collect()
    }

    fn shown(figure: Option<Fraction>) -> String {
        figure.map_or_else(|| "none".to_owned(), |figure| figure.decimal(6))
    }

    #[test]
    fn quantiles_interpolate_between_the_two_nearest_values() {
        // n = 4, p = 0.9: h = 3 × 0.9 = 2.7, so 30 + 0.7 × (100 − 30) = 79.
        assert_eq!(shown(sample(&[100, 10, 30, 20]).quantile(90)), "79");
        // h = 3 × 0.5 = 1.5, so half-way between 20 and 30.
        assert_eq!(shown(sample(&[10, 20, 30, 100]).median()), "25");
        // n = 5, p = 0.9: h = 4 × 0.9 = 3.6, so 1,000,000 + 0.6 × 28,291 = 1,016,974.6.
        assert_eq!(shown(sample(&[1, 2, 3, 1_000_000, 1_028_291]).quantile(90)), "1016974.6");
        assert_eq!(shown(sample(&[7]).quantile(90)), "7");
        assert_eq!(shown(sample(&[-10, 5]).median()), "-2.5");
        assert_eq!(shown(sample(&[]).median()), "none");
        assert_eq!(
            (shown(sample(&[3, 1]).quantile(0)), shown(sample(&[3, 1]).quantile(100))),
            ("1".into(), "3".into())
        );
    }

    #[test]
    fn means_are_exact_until_they_are_shown() {
        assert_eq!(shown(sample(&[1, 2, 2]).mean()), "1.666667"); // 5 ÷ 3
        assert_eq!(shown(sample(&[i64::MAX, i64::MAX]).mean()), i64::MAX.to_string());
        assert_eq!(shown(sample(&[]).mean()), "none");
    }

    #[test]
    fn halves_are_rounded_away_from_zero() {
        let half = Fraction::new(5, 1000).unwrap();
        assert_eq!((half.fixed(2), half.decimal(3), half.fixed(0)), ("0.01".into(), "0.005".into(), "0".into()));
        let below = Fraction::new(-25, 10).unwrap();
        assert_eq!((below.fixed(0), below.fixed(1), below.decimal(2)), ("-3".into(), "-2.5".into(), "-2.5".into()));
        assert_eq!(Fraction::from(100).decimal(6), "100");
        assert_eq!(Fraction::new(1, 0), None);
        assert_eq!(Fraction::new(1, 2), Fraction::new(2, 4));
    }

    proptest! {
        /// Against the definition in floating point, where small values leave no rounding to argue about.
        #[test]
        fn quantiles_agree_with_the_definition(values in prop::collection::vec(-100_000i64..100_000, 1..50), percent in 0u8..=100) {
            let sample = sample(&values);
            let mut sorted: Vec<f64> = values.iter().map(|value| f64::from(i32::try_from(*value).unwrap())).collect();
            sorted.sort_by(f64::total_cmp);
            let h = f64::from(u32::try_from(sorted.len() - 1).unwrap()) * f64::from(percent) / 100.0;
            let (low, high) = (h.floor(), h.ceil());
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a list of 50")]
            let expected = sorted[low as usize] + (h - low) * (sorted[high as usize] - sorted[low as usize]);
            let figure: f64 = sample.quantile(percent).unwrap().decimal(6).parse().unwrap();
            prop_assert!((figure - expected).abs() < 1e-4, "{figure} {expected}");
        }
    }
}
