//! `sync`: one truth in every clone.
