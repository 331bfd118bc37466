//! `$VISUAL` or `$EDITOR`, for texts too long for a line.
#![expect(clippy::disallowed_methods, reason = "this is where the editor is run")]
use std::process::Command;

use super::context::Context;
use crate::fault::Result;
use crate::faults;
use crate::store::disk::{self, Scratch};

faults! {
    /// Why no text came from the editor.
    pub enum EditorFault {
        "editor-missing" => Missing { editor: String, cause: String },
        "editor-failed" => Failed { editor: String },
    }
}

/// Lets the person edit `text`; lines that begin with `#!` are comments and left out.
pub fn edit(context: &Context, text: &str) -> Result<String> {
    let editor = ["VISUAL", "EDITOR"].iter().find_map(|name| context.environment.variable(name));
    let editor = editor.unwrap_or_else(|| "vi".to_owned());
    let comment = context.say("editor-comment", &[]);
    let scratch = disk::scratch_file(&format!("{text}\n#! {comment}\n"))?;
    // As git does: the value may hold arguments, so a shell takes it apart.
    let status = Command::new("sh").args(["-c", &format!("{editor} \"$1\""), "sh"]).arg(scratch.path()).status();
    match status {
        Ok(status) if status.success() => {}
        Ok(_) => return Err(EditorFault::Failed { editor }.into()),
        Err(cause) => return Err(EditorFault::Missing { editor, cause: cause.to_string() }.into()),
    }
    let text = disk::read_text(scratch.path())?.unwrap_or_default();
    let lines: Vec<_> = text.lines().filter(|line| !line.starts_with("#!")).collect();
    let text = lines.join("\n");
    context.written.replace(Some(scratch).filter(|_| !text.trim().is_empty()));
    Ok(text)
}

/// Keeps what was written in the editor for a command that failed, and says where.
pub fn keep(context: &Context) {
    if let Some(path) = context.written.take().and_then(Scratch::keep) {
        context.tell("editor-kept", &[("path", &path.display().to_string())]);
    }
}
