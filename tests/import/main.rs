//! `import`: small files for every oddity, and real exports when they are at hand.
#![expect(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "a test that runs the program")]
mod desk;
mod events;
mod files;
mod real;
mod rows;
