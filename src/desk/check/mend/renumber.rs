//! Double numbers: two clones gave the same one before they met.
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use super::super::fault::Mended;
use super::super::{Checked, Finding, Mention};
use super::plan::{Claim, Giver, losers};
use super::{edit, mended, set, text};
use crate::domain::act::Act;
use crate::domain::ids::TicketRef;
use crate::domain::moment::Moment;
use crate::fault::Result;
use crate::store::file::TicketFile;
use crate::store::find::Found;
use crate::store::transaction::Transaction;
use crate::store::writer::Writer;
use crate::store::yaml::{self, Edit};
use crate::store::{disk, layout, responses};

/// What is settled, and where files went meanwhile.
struct Settler<'a> {
    writer: &'a Writer,
    mentions: &'a [Mention],
    moved: HashMap<PathBuf, PathBuf>,
}

/// Settles every double number that can be decided; what was done.
pub(super) fn all(writer: &Writer, checked: &Checked) -> Vec<Finding> {
    let Some(settings) = &checked.known.settings else { return Vec::new() };
    let taken = checked.names.all().iter().map(|found| &found.reference).chain(checked.examined.former.keys());
    let mut giver = Giver::new(&settings.number, &settings.zone, taken);
    let mut settler = Settler { writer, mentions: &checked.examined.mentions, moved: HashMap::new() };
    let mut done = Vec::new();
    for (found, claim) in checked.names.doubles().flat_map(|group| later(group, &checked.examined.created)) {
        match giver.give(&claim).and_then(|to| settler.settle(found, &to)) {
            Ok(what) => done.extend(what),
            Err(problem) => done.push(Finding::error(&found.path, problem)),
        }
    }
    done
}

/// The tickets of a group that lose its number, in the order of their creation; none while one of
/// them cannot be read, or stands in two places.
fn later<'a>(group: &'a [Found], created: &HashMap<TicketRef, Moment>) -> Vec<(&'a Found, Claim)> {
    let claim =
        |found: &Found| Some(Claim { reference: found.reference.clone(), created: *created.get(&found.reference)? });
    let Some(claims) = group.iter().map(claim).collect::<Option<Vec<_>>>() else { return Vec::new() };
    if group.windows(2).any(|pair| pair[0].reference == pair[1].reference) {
        return Vec::new();
    }
    let with_file = |claim: Claim| Some((group.iter().find(|found| found.reference == claim.reference)?, claim));
    losers(claims).into_iter().filter_map(with_file).collect()
}

impl Settler<'_> {
    /// Gives one ticket another number, and everything that refers to it too.
    fn settle(&mut self, found: &Found, to: &TicketRef) -> Result<Option<Finding>> {
        let file = TicketFile::read(self.writer.root(), &found.path)?;
        let ticket = file.ticket()?;
        if ticket.head.id != found.reference.number {
            return Ok(None);
        }
        let mut edits = vec![Edit::set("id", to.number.as_str()), Edit::push("formerly", ticket.head.id.as_str())];
        let mut paths = Vec::new();
        for (place, entry) in ticket.history.iter().enumerate() {
            if let Act::SurveyAnswered { response, .. } = &entry.act {
                paths.push((format!("history[{place}].response"), renamed(response, &found.reference, to)));
            }
        }
        edits.extend(paths.iter().map(|(path, text)| set(path, text)));
        let after = yaml::apply(&file.text, &edits).map_err(|problem| problem.in_file(&found.path))?;
        let place = found.path.with_file_name(format!("{to}.yaml"));
        let mut transaction = Transaction::new();
        transaction.relocate(found.path.clone(), place.clone(), file.text, after);
        self.follow(found, to, &mut transaction)?;
        transaction.commit(self.writer)?;
        self.moved.insert(found.path.clone(), place.clone());
        Ok(Some(mended(&place, Mended::Number { from: found.reference.to_string(), to: to.to_string() })))
    }

    /// Links in other tickets, survey responses, attachments.
    fn follow(&self, found: &Found, to: &TicketRef, transaction: &mut Transaction) -> Result<()> {
        let reference = to.to_string();
        let mut links: BTreeMap<&Path, Vec<Edit<'_>>> = BTreeMap::new();
        for mention in self.mentions.iter().filter(|mention| mention.to == found.reference) {
            links.entry(&mention.file).or_default().push(set(&mention.path, &reference));
        }
        for (file, edits) in links {
            if !file.starts_with(layout::SURVEYS) && file != found.path {
                edit(self.writer.root(), self.moved.get(file).map_or(file, PathBuf::as_path), &edits, transaction)?;
            }
        }
        for path in responses::files(self.writer.root())? {
            if responses::reference(&path).is_some_and(|named| named == found.reference) {
                self.follow_response(&path, &found.reference, to, transaction)?;
            }
        }
        let folder = |reference: &TicketRef| Path::new(layout::ATTACHMENTS).join(reference.to_string());
        if disk::exists(&self.writer.root().join(folder(&found.reference))) {
            transaction.rename(folder(&found.reference), folder(to));
        }
        Ok(())
    }

    fn follow_response(
        &self,
        path: &Path,
        from: &TicketRef,
        to: &TicketRef,
        transaction: &mut Transaction,
    ) -> Result<()> {
        let before = text(self.writer.root(), path)?;
        let after = yaml::apply(&before, &[set("ticket", &to.to_string())]);
        let after = after.map_err(|problem| problem.in_file(path))?;
        let place = PathBuf::from(renamed(&path.to_string_lossy(), from, to));
        transaction.relocate(path.to_owned(), place, before, after);
        Ok(())
    }
}

/// A path with the ticket's new number and key in it.
pub(super) fn renamed(path: &str, from: &TicketRef, to: &TicketRef) -> String {
    path.replace(&from.to_string(), &to.to_string())
}
