//! Reading many ticket files on every core.
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::path::Path;

use super::find::{self, Found};
use super::{disk, file};
use crate::domain::ticket::Ticket;
use crate::fault::{Problem, Result};

/// What a worker gathers; workers take neighbouring stretches of the files, so that gathering their
/// results in turn keeps the files' order.
pub trait Gather: Send {
    /// The text of a file, before it is understood.
    fn text(&mut self, _found: &Found, _text: &str) {}
    /// One ticket was read.
    fn ticket(&mut self, found: &Found, ticket: Ticket);
    /// One file could not be read.
    fn invalid(&mut self, found: &Found, problem: Problem);
}

/// Reads `files` of the desk at `root`; every worker gets a gatherer from `make`.
pub fn scan<G: Gather>(root: &Path, files: &[Found], make: impl Fn() -> G + Sync) -> Vec<G> {
    let work = |files: &[Found]| {
        let mut gatherer = make();
        let mut bytes = Vec::new();
        for found in files {
            match read(root, found, &mut bytes, &mut gatherer) {
                Ok(ticket) => gatherer.ticket(found, ticket),
                Err(problem) => gatherer.invalid(found, problem),
            }
        }
        gatherer
    };
    in_stretches(files, work)
}

/// What `work` makes of each of some neighbouring stretches of `items`, in order, on every core.
pub fn in_stretches<T: Sync, R: Send>(items: &[T], work: impl Fn(&[T]) -> R + Sync) -> Vec<R> {
    let workers = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let stretch = items.len().div_ceil(workers).max(FEW);
    if items.len() <= stretch {
        return vec![work(items)];
    }
    std::thread::scope(|scope| {
        let work = &work;
        let workers: Vec<_> = items.chunks(stretch).map(|items| scope.spawn(move || work(items))).collect();
        // A worker that panicked must not pass for one that found nothing.
        let join =
            |worker: std::thread::ScopedJoinHandle<'_, R>| worker.join().unwrap_or_else(|panic| resume_unwind(panic));
        workers.into_iter().map(join).collect()
    })
}

/// Below this many files another thread costs more than it saves.
const FEW: usize = 256;

fn read(root: &Path, found: &Found, bytes: &mut Vec<u8>, gatherer: &mut impl Gather) -> Result<Ticket> {
    if disk::read_into(&root.join(&found.path), bytes)? {
        return parse(found, bytes, gatherer);
    }
    let moved = find::moved(root, &found.reference)?.unwrap_or_else(|| found.clone());
    if disk::read_into(&root.join(&moved.path), bytes)? {
        return parse(&moved, bytes, gatherer);
    }
    Err(file::FileFault::Vanished { path: found.path.display().to_string() }.into())
}

fn parse(found: &Found, bytes: &mut Vec<u8>, gatherer: &mut impl Gather) -> Result<Ticket> {
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => {
            gatherer.text(found, text);
            file::ticket_of(&found.path, text)
        }
        Err(_) => file::ticket_of(&found.path, &disk::text_of(&found.path, std::mem::take(bytes))?),
    }
}
