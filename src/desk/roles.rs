//! `config/roles.yaml`: who may do what, and how much more time can be granted.
use serde::Deserialize;
use std::collections::BTreeMap;

use crate::domain::permission::{Grants, Permission};
use crate::time::clocks::Names;
use crate::time::duration::Span;

/// `config/roles.yaml` as it stands.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RolesFile {
    /// The roles that have each permission; one that is not listed is everybody's.
    #[serde(default)]
    permissions: BTreeMap<Permission, Names>,
    /// How much more time can be granted.
    #[serde(default)]
    extension: ExtensionFile,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct ExtensionFile {
    /// The longest extension; none is too long without it.
    max: Option<Span>,
}

/// The roles of a desk; without the file everybody may do everything.
#[derive(Debug, Clone, Default)]
pub struct Roles {
    /// Which roles may do what.
    pub grants: Grants,
    /// The longest extension, from the due time before any extension in the clock's calendar; any without it.
    pub longest_extension: Option<Span>,
}

impl From<RolesFile> for Roles {
    fn from(file: RolesFile) -> Self {
        let grants = file.permissions.into_iter().map(|(permission, roles)| (permission, roles.0));
        Self { grants: grants.collect(), longest_extension: file.extension.max }
    }
}
