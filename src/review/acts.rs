//! Comparing histories: what was added, what was taken away, what was altered.
use crate::domain::act::Entry;
use crate::domain::ids::Text;

/// Keys and values of an entry that its act does not have in this version of the program.
pub type Rest = Vec<(Text, Text)>;

/// An entry of a history, whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item<'a> {
    /// As this version of the program understands it.
    pub entry: &'a Entry,
    /// What else it says.
    pub rest: &'a [(Text, Text)],
}

/// What differs between two histories, each list in the order of its file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Differences<'a> {
    /// Acts that only the newer one has.
    pub added: Vec<Item<'a>>,
    /// Acts that only the older one has.
    pub removed: Vec<Item<'a>>,
    /// Acts of the same person, time and kind that say something else: before, after.
    pub altered: Vec<(Item<'a>, Item<'a>)>,
}

impl<'a> Item<'a> {
    /// The entry, with what else it says.
    pub fn new(entry: &'a Entry, rest: &'a Rest) -> Self {
        Self { entry, rest }
    }

    /// The code of the act in files, also of one that this version does not know.
    pub fn did(&self) -> &'a str {
        self.entry.act.did()
    }

    /// The keys of its own and their texts, those that are not known at the end.
    pub fn keys(&self) -> Vec<(Text, Text)> {
        let known = self.entry.keys().into_iter().map(|(key, text)| (Text::from(key), text));
        known.chain(self.rest.iter().cloned()).collect()
    }

    fn is_version_of(&self, other: &Self) -> bool {
        self.entry.at == other.entry.at && self.entry.by == other.entry.by && self.did() == other.did()
    }
}

/// What `after` has and lacks, compared with `before`. Their order says nothing: a merge may unite
/// histories in the order of time.
pub fn compare<'a>(before: &[Item<'a>], after: &[Item<'a>]) -> Differences<'a> {
    let same = before.iter().zip(after).take_while(|(before, after)| before == after).count();
    let mut added = after[same..].to_vec();
    let removed: Vec<_> = before[same..].iter().copied().filter(|item| !take(&mut added, |one| one == item)).collect();
    let mut differences = Differences::default();
    for item in removed {
        match added.iter().position(|one| one.is_version_of(&item)) {
            Some(place) => differences.altered.push((item, added.remove(place))),
            None => differences.removed.push(item),
        }
    }
    differences.added = added;
    differences
}

/// All acts that any of the histories has; one that several have counts once.
pub fn union<'a>(histories: &[Vec<Item<'a>>]) -> Vec<Item<'a>> {
    let Some((first, others)) = histories.split_first() else { return Vec::new() };
    let mut union = first.clone();
    for history in others {
        let mut known = union.clone();
        union.extend(history.iter().filter(|item| !take(&mut known, |one| one == *item)));
    }
    union
}

/// Takes the first item that is wanted; whether there was one.
fn take<T>(items: &mut Vec<T>, is_wanted: impl Fn(&T) -> bool) -> bool {
    let place = items.iter().position(is_wanted);
    place.map(|place| items.remove(place)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::testing::{noted, replied};

    fn items(entries: &[Entry]) -> Vec<Item<'_>> {
        entries.iter().map(|entry| Item { entry, rest: &[] }).collect()
    }

    #[test]
    fn what_was_added_in_the_middle_is_no_change_of_the_rest() {
        let before = [noted(1, "li", "a"), noted(3, "li", "c")];
        let after = [noted(1, "li", "a"), noted(2, "wang", "b"), noted(3, "li", "c")];
        let (before, after) = (items(&before), items(&after));
        let found = compare(&before, &after);
        assert_eq!((found.added, found.removed.len(), found.altered.len()), (vec![after[1]], 0, 0));
    }

    #[test]
    fn the_same_act_twice_is_two_acts() {
        let twice = [noted(1, "li", "a"), noted(1, "li", "a")];
        let twice = items(&twice);
        assert_eq!(compare(&twice[..1], &twice).added.len(), 1);
        assert_eq!(compare(&twice, &twice[..1]).removed.len(), 1);
        assert_eq!(union(&[twice[..1].to_vec(), twice.clone()]).len(), 2);
    }

    #[test]
    fn an_act_that_says_something_else_was_altered() {
        let before = [noted(1, "li", "a"), replied(2, "li", "sent"), noted(3, "li", "gone")];
        let after = [noted(1, "li", "b"), replied(2, "li", "sent"), noted(4, "li", "new")];
        let (before, after) = (items(&before), items(&after));
        let found = compare(&before, &after);
        assert_eq!(found.altered, [(before[0], after[0])]);
        assert_eq!((found.removed, found.added), (vec![before[2]], vec![after[2]]));
    }

    #[test]
    fn what_this_version_does_not_know_counts() {
        let entry = noted(1, "li", "a");
        let rest: Rest = vec![("mood".into(), "good".into())];
        let (plain, more) = (Item { entry: &entry, rest: &[] }, Item::new(&entry, &rest));
        assert_eq!(compare(&[plain], &[more]).altered.len(), 1);
        assert_eq!(more.keys().last().unwrap().0, "mood");
    }
}
