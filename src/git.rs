//! The only caller of git.
pub mod attributes;
pub mod clone;
pub mod commit;
pub mod history;
pub mod join;
pub mod names;
pub mod object;
mod process;
mod raw;
pub mod remote;
pub mod repository;
pub mod revision;
pub mod setup;
pub mod stages;
pub mod state;
pub mod textual;

use crate::faults;

faults! {
    /// What git refused.
    pub enum GitFault {
        "git-missing" => Missing {},
        "git-failed" => Failed { command: String, cause: String },
        "git-no-repository" => NoRepository { dir: String },
        "git-refused" => Refused { dir: String, cause: String },
        "git-no-commit" => NoCommit {},
        "git-revision-unknown" => Revision { revision: String, near: String },
        "git-revision-shallow" => Shallow { revision: String },
        "git-no-common-commit" => Apart { old: String, new: String },
    }
}
