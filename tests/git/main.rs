//! Desks in real repositories: merging, numbering, reviewing, syncing.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests run the program and git, look at the files themselves, and fail loudly"
)]
mod clones;
mod commit;
#[path = "../shared/files.rs"]
mod files;
mod history;
mod mend;
mod merge;
mod numbers;
#[path = "../shared/outcome.rs"]
mod outcome;
mod property;
mod review;
mod same;
mod setup;
mod sync;
mod ticking;
