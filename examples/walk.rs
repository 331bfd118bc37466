//! Walks a desk's tickets and reads their bytes, and does nothing else: what a report cannot beat.
//! `cargo run --release --example walk -- DIR`.
#![expect(clippy::disallowed_methods, clippy::disallowed_macros, reason = "an example with its own arguments")]
use std::path::PathBuf;

use tickets::store::{disk, find};

fn main() {
    let root = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| ".".to_owned()));
    let mut bytes = Vec::new();
    let mut total = 0;
    for found in find::all(&root).unwrap_or_default() {
        if disk::read_into(&root.join(&found.path), &mut bytes).unwrap_or_default() {
            total += bytes.len();
        }
    }
    println!("{total}");
}
