//! Desks that tests of the store lay down.
#![expect(clippy::disallowed_methods, reason = "tests look at the files themselves")]

/// The month of [`archive`].
pub const MONTH: &str = "archive/2026/10";

/// A desk with one month in its archive, where nothing stands yet.
pub fn archive() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(dir.path().join(MONTH)).unwrap();
    dir
}
