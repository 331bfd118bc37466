//! From the bytes of a file to UTF-8 with LF line ends, without replacing anything.
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};
use std::borrow::Cow;
use std::io::{self, Read};
use std::ops::Range;

use super::fault::ImportFault;

/// How many bytes are decoded at a time.
const CHUNK: usize = 64 * 1024;
/// Room for what a chunk becomes; no encoding gives more than three bytes for one.
const ROOM: usize = 3 * CHUNK + 16;

/// The encoding of a name such as `utf-8`, `gbk`, `latin1`, `utf-16le`; UTF-8 when none is given.
pub(super) fn named(name: Option<&str>) -> Result<&'static Encoding, ImportFault> {
    let Some(name) = name else { return Ok(UTF_8) };
    Encoding::for_label(name.as_bytes()).ok_or_else(|| ImportFault::Encoding { encoding: name.to_owned() })
}

/// Text that cannot be decoded, on its way through [`io::Error`].
#[derive(Debug, thiserror::Error)]
#[error("text that cannot be decoded")]
pub(super) struct Undecodable {
    /// The bytes in hexadecimal; `None` for a NUL character.
    pub(super) bytes: Option<String>,
    pub(super) encoding: &'static str,
    /// From 1.
    pub(super) line: usize,
    /// In characters, from 1.
    pub(super) column: usize,
    /// The line up to there, where it is still at hand.
    pub(super) excerpt: String,
}

/// A reader of UTF-8 text with LF line ends. A byte order mark decides the encoding, and is left out.
pub(super) struct Utf8<R> {
    source: R,
    decoder: Decoder,
    raw: Box<[u8]>,
    /// The bytes of `raw` that are not decoded yet.
    pending: Range<usize>,
    text: Box<[u8]>,
    /// The part of `text` that is not read yet.
    ready: Range<usize>,
    has_ended: bool,
    /// Whether a CR was the last character: an LF after it belongs to the same line end.
    is_after_cr: bool,
    line: usize,
    column: usize,
}

impl<R: Read> Utf8<R> {
    /// Begins to read; without a byte order mark the text is in `encoding`.
    pub(super) fn new(mut source: R, encoding: &'static Encoding) -> io::Result<Self> {
        let mut raw = vec![0; CHUNK].into_boxed_slice();
        let mut filled = 0;
        while filled < 3 {
            match source.read(&mut raw[filled..])? {
                0 => break,
                count => filled += count,
            }
        }
        let (encoding, mark) = Encoding::for_bom(&raw[..filled]).unwrap_or((encoding, 0));
        let decoder = encoding.new_decoder_without_bom_handling();
        let (text, pending) = (vec![0; ROOM].into_boxed_slice(), mark..filled);
        Ok(Self {
            source,
            decoder,
            raw,
            pending,
            text,
            ready: 0..0,
            has_ended: false,
            is_after_cr: false,
            line: 1,
            column: 1,
        })
    }

    /// Decodes until there is text or the end.
    fn fill(&mut self) -> io::Result<()> {
        while self.ready.is_empty() && !self.has_ended {
            if self.pending.is_empty() {
                match self.source.read(&mut self.raw)? {
                    0 => self.has_ended = true,
                    count => self.pending = 0..count,
                }
            }
            self.decode()?;
        }
        Ok(())
    }

    fn decode(&mut self) -> io::Result<()> {
        let input = &self.raw[self.pending.clone()];
        let (result, read, written) =
            self.decoder.decode_to_utf8_without_replacement(input, &mut self.text, self.has_ended);
        self.pending.start += read;
        if let DecoderResult::Malformed(length, after) = result {
            let end = self.pending.start.saturating_sub(usize::from(after));
            let bad = &self.raw[end.saturating_sub(usize::from(length))..end];
            let bytes = bad.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ");
            return Err(self.undecodable(Some(bytes), written));
        }
        if let Some(at) = memchr::memchr(0, &self.text[..written]) {
            return Err(self.undecodable(None, at));
        }
        self.ready = 0..self.unify_line_ends(written);
        let (lines, column, _) = position(&self.text[self.ready.clone()], self.column);
        self.line += lines;
        self.column = column;
        Ok(())
    }

    /// CRLF and CR become LF in the first bytes of `text`, which are `length` many; gives how many remain.
    fn unify_line_ends(&mut self, length: usize) -> usize {
        let text = &mut self.text[..length];
        if !self.is_after_cr && memchr::memchr(b'\r', text).is_none() {
            return length;
        }
        let mut kept = 0;
        for index in 0..length {
            let byte = text[index];
            let is_second = self.is_after_cr && byte == b'\n';
            self.is_after_cr = byte == b'\r';
            if !is_second {
                text[kept] = if self.is_after_cr { b'\n' } else { byte };
                kept += 1;
            }
        }
        kept
    }

    /// The error after `length` bytes of `text`.
    fn undecodable(&mut self, bytes: Option<String>, length: usize) -> io::Error {
        self.has_ended = true;
        let length = self.unify_line_ends(length);
        let (lines, column, line) = position(&self.text[..length], self.column);
        // The start of a line that began in an earlier chunk is gone.
        let is_whole = lines > 0 || self.column == 1;
        io::Error::other(Undecodable {
            bytes,
            encoding: self.decoder.encoding().name(),
            line: self.line + lines,
            column,
            excerpt: if is_whole { line.into_owned() } else { String::new() },
        })
    }
}

/// How many lines end in `text`, the column after it (when it begins at `column`), and its last line.
fn position(text: &[u8], column: usize) -> (usize, usize, Cow<'_, str>) {
    let lines = memchr::memchr_iter(b'\n', text).count();
    let last = memchr::memrchr(b'\n', text).map_or(text, |end| &text[end + 1..]);
    let first_column = if lines == 0 { column } else { 1 };
    // Every byte but a continuation of a character begins one.
    let characters = last.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
    (lines, first_column + characters, String::from_utf8_lossy(last))
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.fill()?;
        let count = buffer.len().min(self.ready.len());
        buffer[..count].copy_from_slice(&self.text[self.ready.start..self.ready.start + count]);
        self.ready.start += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests;
