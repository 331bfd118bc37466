//! The files of a desk, as a test looks at them and changes them.
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The directory of a desk.
#[derive(Debug, Clone)]
pub struct Files {
    /// Where it is.
    pub root: PathBuf,
}

impl Files {
    /// The path of a file of it.
    pub fn path(&self, file: impl AsRef<Path>) -> PathBuf {
        self.root.join(file)
    }

    /// The one file of the ticket `number`, open or closed, relative to the desk.
    #[track_caller]
    pub fn file(&self, number: &str) -> PathBuf {
        let mut found = self.files().into_keys().filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with(number) && name.ends_with(".yaml") && !path.starts_with("surveys")
        });
        let file = found.next().unwrap_or_else(|| panic!("no file of {number}"));
        assert_eq!(found.next(), None, "one file of {number}");
        file
    }

    /// The text of a file of it.
    #[track_caller]
    pub fn read(&self, file: impl AsRef<Path>) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    /// Writes a file of it, and the directories it needs.
    #[track_caller]
    pub fn write(&self, file: impl AsRef<Path>, bytes: impl AsRef<[u8]>) {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Changes a text of a file of it.
    #[track_caller]
    pub fn replace(&self, file: impl AsRef<Path>, from: &str, to: &str) {
        let text = self.read(&file);
        assert!(text.contains(from), "{from} in {text}");
        self.write(file, text.replacen(from, to, 1));
    }

    /// All files and their bytes, without git's and the program's local state.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut dirs = vec![self.root.clone()];
        while let Some(dir) = dirs.pop() {
            for entry in fs::read_dir(dir).unwrap() {
                let path = entry.unwrap().path();
                let inside = path.strip_prefix(&self.root).unwrap().to_owned();
                if inside.starts_with(".tickets") || inside.starts_with(".git") {
                    continue;
                }
                if path.is_dir() {
                    dirs.push(path);
                } else {
                    files.insert(inside, fs::read(&path).unwrap());
                }
            }
        }
        files
    }
}
