//! From the value that a text holds to another one, by as few edits as it takes.
use super::value::naming;
use crate::fault::Result;
use crate::store::yaml::{self, Edit, Path, Step, Value};

/// The text, edited until it holds `value`; the order of keys, of texts in a list and of named items
/// is not looked at.
pub(super) fn until(text: &str, value: &Value) -> Result<String> {
    let held = yaml::read_value(text)?;
    let mut changes = Changes { path: Vec::new(), edits: Vec::new() };
    changes.of(&held, value);
    yaml::apply_in(text, &changes.edits, &[])
}

struct Changes<'v> {
    path: Vec<Step<'v>>,
    edits: Vec<Edit<'v>>,
}

impl<'v> Changes<'v> {
    fn of(&mut self, from: &'v Value, to: &'v Value) {
        match (from, to) {
            (Value::Map(old), Value::Map(new)) => self.map(old, new, to),
            (Value::List(old), Value::List(new)) => self.list(old, new, to),
            _ if from == to => {}
            _ => self.set(to),
        }
    }

    fn set(&mut self, value: &Value) {
        self.edits.push(Edit::Set { path: self.here(), value: value.clone() });
    }

    fn here(&self) -> Path<'v> {
        Path::new(self.path.clone())
    }

    /// What `change` records one step deeper.
    fn at(&mut self, step: Step<'v>, change: impl FnOnce(&mut Self)) {
        self.path.push(step);
        change(self);
        self.path.pop();
    }

    fn map(&mut self, old: &'v [(String, Value)], new: &'v [(String, Value)], to: &'v Value) {
        for (key, _) in old.iter().filter(|(key, _)| to.get(key).is_none()) {
            self.at(Step::Key(key), Self::remove);
        }
        for (key, value) in new {
            let was = old.iter().find(|(name, _)| name == key).map(|(_, value)| value);
            self.at(Step::Key(key), |changes| match was {
                Some(was) => changes.of(was, value),
                None => changes.set(value),
            });
        }
    }

    fn remove(&mut self) {
        self.edits.push(Edit::Remove { path: self.here() });
    }

    fn list(&mut self, old: &'v [Value], new: &'v [Value], to: &'v Value) {
        let texts = |list: &'v [Value]| list.iter().map(Value::as_text).collect::<Option<Vec<_>>>();
        if let (Some(mut had), Some(mut has)) = (texts(old), texts(new)) {
            let items = has.iter().map(|item| (*item).to_owned()).collect();
            had.sort_unstable();
            has.sort_unstable();
            if had != has {
                self.edits.push(Edit::Items { path: self.here(), items });
            }
        } else if let Some(name) = naming(&[old, new]) {
            self.named(&name, old, new);
        } else if old != new {
            self.set(to);
        }
    }

    fn named(&mut self, name: &str, old: &'v [Value], new: &'v [Value]) {
        let find = |list: &'v [Value], item: &Value| list.iter().find(|other| other.get(name) == item.get(name));
        for (index, item) in old.iter().enumerate() {
            if let Some(to) = find(new, item) {
                self.at(Step::Index(index), |changes| changes.of(item, to));
            }
        }
        for (index, _) in old.iter().enumerate().rev().filter(|(_, item)| find(new, item).is_none()) {
            self.at(Step::Index(index), Self::remove);
        }
        for item in new.iter().filter(|item| find(old, item).is_none()) {
            self.edits.push(Edit::Push { path: self.here(), value: item.clone() });
        }
    }
}
