//! The program as its users run it: in a desk of its own, with a fixed clock, actor and randomness.
#![expect(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests run the program, look at the files themselves, and fail loudly"
)]
mod access;
mod alerts;
mod assignment;
mod bad_input;
mod broken_files;
mod check;
mod chinese;
mod classes;
mod classify;
mod closing;
mod concurrency;
mod configuration;
mod customer;
mod days;
mod delivery;
mod demo;
mod desk;
mod digest;
mod editor;
#[path = "../shared/files.rs"]
mod files;
mod full_disk;
mod holidays;
mod init;
mod kill;
mod knowledge;
mod life;
mod lock;
#[path = "../shared/outcome.rs"]
mod outcome;
mod presets;
mod process;
mod promises;
mod reports;
mod requests;
mod roles;
mod rota;
mod scripts;
mod survey;
mod terminal;
mod told;
mod triggers;
mod usage;
mod wording;
mod words;
mod working;
