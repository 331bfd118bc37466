//! What is remembered of a directory so that it need not be listed anew. It may be lost at any time.
#![expect(clippy::disallowed_methods, reason = "a part of the home of file access")]
use std::fs;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

/// File systems tell times in steps. Whatever was noted within this time of a change may have missed
/// another change.
const STEP: Duration = Duration::from_secs(2);

/// When a directory last changed, as a text that differs for every change but those within one step of
/// the file system's clock; `None` when there is no directory.
pub fn stamp(dir: &Path) -> Option<String> {
    let since = modified(dir)?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Some(format!("{}.{:09}", since.as_secs(), since.subsec_nanos()))
}

/// What was remembered at `path`, and whether it was noted long enough after the last change of `dir`.
pub fn recall(path: &Path, dir: &Path) -> Option<(String, bool)> {
    let text = fs::read_to_string(path).ok()?;
    let is_settled = modified(path)?.duration_since(modified(dir)?).is_ok_and(|age| age >= STEP);
    Some((text, is_settled))
}

/// Remembers a text. Where nothing can be written nothing is remembered.
pub fn remember(path: &Path, text: &str) {
    let Some(dir) = path.parent() else { return };
    let written = fs::create_dir_all(dir).and_then(|()| NamedTempFile::new_in(dir)).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        Ok(file)
    });
    let _ = written.map(|file| file.persist(path));
}

/// What time it is by the clock of the file system that holds `dir`; `None` where nothing can be written.
pub fn clock(dir: &Path) -> Option<SystemTime> {
    fs::create_dir_all(dir).ok()?;
    NamedTempFile::new_in(dir).ok()?.as_file().metadata().ok()?.modified().ok()
}

/// Whether a file may have become what it is after `since`: written, renamed, or put there with an old date.
pub fn is_changed(path: &Path, since: SystemTime) -> bool {
    let changed = path.symlink_metadata().ok().and_then(|about| changed(&about));
    changed.is_none_or(|changed| changed + STEP >= since)
}

#[cfg(unix)]
fn changed(about: &fs::Metadata) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt;
    Some(SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(about.ctime()).ok()?))
}

#[cfg(not(unix))]
fn changed(about: &fs::Metadata) -> Option<SystemTime> {
    about.modified().ok()
}

fn modified(path: &Path) -> Option<SystemTime> {
    path.metadata().ok()?.modified().ok()
}
