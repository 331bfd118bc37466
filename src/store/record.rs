//! The flat form of a ticket file: every scalar a string, nothing interpreted.
//!
//! Both readers (the library's and the canonical fast path) produce it, and
//! [`crate::domain`] types are validated from it. Flat on purpose: tagged or flattened serde enums
//! infer scalars anew, and `to: 1.10` would become a number.
use std::borrow::Cow;

/// A string that borrows from the file's text where it can.
pub type Text<'a> = Cow<'a, str>;

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

            /// The place of the scalar `key`; `None` when the record has no such key.
            pub fn scalar_mut(&mut self, key: &str) -> Option<&mut Option<Text<'a>>> {
                match key { $($key => Some(&mut self.$field),)* _ => None }
            }

            /// The value of the scalar `key`.
            pub fn scalar(&self, key: &str) -> Option<&str> {
                match key { $($key => self.$field.as_deref(),)* _ => None }
            }
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
        "note" => note,
        "text" => text,
    }
}
