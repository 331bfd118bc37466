//! `import`: small files for every oddity, and real exports when they are at hand.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test")]
#![expect(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a test that runs the program from outside")]
mod desk;
mod events;
mod files;
mod real;
mod rows;
