//! The only caller of the file system.
//!
//! Files are replaced whole: written beside, flushed to disk, renamed. A reader never sees half a
//! file, whenever the writer is killed.
#![expect(clippy::disallowed_methods, reason = "this is the home of file access")]
pub mod memory;
mod staged;

use std::fs::{self, File, Permissions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

pub use self::staged::{Access, Staged, stage};
use crate::fault::{Place, Problem, Result};
use crate::faults;

faults! {
    /// What the file system refused.
    pub enum DiskFault {
        "file-unreadable" => Read { path: String, cause: String },
        "file-unwritable" => Write { path: String, cause: String },
        "disk-full" => Full { path: String },
        "read-only" => Denied { path: String },
        "file-irregular" => Irregular { path: String },
        "folder-expected" => NoFolder { path: String },
        "file-too-large" => TooLarge { path: String, size: u64, limit: u64 },
        "file-not-utf8" => NotUtf8 { path: String, line: usize },
        "file-utf16" => Utf16 { path: String },
    }
}

/// How much of a line is shown that cannot be read, in characters.
const LONGEST_EXCERPT: usize = 400;

/// The largest file that is read as text: far above any ticket, far below what would hurt.
pub const LARGEST: u64 = 16 << 20;

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn read_fault(path: &Path, cause: &io::Error) -> DiskFault {
    DiskFault::Read { path: shown(path), cause: cause.to_string() }
}

fn write_fault(path: &Path, cause: &io::Error) -> DiskFault {
    let path = shown(path);
    match cause.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => DiskFault::Full { path },
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => DiskFault::Denied { path },
        _ => DiskFault::Write { path, cause: cause.to_string() },
    }
}

/// The bytes of a file; `None` when there is none.
pub fn read(path: &Path) -> Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    Ok(read_into(path, &mut bytes)?.then_some(bytes))
}

/// The text of a file that a person names, or of a pipe; `None` when there is none.
pub fn read_given_text(path: &Path) -> Result<Option<String>> {
    let mut bytes = Vec::new();
    pour(path, &mut bytes)?.then(|| text_of(path, bytes)).transpose()
}

/// Reads a file into `bytes`, replacing what was there; `false` when there is no such file. Nobody may ever write to a
/// pipe, so that none is read.
pub fn read_into(path: &Path, bytes: &mut Vec<u8>) -> Result<bool> {
    if path.metadata().is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        return Err(DiskFault::Irregular { path: shown(path) }.into());
    }
    pour(path, bytes)
}

fn pour(path: &Path, bytes: &mut Vec<u8>) -> Result<bool> {
    bytes.clear();
    let file = match File::open(path) {
        Ok(file) => file,
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(false),
        Err(cause) => return Err(read_fault(path, &cause).into()),
    };
    let read = (&file).take(LARGEST + 1).read_to_end(bytes).map_err(|cause| read_fault(path, &cause))?;
    if read as u64 > LARGEST {
        let size = file.metadata().map_or(LARGEST, |metadata| metadata.len());
        return Err(DiskFault::TooLarge { path: shown(path), size, limit: LARGEST }.into());
    }
    Ok(true)
}

/// The text of a file; `None` when there is none.
pub fn read_text(path: &Path) -> Result<Option<String>> {
    read(path)?.map(|bytes| text_of(path, bytes)).transpose()
}

/// The text that bytes spell.
pub fn text_of(path: &Path, bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).map_err(|wrong| {
        let (valid, rest) = wrong.as_bytes().split_at(wrong.utf8_error().valid_up_to());
        let line = 1 + memchr::memchr_iter(b'\n', valid).count();
        let start = memchr::memrchr(b'\n', valid).map_or(0, |end| end + 1);
        let before = String::from_utf8_lossy(&valid[start..]);
        let after = String::from_utf8_lossy(rest.split(|byte| *byte == b'\n').next().unwrap_or_default());
        let excerpt = before.chars().chain(after.chars()).take(LONGEST_EXCERPT).collect();
        let place = Place { file: path.to_owned(), line, column: before.chars().count() + 1, excerpt };
        let is_marked = [b"\xff\xfe", b"\xfe\xff"].iter().any(|mark| wrong.as_bytes().starts_with(*mark));
        let is_utf16 = is_marked && wrong.as_bytes().len().is_multiple_of(2);
        let fault = if is_utf16 {
            DiskFault::Utf16 { path: shown(path) }
        } else {
            DiskFault::NotUtf8 { path: shown(path), line }
        };
        Problem::from(fault).at(place)
    })
}

/// The names in a directory that do not begin with a dot, sorted; none when there is no directory.
pub fn list(dir: &Path) -> Result<Vec<String>> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(cause) if matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(Vec::new()),
        Err(cause) => return Err(read_fault(dir, &cause).into()),
    };
    let mut names = Vec::new();
    for entry in entries {
        let name = entry.map_err(|cause| read_fault(dir, &cause))?.file_name();
        names.extend(name.to_str().filter(|name| !name.starts_with('.')).map(str::to_owned));
    }
    names.sort_unstable();
    Ok(names)
}

/// Whether there is a file or directory of that name.
pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Whether there is a directory of that name.
pub fn is_dir(path: &Path) -> bool {
    path.is_dir()
}

/// Whether a directory holds nothing at all.
pub fn is_empty_dir(path: &Path) -> Result<bool> {
    let mut entries = fs::read_dir(path).map_err(|cause| read_fault(path, &cause))?;
    Ok(entries.next().is_none())
}

/// Refuses what stands where a directory belongs and is none.
pub fn require_dir(root: &Path, folder: &str) -> Result<()> {
    let dir = root.join(folder);
    if exists(&dir) && !is_dir(&dir) {
        return Err(Problem::from(DiskFault::NoFolder { path: folder.to_owned() }).at(Place::whole(folder.into())));
    }
    Ok(())
}

/// Makes a directory and those above it.
pub fn make_dir(dir: &Path) -> Result<()> {
    fs::create_dir_all(dir).map_err(|cause| write_fault(dir, &cause).into())
}

/// Makes a directory that only its owner can enter.
pub fn make_private_dir(dir: &Path) -> Result<()> {
    make_dir(dir)?;
    restrict(dir, 0o700)
}

#[cfg(unix)]
fn restrict(path: &Path, mode: u32) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, Permissions::from_mode(mode)).map_err(|cause| write_fault(path, &cause).into())
}

#[cfg(not(unix))]
fn restrict(_: &Path, _: u32) -> Result<()> {
    Ok(())
}

#[cfg(unix)]
fn mode_of(path: &Path) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    Some(path.metadata().ok()?.permissions().mode())
}

#[cfg(not(unix))]
fn mode_of(_: &Path) -> Option<u32> {
    None
}

/// Renames a file within the desk; the caller flushes both directories with [`flush_dir`].
pub fn rename_unflushed(from: &Path, to: &Path) -> Result<()> {
    if let Some(dir) = to.parent() {
        make_dir(dir)?;
    }
    fs::rename(from, to).map_err(|cause| write_fault(to, &cause).into())
}

/// Removes a file and flushes its directory; none there is no error.
pub fn remove(path: &Path) -> Result<()> {
    remove_unflushed(path)?;
    sync_parent(path)
}

/// Removes a file, whose directory the caller flushes with [`flush_dir`]; none there is no error.
pub fn remove_unflushed(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => Err(write_fault(path, &cause).into()),
        _ => Ok(()),
    }
}

fn sync_parent(path: &Path) -> Result<()> {
    path.parent().map_or(Ok(()), flush_dir)
}

/// Flushes the names in a directory to disk; none there is no error.
#[cfg(unix)]
pub fn flush_dir(dir: &Path) -> Result<()> {
    match File::open(dir).and_then(|dir| dir.sync_all()) {
        Err(cause) if cause.kind() != ErrorKind::NotFound => Err(write_fault(dir, &cause).into()),
        _ => Ok(()),
    }
}

/// Flushes the names in a directory to disk; none there is no error.
#[cfg(not(unix))]
pub fn flush_dir(_: &Path) -> Result<()> {
    Ok(())
}

/// Opens a file for locking, making it when there is none.
pub fn open_lock(path: &Path) -> Result<File> {
    if let Some(dir) = path.parent() {
        make_dir(dir)?;
    }
    let open = fs::OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
    open.map_err(|cause| write_fault(path, &cause).into())
}

/// All files below the directory `folder` of `root`, relative to `root`, sorted by the bytes of their
/// paths; dot files and directories are passed over.
pub fn walk(root: &Path, folder: &str) -> Result<Vec<PathBuf>> {
    let below = tree(root, folder)?;
    Ok(below.into_iter().filter(|(_, is_dir)| !is_dir).map(|(path, _)| path).collect())
}

/// Everything below the directory `folder` of `root`, as [`walk`] gives it, with whether it is a
/// directory.
pub fn tree(root: &Path, folder: &str) -> Result<Vec<(PathBuf, bool)>> {
    let dir = root.join(folder);
    let hidden = |entry: &walkdir::DirEntry| entry.file_name().as_encoded_bytes().starts_with(b".");
    let entries = walkdir::WalkDir::new(&dir).min_depth(1).into_iter();
    let mut below = Vec::new();
    for entry in entries.filter_entry(|entry| !hidden(entry)) {
        match entry {
            Ok(entry) => {
                let path = entry.path().strip_prefix(root).map(Path::to_owned);
                below.extend(path.ok().map(|path| (path, entry.file_type().is_dir())));
            }
            Err(cause) if cause.io_error().is_some_and(|cause| cause.kind() == ErrorKind::NotFound) => {}
            Err(cause) => return Err(DiskFault::Read { path: shown(&dir), cause: cause.to_string() }.into()),
        }
    }
    // Comparing paths part by part would cost ten times as much.
    below.sort_unstable_by(|(one, _), (other, _)| one.as_os_str().cmp(other.as_os_str()));
    Ok(below)
}

/// Whether users other than the owner may look into a file or directory.
pub fn is_open_to_others(path: &Path) -> bool {
    mode_of(path).is_some_and(|mode| mode & 0o077 != 0)
}

/// The path without links and `..`; `None` when there is nothing.
pub fn real(path: &Path) -> Result<Option<PathBuf>> {
    match path.canonicalize() {
        Ok(path) => Ok(Some(path)),
        Err(cause) if matches!(cause.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(cause) => Err(read_fault(path, &cause).into()),
    }
}

/// Writes a file that nothing else depends on, such as a report: whole or not at all. Links are
/// followed, and what is no file, such as `/dev/stdout` or a pipe, is written to as it stands.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if path.metadata().is_ok_and(|found| !found.is_file()) {
        let opened = fs::OpenOptions::new().write(true).open(path);
        return opened.and_then(|mut file| file.write_all(bytes)).map_err(|cause| write_fault(path, &cause).into());
    }
    let real = real(path)?.unwrap_or_else(|| path.to_owned());
    let dir = real.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    stage(dir, bytes, &Access::of(&real))?.put(&real)
}

/// Replaces the bytes of a file that another program made for this one and keeps safe itself.
pub fn overwrite(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).map_err(|cause| write_fault(path, &cause).into())
}

/// Removes every file of a directory, also those whose names begin with a dot.
pub fn clear(dir: &Path) -> Result<()> {
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(()),
        Err(cause) => return Err(read_fault(dir, &cause).into()),
    };
    for entry in entries {
        let path = entry.map_err(|cause| read_fault(dir, &cause))?.path();
        fs::remove_file(&path).map_err(|cause| write_fault(&path, &cause))?;
    }
    Ok(())
}

/// A temporary file of the system; removed when dropped.
pub struct Scratch(NamedTempFile);

/// A temporary file that holds `text`, for an editor.
pub fn scratch_file(text: &str) -> Result<Scratch> {
    let made = tempfile::Builder::new().prefix("tickets-").suffix(".md").tempfile().and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.flush()?;
        Ok(Scratch(file))
    });
    made.map_err(|cause| write_fault(Path::new("tickets-*.md"), &cause).into())
}

impl Scratch {
    /// Where it is.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Lets the file stay; its path, when that worked.
    pub fn keep(self) -> Option<PathBuf> {
        self.0.keep().ok().map(|(_, path)| path)
    }
}

/// All bytes of a file that is to be attached, however large; `None` when there is none.
pub fn read_whole(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(read_fault(path, &cause).into()),
    }
}
