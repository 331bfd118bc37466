//! The hook that checks what is committed.
use crate::cli::context::Context;
use crate::fault::Result;
use crate::faults;
use crate::git::repository::Repository;
use crate::store::disk::{self, Access};

faults! {
    /// Why no hook is installed.
    pub enum HookFault {
        "git-setup-hook-there" => There { path: String },
    }
}

/// The sample, for a desk at the top of its repository.
const SAMPLE: &str = include_str!("../../../../../examples/hooks/pre-commit");

/// The line of the sample that says where the desk is.
const DESK: &str = "\ndesk=.\n";

/// Puts the hook where git looks for it, unless another one is there.
pub(super) fn install(context: &Context, repository: &Repository) -> Result<()> {
    let path = repository.hooks()?.join("pre-commit");
    let shown = path.display().to_string();
    let text = text(repository);
    match disk::read(&path)? {
        Some(known) if known != text.as_bytes() => return Err(HookFault::There { path: shown }.into()),
        Some(_) => {}
        None => {
            let dir = path.parent().unwrap_or(&repository.common_dir);
            disk::stage(dir, text.as_bytes(), &Access::Mode(0o755))?.put(&path)?;
        }
    }
    context.tell("git-setup-hook", &[("path", &shown)]);
    Ok(())
}

fn text(repository: &Repository) -> String {
    let desk = repository.prefix.display().to_string();
    match desk.trim_end_matches('/') {
        "" => SAMPLE.to_owned(),
        desk => SAMPLE.replace(DESK, &format!("\ndesk='{}'\n", desk.replace('\'', r"'\''"))),
    }
}
