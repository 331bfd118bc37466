//! The only caller of git.
pub mod attributes;
pub mod clone;
pub mod commit;
pub mod join;
pub mod names;
pub mod object;
mod process;
pub mod remote;
pub mod repository;
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
    }
}
