//! Merging texts by lines, with the base they grew from.
//!
//! What is merged follows from the three texts alone, never from which of them is called ours. No
//! line that one side added is lost, and none that nobody removed.
mod form;
#[cfg(test)]
mod tests;

use std::iter::Peekable;
use std::ops::Range;
use std::vec;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use form::Form;

/// A text merged by lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// The whole text; where both sides changed the same lines, both versions stand between marks.
    pub text: String,
    /// How many such places there are.
    pub conflicts: usize,
}

/// The lines between which two versions of a place stand: before, between, after.
pub const MARKS: [&str; 3] = ["<<<<<<<", "=======", ">>>>>>>"];

/// Lines of the base that one side replaced by lines of its own; either may be none.
#[derive(Debug, Clone)]
struct Hunk {
    base: Range<usize>,
    side: Range<usize>,
}

/// What two sides made of `base`, line by line.
///
/// Changes of different lines both happen, also next to each other. What both sides inserted at one
/// place stands there once when it is the same or when one holds the other, and else one after the
/// other, the lesser first. Different changes of the same lines are a conflict: both versions stand
/// between [`MARKS`], the lesser first. Line endings and the end of the last line are merged likewise.
pub fn merge(base: &str, ours: &str, theirs: &str) -> Lines {
    let whole = |text: &str| Lines { text: text.to_owned(), conflicts: 0 };
    if ours == theirs || base == theirs {
        return whole(ours);
    }
    if base == ours {
        return whole(theirs);
    }
    run(base, ours, theirs, Clash::Mark)
}

/// As [`merge`], with one version alone where both would stand between marks: the longer one, of two
/// as long the greater.
pub fn draft(base: &str, ours: &str, theirs: &str) -> String {
    run(base, ours, theirs, Clash::Choose).text
}

/// Two texts as one: what differs stands between [`MARKS`], that of the lesser text first.
pub fn mark(one: &str, other: &str) -> Lines {
    let (one, other) = (one.min(other), one.max(other));
    let [first, second] = [one, other].map(form::lines);
    let hunks = hunks(&first, &second);
    let (mut lines, mut done) = (Vec::new(), 0);
    for Hunk { base, side } in &hunks {
        lines.extend_from_slice(&first[done..base.start]);
        lines.extend(between_marks(&first[base.clone()], &second[side.clone()]));
        done = base.end;
    }
    lines.extend_from_slice(&first[done..]);
    Lines { text: Form::of(one).write(&lines), conflicts: hunks.len() }
}

/// What is done with different changes of the same lines.
#[derive(Debug, Clone, Copy)]
enum Clash {
    Mark,
    Choose,
}

fn run(base: &str, ours: &str, theirs: &str, clash: Clash) -> Lines {
    let form = Form::of(base).merge(Form::of(ours), Form::of(theirs));
    let texts = [base, ours, theirs].map(form::lines);
    let mut merge = Merge::new(&texts, clash);
    merge.run();
    Lines { text: form.write(&merge.lines), conflicts: merge.conflicts }
}

/// One side, and how far it is merged.
struct Side<'a> {
    lines: &'a [&'a str],
    done: usize,
    hunks: Peekable<vec::IntoIter<Hunk>>,
}

struct Merge<'a> {
    base: &'a [&'a str],
    done: usize,
    sides: [Side<'a>; 2],
    lines: Vec<&'a str>,
    clash: Clash,
    conflicts: usize,
}

impl<'a> Merge<'a> {
    fn new([base, ours, theirs]: &'a [Vec<&'a str>; 3], clash: Clash) -> Self {
        let side = |lines: &'a Vec<&'a str>| Side { lines, done: 0, hunks: hunks(base, lines).into_iter().peekable() };
        Self { base, done: 0, sides: [side(ours), side(theirs)], lines: Vec::new(), clash, conflicts: 0 }
    }

    fn run(&mut self) {
        while let Some((region, made)) = self.next_region() {
            self.keep_to(region.start);
            let [ours, theirs] = [(0, made[0]), (1, made[1])].map(|(side, length)| self.sides[side].take(length));
            let was = &self.base[region.clone()];
            self.done = region.end;
            self.settle(was, ours, theirs);
        }
        self.keep_to(self.base.len());
    }

    /// The next lines of the base that somebody changed, and how many lines each side has for them.
    fn next_region(&mut self) -> Option<(Range<usize>, [usize; 2])> {
        let mut region = self.sides.iter_mut().filter_map(Side::next).min_by_key(|base| (base.start, base.end))?;
        let mut made: [Vec<Hunk>; 2] = Default::default();
        loop {
            let met = self.sides.iter_mut().position(|side| side.next().is_some_and(|next| meet(&region, &next)));
            let Some(side) = met else { break };
            let Some(hunk) = self.sides[side].hunks.next() else { break };
            region = region.start.min(hunk.base.start)..region.end.max(hunk.base.end);
            made[side].push(hunk);
        }
        let gone = |hunks: &[Hunk]| hunks.iter().map(|hunk| hunk.base.len()).sum::<usize>();
        let come = |hunks: &[Hunk]| hunks.iter().map(|hunk| hunk.side.len()).sum::<usize>();
        let lengths = made.map(|hunks| region.len() - gone(&hunks) + come(&hunks));
        Some((region, lengths))
    }

    /// Keeps the base's lines up to `end`, which nobody changed.
    fn keep_to(&mut self, end: usize) {
        let same = &self.base[self.done..end];
        self.lines.extend_from_slice(same);
        self.sides.iter_mut().for_each(|side| side.done += same.len());
        self.done = end;
    }

    fn settle(&mut self, was: &[&str], ours: &'a [&'a str], theirs: &'a [&'a str]) {
        if ours == theirs || theirs == was {
            self.lines.extend_from_slice(ours);
        } else if ours == was {
            self.lines.extend_from_slice(theirs);
        } else if was.is_empty() {
            self.lines.extend(union(ours, theirs));
        } else {
            match self.clash {
                Clash::Mark => self.mark(ours, theirs),
                Clash::Choose => self.choose(ours, theirs),
            }
        }
    }

    /// Leaves both versions for somebody to choose; what they begin and end with alike is settled.
    fn mark(&mut self, ours: &'a [&'a str], theirs: &'a [&'a str]) {
        let same = |(one, other): &(&&str, &&str)| one == other;
        let begin = ours.iter().zip(theirs).take_while(same).count();
        let end = ours[begin..].iter().rev().zip(theirs[begin..].iter().rev()).take_while(same).count();
        let (ours, after) = ours.split_at(ours.len() - end);
        let mut versions = [&ours[begin..], &theirs[begin..theirs.len() - end]];
        versions.sort_unstable();
        self.lines.extend_from_slice(&ours[..begin]);
        self.lines.extend(between_marks(versions[0], versions[1]));
        self.lines.extend_from_slice(after);
        self.conflicts += 1;
    }

    fn choose(&mut self, ours: &'a [&'a str], theirs: &'a [&'a str]) {
        let longer = [ours, theirs].into_iter().max_by_key(|version| (version.len(), *version));
        self.lines.extend_from_slice(longer.unwrap_or_default());
    }
}

impl<'a> Side<'a> {
    /// The lines of the base that its next change replaces.
    fn next(&mut self) -> Option<Range<usize>> {
        self.hunks.peek().map(|hunk| hunk.base.clone())
    }

    fn take(&mut self, length: usize) -> &'a [&'a str] {
        let taken = &self.lines[self.done..self.done + length];
        self.done += length;
        taken
    }
}

/// Whether two changes are about the same lines, or both insert at one place.
fn meet(one: &Range<usize>, other: &Range<usize>) -> bool {
    one == other || (one.start < other.end && other.start < one.end)
}

/// What both sides inserted at one place.
fn union<'a>(ours: &'a [&'a str], theirs: &'a [&'a str]) -> Vec<&'a str> {
    let holds = |long: &[&str], short: &[&str]| long.windows(short.len()).any(|part| part == short);
    match (ours, theirs) {
        (long, short) | (short, long) if holds(long, short) => long.to_vec(),
        _ => [ours.min(theirs), ours.max(theirs)].concat(),
    }
}

fn between_marks<'a>(first: &[&'a str], second: &[&'a str]) -> Vec<&'a str> {
    [&MARKS[..1], first, &MARKS[1..2], second, &MARKS[2..]].concat()
}

/// The changes from `base` to `side`, with unchanged lines between any two.
fn hunks(base: &[&str], side: &[&str]) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, base, side) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (base, side) = (op.old_range(), op.new_range());
        match hunks.last_mut() {
            Some(last) if last.base.end == base.start && last.side.end == side.start => {
                (last.base.end, last.side.end) = (base.end, side.end);
            }
            _ => hunks.push(Hunk { base, side }),
        }
    }
    hunks
}
