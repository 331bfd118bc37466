//! Half-open stretches of seconds, and sorted lists of them.

/// `[from, to)`, in seconds of instants or of civil time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stretch {
    pub(super) from: i64,
    pub(super) to: i64,
}

impl Stretch {
    pub(super) const fn is_empty(self) -> bool {
        self.to <= self.from
    }

    pub(super) const fn shifted(self, by: i64) -> Self {
        Self { from: self.from + by, to: self.to + by }
    }

    /// What both have in common; empty when that is nothing.
    pub(super) fn common(self, other: Self) -> Self {
        Self { from: self.from.max(other.from), to: self.to.min(other.to) }
    }
}

/// `stretches` less `cuts`; both sorted and each disjoint in itself.
pub(super) fn cut(stretches: &[Stretch], cuts: &[Stretch]) -> Vec<Stretch> {
    let mut left = Vec::with_capacity(stretches.len());
    let mut cuts = cuts.iter().copied().peekable();
    for mut rest in stretches.iter().copied() {
        while cuts.next_if(|cut| cut.to <= rest.from).is_some() {}
        while let Some(cut) = cuts.peek().filter(|cut| cut.from < rest.to) {
            push(&mut left, Stretch { from: rest.from, to: cut.from });
            rest.from = cut.to;
            if rest.is_empty() {
                break; // the cut may reach into the next stretch
            }
            cuts.next();
        }
        push(&mut left, rest);
    }
    left
}

/// Appends a stretch unless it is empty, in one piece with the last when they touch.
pub(super) fn push(stretches: &mut Vec<Stretch>, next: Stretch) {
    if next.is_empty() {
        return;
    }
    match stretches.last_mut() {
        Some(last) if last.to >= next.from => last.to = last.to.max(next.to),
        _ => stretches.push(next),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(pairs: &[(i64, i64)]) -> Vec<Stretch> {
        pairs.iter().map(|&(from, to)| Stretch { from, to }).collect()
    }

    #[test]
    fn cuts_split_shorten_and_remove() {
        let open = list(&[(0, 10), (20, 30), (40, 50)]);
        for (cuts, left) in [
            (list(&[]), open.clone()),
            (list(&[(3, 5), (7, 8)]), list(&[(0, 3), (5, 7), (8, 10), (20, 30), (40, 50)])),
            (list(&[(5, 25)]), list(&[(0, 5), (25, 30), (40, 50)])),
            (list(&[(5, 45)]), list(&[(0, 5), (45, 50)])),
            (list(&[(0, 10), (10, 20), (29, 40)]), list(&[(20, 29), (40, 50)])),
            (list(&[(-5, 60)]), list(&[])),
        ] {
            assert_eq!(cut(&open, &cuts), left, "{cuts:?}");
        }
    }
}
