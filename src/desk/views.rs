//! `config/views.yaml`: saved lists.
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A saved list: what `list` is asked with `--where`, `--sort` and `--columns`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// What people call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Which tickets.
    #[serde(default, rename = "where", skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// In which order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// Which columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub columns: Option<String>,
    /// Whether closed tickets are listed too.
    #[serde(default)]
    pub all: bool,
}

/// Saved lists by name.
pub type Views = BTreeMap<String, View>;
