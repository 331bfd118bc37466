//! Walks a desk's tickets and reads their bytes, and does nothing else: what a report cannot beat.
//! `cargo run --release --example walk -- DIR`.
#![expect(clippy::disallowed_methods, clippy::disallowed_macros, reason = "an example with its own arguments")]
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use walkdir::WalkDir;

fn main() -> io::Result<()> {
    let root = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let mut bytes = Vec::new();
    let mut total = 0;
    for folder in ["tickets", "archive"] {
        for entry in WalkDir::new(Path::new(&root).join(folder)) {
            let entry = entry?;
            if entry.file_type().is_file() {
                bytes.clear();
                total += File::open(entry.path())?.read_to_end(&mut bytes)?;
            }
        }
    }
    println!("{total}");
    Ok(())
}
