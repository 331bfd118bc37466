//! Setting right what can be set right without asking: each ticket with all that refers to it in
//! one transaction.
//!
//! What is decided follows from the files alone, so that two clones that hold the same files decide
//! alike, in whatever order they are read.
mod attachments;
mod plan;
mod renumber;
mod tidy;
mod unite;

use std::path::Path;

use super::examine::Labelled;
use super::fault::Mended;
use super::{Checked, Finding, Severity};
use crate::fault::{Problem, Result};
use crate::store::transaction::Transaction;
use crate::store::writer::Writer;
use crate::store::yaml::{self, Edit};
use crate::store::{disk, responses};

/// Mends all that `check` finds and that is safe to mend: writes the codes of labels, unites the files of one ticket, settles
/// double numbers (the ticket created first keeps its number, ties by key, the others get the next
/// free ones), then makes heads, folders and references follow from the histories. What was done, and
/// what is found after it.
pub fn all(writer: &Writer, check: impl Fn() -> Checked) -> (Vec<Finding>, Checked) {
    let mut done = Vec::new();
    let mut checked = check();
    // A file whose status is none says nothing of its other keys before that is set right.
    for mend in [labels, labels, unite::all, renumber::all, rest] {
        let some = mend(writer, &checked);
        if !some.is_empty() {
            checked = check();
            done.extend(some);
        }
    }
    (done, checked)
}

/// Labels where codes should stand.
fn labels(writer: &Writer, checked: &Checked) -> Vec<Finding> {
    let mend = |Labelled { file, key, label, code }: &Labelled| match write(writer, file, key, code.as_str()) {
        Ok(()) => mended(file, Mended::Label { label: label.to_string(), code: code.to_string() }),
        Err(problem) => Finding::error(file, problem),
    };
    checked.examined.labels.iter().map(mend).collect()
}

fn rest(writer: &Writer, checked: &Checked) -> Vec<Finding> {
    let mut done = references(writer, checked);
    done.extend(attachments::all(writer, checked));
    for file in &checked.examined.untidy {
        done.extend(tidy::ticket(writer, file).unwrap_or_else(|problem| vec![Finding::error(file, problem)]));
    }
    done
}

fn mended(file: &Path, what: Mended) -> Finding {
    Finding::new(Severity::Mended, file, what)
}

/// Mentions of a ticket by a number that it had.
fn references(writer: &Writer, checked: &Checked) -> Vec<Finding> {
    let mut done = Vec::new();
    for mention in checked.examined.mentions.iter().filter(|mention| !checked.names.has(&mention.to)) {
        let Some(now) = checked.examined.now(&mention.to) else { continue };
        let what = || Mended::Reference { from: mention.to.to_string(), to: now.to_string() };
        done.push(match write(writer, &mention.file, &mention.path, &now.to_string()) {
            Ok(()) => mended(&mention.file, what()),
            Err(problem) => Finding::error(&mention.file, problem),
        });
    }
    done
}

fn write(writer: &Writer, file: &Path, path: &str, to: &str) -> Result<()> {
    let mut transaction = Transaction::new();
    edit(writer.root(), file, &[set(path, to)], &mut transaction)?;
    transaction.commit(writer)
}

fn set<'a>(path: &'a str, text: &str) -> Edit<'a> {
    Edit::Set { path: yaml::Path::parse(path), value: text.into() }
}

fn edit(root: &Path, file: &Path, edits: &[Edit<'_>], transaction: &mut Transaction) -> Result<()> {
    let before = text(root, file)?;
    let after = yaml::apply(&before, edits).map_err(|problem| problem.in_file(file))?;
    transaction.replace(file.to_owned(), before, after);
    Ok(())
}

fn text(root: &Path, file: &Path) -> Result<String> {
    let vanished = || responses::ResponseFault::Vanished { path: file.display().to_string() };
    disk::read_text(&root.join(file))?.ok_or_else(|| Problem::from(vanished()))
}
