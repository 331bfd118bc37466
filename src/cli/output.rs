//! Standard output and error: data on one, everything else on the other. A pipe that is closed
//! early is no error.
use std::io::{self, ErrorKind, Write};

use crate::fault::Result;
use crate::faults;
use crate::render::sanitize;

faults! {
    /// Why output could not be written.
    pub enum OutputFault {
        "output-failed" => Failed { cause: String },
    }
}

/// Writes data to standard output.
pub fn data(text: &str) -> Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(cause) if cause.kind() != ErrorKind::BrokenPipe => {
            Err(OutputFault::Failed { cause: cause.to_string() }.into())
        }
        _ => Ok(()),
    }
}

/// Writes data and ends the line.
pub fn line(text: &str) -> Result<()> {
    data(&format!("{text}\n"))
}

/// Writes a JSON document for people and programs: over several lines, without a control that a terminal obeys.
pub fn json(document: &serde_json::Value) -> Result<()> {
    line(&sanitize::json(serde_json::to_string_pretty(document).unwrap_or_default()))
}

/// Tells a person something, on standard error. When that is closed nobody listens.
pub fn tell(text: &str) {
    let _ = writeln!(io::stderr().lock(), "{text}");
}
