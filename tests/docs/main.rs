//! The documents say what the program does: transcripts are run, generated parts are compared, links
//! are followed.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests that run the program and read files"
)]
mod chinese;
mod ci;
mod format;
mod links;
mod reference;
mod requirements;
mod tours;

use std::path::{Path, PathBuf};

/// A path of the repository.
fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The text of a document of the repository.
fn document(path: &str) -> String {
    std::fs::read_to_string(repository(path)).unwrap()
}
