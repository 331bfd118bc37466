//! The real environment in, an exit code out.
use std::process::ExitCode;

use tickets::cli::{Environment, answer_completion, run};

fn main() -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "this is where arguments are read")]
    let arguments: Vec<_> = std::env::args_os().collect();
    answer_completion(&arguments);
    let _ = refuse_large_files();
    match Environment::read() {
        Ok(environment) => run(arguments, environment),
        // Only a working directory that was removed leads here.
        Err(_) => ExitCode::FAILURE,
    }
}

/// Lets a write beyond the limit of a file's size fail, as on a disk that is full, where it would end the program halfway.
#[cfg(unix)]
fn refuse_large_files() -> std::io::Result<()> {
    let handled = std::sync::Arc::default();
    signal_hook::flag::register(signal_hook::consts::SIGXFSZ, handled).map(drop)
}

#[cfg(not(unix))]
fn refuse_large_files() -> std::io::Result<()> {
    Ok(())
}
