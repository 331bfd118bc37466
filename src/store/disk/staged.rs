//! Files that are written beside their place and take it whole.
use std::fs::Permissions;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use super::{make_dir, mode_of, sync_parent, write_fault};
use crate::fault::Result;

/// A file written and flushed under a temporary name, not yet in its place.
pub struct Staged(NamedTempFile);

/// Writes `bytes` to a new temporary file in `scratch` and flushes it to disk.
pub fn stage(scratch: &Path, bytes: &[u8], access: &Access) -> Result<Staged> {
    make_dir(scratch)?;
    let staged = (|| {
        let mut file = access.new_file_in(scratch)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        Ok(file)
    })();
    staged.map(Staged).map_err(|cause| write_fault(scratch, &cause).into())
}

impl Staged {
    /// Puts the file in its place, replacing what is there, and flushes the directory.
    pub fn put(self, path: &Path) -> Result<()> {
        if let Some(dir) = path.parent() {
            make_dir(dir)?;
        }
        self.put_unflushed(path)?;
        sync_parent(path)
    }

    /// Puts the file in its place, in a directory that the caller flushes with [`flush_dir`](super::flush_dir).
    pub fn put_unflushed(self, path: &Path) -> Result<()> {
        self.0.persist(path).map(drop).map_err(|failed| write_fault(path, &failed.error).into())
    }
}

/// Who may read a file that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Access {
    /// Whoever the umask lets.
    Shared,
    /// Its owner alone.
    Private,
    /// Exactly these permission bits.
    Mode(u32),
}

impl Access {
    /// The permission bits of the file at `path`, or of a new one.
    pub fn of(path: &Path) -> Self {
        mode_of(path).map_or(Self::Shared, Self::Mode)
    }

    /// A new temporary file for these readers; what is not for everybody never was.
    #[cfg(unix)]
    fn new_file_in(self, dir: &Path) -> io::Result<NamedTempFile> {
        use std::os::unix::fs::PermissionsExt;
        let mode = if self == Self::Shared { 0o666 } else { 0o600 };
        let file = tempfile::Builder::new().permissions(Permissions::from_mode(mode)).tempfile_in(dir)?;
        if let Self::Mode(mode) = self {
            file.as_file().set_permissions(Permissions::from_mode(mode & 0o7777))?;
        }
        Ok(file)
    }

    #[cfg(not(unix))]
    fn new_file_in(self, dir: &Path) -> io::Result<NamedTempFile> {
        NamedTempFile::new_in(dir)
    }
}
