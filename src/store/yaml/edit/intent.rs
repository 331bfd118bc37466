//! What an edit means for the value, whatever the text looks like.
use super::super::path::{Path, Step};
use super::super::value::Value;
use super::Edit;

/// `edit` as the single changes that it takes in a file that holds `value`.
pub(super) fn steps<'a>(edit: &Edit<'a>, value: &Value) -> Vec<Edit<'a>> {
    match edit {
        Edit::Push { path, value: item } if at(value, path).is_none_or(|list| *list == Value::Null) => {
            vec![Edit::Set { path: path.clone(), value: Value::List(vec![item.clone()]) }]
        }
        Edit::Items { path, items } => items_steps(path, items, at(value, path)),
        Edit::Remove { path } if at(value, path).is_none() => Vec::new(),
        edit => vec![edit.clone()],
    }
}

/// Removals and additions when they suffice; else, or when nothing would remain, the whole list.
fn items_steps<'a>(path: &Path<'a>, items: &[String], list: Option<&Value>) -> Vec<Edit<'a>> {
    let wanted = |item: &Value| item.as_text().is_some_and(|text| items.iter().any(|item| item == text));
    let old = match list {
        None | Some(Value::Null) if items.is_empty() => return Vec::new(),
        Some(Value::List(old)) => old.as_slice(),
        _ => &[],
    };
    let kept: Vec<&Value> = old.iter().filter(|item| wanted(item)).collect();
    let grows = kept.len() <= items.len() && kept.iter().zip(items).all(|(kept, item)| kept.as_text() == Some(item));
    if kept.is_empty() || !grows {
        let items = items.iter().map(|item| item.as_str().into()).collect();
        return vec![Edit::Set { path: path.clone(), value: Value::List(items) }];
    }
    let gone = old.iter().enumerate().rev().filter(|(_, item)| !wanted(item));
    let removals = gone.map(|(index, _)| Edit::Remove { path: path.item(index) });
    let new = items.iter().skip(kept.len());
    removals.chain(new.map(|item| Edit::Push { path: path.clone(), value: item.as_str().into() })).collect()
}

/// The value that a file holding `before` must hold after `edit`; `None` when the edit makes no sense there.
pub(super) fn after(before: &Value, edit: &Edit<'_>, order: &[&str]) -> Option<Value> {
    let mut value = before.clone();
    match edit {
        Edit::Set { path, value: new } => set(&mut value, path, new.clone(), order)?,
        Edit::Remove { path } => remove(&mut value, path)?,
        Edit::Push { path, value: item } => match at_mut(&mut value, path.steps())? {
            Value::List(items) => items.push(item.clone()),
            _ => return None,
        },
        Edit::Insert { path, index, value: item } => match at_mut(&mut value, path.steps())? {
            Value::List(items) if *index < items.len() => items.insert(*index, item.clone()),
            _ => return None,
        },
        Edit::Items { .. } => return None,
    }
    Some(value)
}

fn set(root: &mut Value, path: &Path<'_>, new: Value, order: &[&str]) -> Option<()> {
    let (last, parent) = path.steps().split_last()?;
    match (last, at_mut(root, parent)?) {
        (Step::Key(key), Value::Map(entries)) => {
            if let Some((_, value)) = entries.iter_mut().find(|(name, _)| name == key) {
                *value = new;
            } else {
                let index = position(entries.iter().map(|(name, _)| name.as_str()), key, order);
                entries.insert(index, ((*key).to_owned(), new));
            }
        }
        (Step::Index(index), Value::List(items)) => *items.get_mut(*index)? = new,
        _ => return None,
    }
    Some(())
}

fn remove(root: &mut Value, path: &Path<'_>) -> Option<()> {
    let (last, parent) = path.steps().split_last()?;
    match (last, at_mut(root, parent)?) {
        (Step::Key(key), Value::Map(entries)) => entries.retain(|(name, _)| name != key),
        (Step::Index(index), Value::List(items)) if *index < items.len() => {
            items.remove(*index);
        }
        _ => return None,
    }
    Some(())
}

/// Where the new `key` goes among `keys`: after the last of those that `order` puts before it; a key
/// unknown to `order` goes last. Never after the key that `order` names last.
pub(super) fn position<'k>(keys: impl Iterator<Item = &'k str> + Clone, key: &str, order: &[&str]) -> usize {
    let rank = |key: &str| order.iter().position(|known| *known == key);
    let last = order.last().copied();
    let end = keys.clone().position(|key| Some(key) == last).unwrap_or(keys.clone().count());
    match rank(key) {
        None => end,
        Some(wanted) => keys
            .take(end)
            .enumerate()
            .filter(|(_, key)| rank(key).is_some_and(|rank| rank < wanted))
            .last()
            .map_or(0, |(index, _)| index + 1),
    }
}

fn at<'v>(value: &'v Value, path: &Path<'_>) -> Option<&'v Value> {
    path.steps().iter().try_fold(value, |value, step| match (step, value) {
        (Step::Key(key), value) => value.get(key),
        (Step::Index(index), Value::List(items)) => items.get(*index),
        _ => None,
    })
}

fn at_mut<'v>(value: &'v mut Value, steps: &[Step<'_>]) -> Option<&'v mut Value> {
    steps.iter().try_fold(value, |value, step| match (step, value) {
        (Step::Key(key), Value::Map(entries)) => {
            entries.iter_mut().find(|(name, _)| name == key).map(|(_, value)| value)
        }
        (Step::Index(index), Value::List(items)) => items.get_mut(*index),
        _ => None,
    })
}
