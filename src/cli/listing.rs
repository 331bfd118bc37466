//! What listings share: how many rows they have, in which form, and what becomes of files that cannot be read.
use clap::Args;

use super::context::Context;
use super::form::Form;
use super::{output, present};
use crate::fault::{Problem, Result};

/// How much of a listing is shown, and how.
#[derive(Debug, Clone, Default, Args)]
pub struct Listing {
    /// At most this many
    #[arg(short = 'n', long, value_name = "COUNT")]
    limit: Option<usize>,
    #[command(flatten)]
    pub lenience: Lenience,
    #[command(flatten)]
    pub form: Form,
}

impl Listing {
    /// Keeps as many of the rows as are wanted, from the first on.
    pub fn cut<T>(&self, rows: &mut Vec<T>) {
        rows.truncate(self.limit.unwrap_or(usize::MAX));
    }
}

/// Whether files that cannot be read are left out.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Lenience {
    /// Leave out files that cannot be read, and say how many
    #[arg(long)]
    pub skip_invalid: bool,
}

/// How many files are left out.
#[derive(Debug, Clone, Copy, Default)]
pub struct LeftOut(pub usize);

impl Lenience {
    /// Counts the files that are left out.
    ///
    /// # Errors
    /// What is wrong with the first, when none may be left out; of the others it is told.
    pub fn settle(self, context: &Context, invalid: Vec<Problem>) -> Result<LeftOut> {
        let count = invalid.len();
        let mut invalid = invalid.into_iter();
        match invalid.next() {
            Some(first) if !self.skip_invalid => {
                invalid.for_each(|other| output::tell(&present::problem(&other, context.language)));
                Err(first)
            }
            _ => Ok(LeftOut(count)),
        }
    }
}

impl LeftOut {
    /// Says how many, when there are any.
    pub fn tell(self, context: &Context) {
        if self.0 > 0 {
            context.tell("skipped-invalid", &[("count", &self.0.to_string())]);
        }
    }
}
