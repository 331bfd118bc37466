//! The real environment in, an exit code out.
use std::process::ExitCode;

use tickets::cli::{Environment, answer_completion, run};

fn main() -> ExitCode {
    #[expect(clippy::disallowed_methods, reason = "this is where arguments are read")]
    let arguments: Vec<_> = std::env::args_os().collect();
    answer_completion(&arguments);
    match Environment::read() {
        Ok(environment) => run(arguments, environment),
        // Only a working directory that was removed leads here.
        Err(_) => ExitCode::FAILURE,
    }
}
