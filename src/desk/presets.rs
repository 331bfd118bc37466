//! Presets: folders of data, one per preset and language, laid down by `init`.
use std::path::PathBuf;

use include_dir::{Dir, DirEntry, include_dir};

use crate::fault::Result;
use crate::faults;
use crate::near;
use crate::text::Language;

static PRESETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/presets");

faults! {
    /// Why a preset cannot be laid down.
    pub enum PresetFault {
        "preset-unknown" => Unknown { preset: String, nearest: String },
    }
}

/// The names of the presets.
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = PRESETS.dirs().filter_map(|dir| dir.path().to_str()).collect();
    names.sort_unstable();
    names
}

/// The preset to begin with when none is named: the one that marks itself with a
/// file `default`.
pub fn default() -> &'static str {
    let marked = PRESETS.dirs().find(|dir| dir.files().any(|file| file.path().ends_with("default")));
    marked.or_else(|| PRESETS.dirs().next()).and_then(|dir| dir.path().to_str()).unwrap_or_default()
}

/// The files of a preset in a language, with their paths in the desk.
pub fn files(preset: &str, language: Language) -> Result<Vec<(PathBuf, &'static [u8])>> {
    let folder = format!("{preset}/{}", language.code());
    let Some(dir) = PRESETS.get_dir(&folder) else {
        let nearest = near::list(preset, names());
        return Err(PresetFault::Unknown { preset: preset.to_owned(), nearest }.into());
    };
    let mut files = Vec::new();
    collect(dir, dir, &mut files);
    Ok(files)
}

fn collect(top: &Dir<'static>, dir: &Dir<'static>, files: &mut Vec<(PathBuf, &'static [u8])>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(top, inner, files),
            DirEntry::File(file) => {
                files.extend(file.path().strip_prefix(top.path()).ok().map(|path| (path.to_owned(), file.contents())));
            }
        }
    }
}
