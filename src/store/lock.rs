//! One lock per desk for writers; readers never wait.
use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::disk;
use crate::fault::Result;
use crate::faults;

faults! {
    /// Why the desk could not be locked.
    pub enum LockFault {
        "desk-locked" => Held { holder: String, seconds: u64 },
        "lock-failed" => Failed { path: String, cause: String },
    }
}

/// Held while a command writes; let go when dropped, also when the process is killed.
#[derive(Debug)]
pub struct Lock {
    path: PathBuf,
    file: File,
    /// Whether its holder held it before, and nobody since.
    is_again: bool,
}

const PAUSE: Duration = Duration::from_millis(5);
/// For how long the lock is let go so that whoever waits for it gets it.
pub const TURN: Duration = Duration::from_millis(15);

impl Lock {
    /// Locks the file at `path` for the command `holder`, waiting at most `patience`. The first line of `holder` is for
    /// people; all of it tells the command from every other.
    pub fn acquire(path: &Path, holder: &str, patience: Duration) -> Result<Self> {
        let mut file = disk::open_lock(path)?;
        let mut waited = Duration::ZERO;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self::signed(path, file, holder)),
                Err(TryLockError::WouldBlock) if waited < patience => {
                    std::thread::sleep(PAUSE);
                    waited += PAUSE;
                }
                Err(TryLockError::WouldBlock) => {
                    return Err(LockFault::Held { holder: holder_of(&mut file), seconds: patience.as_secs() }.into());
                }
                Err(TryLockError::Error(cause)) => {
                    return Err(failed(path, &cause).into());
                }
            }
        }
    }

    /// Leaves word of who holds the lock; it only serves a message, so a failure is no matter.
    fn signed(path: &Path, mut file: File, holder: &str) -> Self {
        let mut before = String::new();
        let is_again = file.read_to_string(&mut before).is_ok() && before.trim_end() == holder;
        let _ = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| writeln!(file, "{holder}"));
        Self { path: path.to_owned(), file, is_again }
    }

    /// Whether the holder held it before, and nobody since.
    pub const fn is_again(&self) -> bool {
        self.is_again
    }

    /// The locked file again; the lock is let go when the last of them is closed.
    pub fn share(&self) -> Result<File> {
        Ok(self.file.try_clone().map_err(|cause| failed(&self.path, &cause))?)
    }
}

fn failed(path: &Path, cause: &std::io::Error) -> LockFault {
    LockFault::Failed { path: path.display().to_string(), cause: cause.to_string() }
}

fn holder_of(file: &mut File) -> String {
    let mut holder = String::new();
    let read = file.take(200).read_to_string(&mut holder);
    match (read, holder.lines().next().map(str::trim)) {
        (Ok(_), Some(name)) if !name.is_empty() => name.to_owned(),
        _ => "?".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_writer_is_told_who_holds_the_lock() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(".tickets/lock");
        let held = Lock::acquire(&path, "new (process 7)\n1", Duration::ZERO).unwrap();
        let refused = Lock::acquire(&path, "close", Duration::from_millis(10)).unwrap_err();
        assert_eq!(refused.code(), "desk-locked");
        assert_eq!(refused.args()[0].1, "new (process 7)");
        drop(held);
        assert!(Lock::acquire(&path, "close", Duration::ZERO).is_ok());
    }

    #[test]
    fn whoever_comes_again_knows_whether_somebody_came_between() {
        let dir = tempfile::tempdir().unwrap();
        let again = |holder: &str| Lock::acquire(&dir.path().join("lock"), holder, Duration::ZERO).unwrap().is_again();
        // The second 7 is another process of that number.
        assert_eq!(["7\n1", "7\n1", "8\n1", "7\n1", "7\n2"].map(again), [false, true, false, false, false]);
    }
}
