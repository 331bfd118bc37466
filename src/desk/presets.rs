//! Presets: folders of data, one per preset and language, laid down by `init`. What several presets have
//! word for word stands in the folder `shared`; a preset's own file of the same path wins.
use std::collections::BTreeMap;
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

/// The folder of what presets share.
const SHARED: &str = "shared";

/// The names of the presets.
pub fn names() -> Vec<&'static str> {
    let folders = PRESETS.dirs().filter_map(|dir| dir.path().to_str());
    let mut names: Vec<_> = folders.filter(|name| *name != SHARED).collect();
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
    let folder = |name: &str| PRESETS.get_dir(format!("{name}/{}", language.code()));
    let Some(own) = folder(preset).filter(|_| preset != SHARED) else {
        let nearest = near::list(preset, names());
        return Err(PresetFault::Unknown { preset: preset.to_owned(), nearest }.into());
    };
    let mut files = BTreeMap::new();
    for dir in folder(SHARED).into_iter().chain([own]) {
        collect(dir, dir, &mut files);
    }
    Ok(files.into_iter().collect())
}

fn collect(top: &Dir<'static>, dir: &Dir<'static>, files: &mut BTreeMap<PathBuf, &'static [u8]>) {
    for entry in dir.entries() {
        match entry {
            DirEntry::Dir(inner) => collect(top, inner, files),
            DirEntry::File(file) => {
                let path = file.path().strip_prefix(top.path()).ok();
                files.extend(path.map(|path| (path.to_owned(), file.contents())));
            }
        }
    }
}
