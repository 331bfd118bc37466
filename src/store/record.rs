//! The flat form of a ticket file: every scalar a string, nothing interpreted.
//!
//! Both readers (the library's and the canonical fast path) produce it, and
//! [`crate::domain`] types are validated from it. Flat on purpose: tagged or flattened serde enums
//! infer scalars anew, and `to: 1.10` would become a number.
use std::borrow::Cow;

/// A string that borrows from the file's text where it can.
pub type Text<'a> = Cow<'a, str>;

/// Finds one optional value in a record.
pub type Slot<R, T> = fn(&mut R) -> &mut Option<T>;

/// Declares a struct of optional strings, and the order and names of its keys in a file.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident { $($key:literal => $field:ident),* $(,)? } $(lists { $($list_key:literal => $list:ident),* $(,)? })? $(children { $child_key:literal => $child:ident: $child_type:ident })?) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct $name<'a> {
            $(#[doc = concat!("`", $key, "`")] pub $field: Option<Text<'a>>,)*
            $($(#[doc = concat!("`", $list_key, "`")] pub $list: Vec<Text<'a>>,)*)?
            $(#[doc = concat!("`", $child_key, "`")] pub $child: Vec<$child_type<'a>>,)?
        }

        impl<'a> $name<'a> {
            /// The scalar keys, in the order of the canonical form.
            pub const KEYS: &'static [&'static str] = &[$($key),*];

            /// The place of each scalar, in the order of [`Self::KEYS`].
            pub const SLOTS: &'a [Slot<Self, Text<'a>>] = &[$(|record| &mut record.$field),*];

            /// The place of the scalar `key`; `None` when the record has no such key.
            pub fn scalar_mut(&mut self, key: &str) -> Option<&mut Option<Text<'a>>> {
                match key { $($key => Some(&mut self.$field),)* _ => None }
            }

            /// The value of the scalar `key`.
            pub fn scalar(&self, key: &str) -> Option<&str> {
                match key { $($key => self.$field.as_deref(),)* _ => None }
            }
            $(
            /// The place of the list `key`; `None` when the record has no such key.
            pub fn list_mut(&mut self, key: &str) -> Option<&mut Vec<Text<'a>>> {
                match key { $($list_key => Some(&mut self.$list),)* _ => None }
            }

            /// The items of the list `key`; none when it is absent.
            pub fn list(&self, key: &str) -> &[Text<'a>] {
                match key { $($list_key => &self.$list,)* _ => &[] }
            }
            )?
        }
    };
}

record! {
    /// The head of a ticket file and its history.
    pub struct Record {
        "id" => id,
        "title" => title,
        "type" => kind,
        "category" => category,
        "priority" => priority,
        "status" => status,
        "source" => source,
        "channel" => channel,
        "customer" => customer,
        "product" => product,
        "team" => team,
        "assignee" => assignee,
        "created" => created,
        "occurred" => occurred,
        "expected" => expected,
        "scope" => scope,
        "external" => external,
        "steps" => steps,
        "description" => description,
    }
    lists { "formerly" => formerly, "tags" => tags }
    children { "history" => history: EntryRecord }
}

/// The key of the history: the last one of a file.
pub const HISTORY: &str = "history";

impl Record<'_> {
    /// Every key of the head, then [`HISTORY`], in the order of the canonical form.
    pub const ORDER: &'static [&'static str] = &[
        "id",
        "title",
        "type",
        "category",
        "priority",
        "status",
        "source",
        "channel",
        "customer",
        "product",
        "team",
        "assignee",
        "created",
        "occurred",
        "expected",
        "scope",
        "external",
        "steps",
        "formerly",
        "tags",
        "description",
        HISTORY,
    ];
}

record! {
    /// One entry of the history: one act.
    pub struct EntryRecord {
        "at" => at,
        "by" => by,
        "did" => did,
        "field" => field,
        "from" => from,
        "team" => team,
        "to" => to,
        "channel" => channel,
        "kind" => kind,
        "what" => what,
        "clock" => clock,
        "stage" => stage,
        "status" => status,
        "level" => level,
        "party" => party,
        "reason" => reason,
        "result" => result,
        "until" => until,
        "progress" => progress,
        "demand" => demand,
        "next" => next,
        "evidence" => evidence,
        "file" => file,
        "response" => response,
        "article" => article,
        "trigger" => trigger,
        "note" => note,
        "text" => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_names_every_key_once() {
        let mut record = Record::default();
        let (last, head) = Record::ORDER.split_last().unwrap();
        assert_eq!(*last, HISTORY);
        let scalars: Vec<&str> = head.iter().copied().filter(|key| record.scalar_mut(key).is_some()).collect();
        let lists: Vec<&str> = head.iter().copied().filter(|key| record.list_mut(key).is_some()).collect();
        assert_eq!(scalars, Record::KEYS);
        assert_eq!(lists, ["formerly", "tags"]);
        assert_eq!(head.len(), scalars.len() + lists.len());
    }
}
