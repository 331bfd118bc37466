//! The customers of a desk: masked in git, whole in `private/`.
mod history;

use std::path::{Path, PathBuf};

use super::document::Document;
use super::scan::in_stretches;
use super::transaction::Transaction;
use super::{disk, layout, yaml};
use crate::domain::customer::Customer;
use crate::domain::ids::CustomerId;
use crate::fault::Result;
use crate::faults;
use crate::near;

pub use history::{Tickets, recent_tickets, tickets};

faults! {
    /// Why a customer is not found or not written.
    pub enum CustomerFault {
        "customer-unknown" => Unknown { customer: String, nearest: String },
        "customer-ambiguous" => Ambiguous { customer: String, candidates: String },
        "customer-exists" => Exists { customer: String },
        "customer-elsewhere" => Elsewhere { customer: String },
        "customer-id-malformed" => Id { customer: String },
    }
}

/// A customer and what is known of them here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// As git has them, unmasked as far as this clone's private file goes.
    pub customer: Customer,
    /// Whether nothing of them is masked.
    pub is_whole: bool,
}

/// Every customer, by number: `C999` before `C1001`.
pub fn all(root: &Path) -> Result<Vec<Known>> {
    let names = disk::list(&root.join(layout::CUSTOMERS))?;
    let mut ids: Vec<_> = names.iter().filter_map(|name| name.strip_suffix(".yaml")).collect();
    ids.sort_unstable_by_key(|id| (id.len(), *id));
    let parts = in_stretches(&ids, |ids| ids.iter().map(|id| read(root, id)).collect::<Result<Vec<_>>>());
    Ok(parts.into_iter().collect::<Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// The customer of a number, who must be recorded.
pub fn read(root: &Path, id: &str) -> Result<Known> {
    Ok(known(root, id)?.ok_or_else(|| unknown(id, &[]))?)
}

/// The customer of a number, when somebody recorded them.
pub fn known(root: &Path, id: &str) -> Result<Option<Known>> {
    let Some(shared) = read_file(root, &layout::customer(id))? else { return Ok(None) };
    let private = read_file(root, &layout::private_customer(id))?.unwrap_or_default();
    let (customer, is_whole) = shared.unmasked(&private);
    Ok(Some(Known { customer, is_whole }))
}

fn read_file(root: &Path, path: &Path) -> Result<Option<Customer>> {
    disk::read_text(&root.join(path))?.map(|text| parse(path, &text)).transpose()
}

/// The customer that the text of a file tells of, whole or masked as it stands there.
pub fn parse(path: &Path, text: &str) -> Result<Customer> {
    let document = Document::read(path, text)?;
    let mut customer = Customer { id: document.required("id", |id| Ok(id.to_owned()))?, ..Customer::default() };
    for key in Customer::KEYS {
        customer.set(key, document.text(key)?.map(str::to_owned));
    }
    Ok(customer)
}

fn unknown(text: &str, known: &[Known]) -> CustomerFault {
    let nearest = near::list(text, known.iter().map(|known| known.customer.id.as_str()));
    CustomerFault::Unknown { customer: text.to_owned(), nearest }
}

/// The one customer that a person means by a number, a name or a contact.
pub fn find(root: &Path, text: &str) -> Result<Known> {
    // A number is a file name: no need to read the others.
    if is_id(text) && disk::exists(&root.join(layout::customer(text))) {
        return read(root, text);
    }
    let all = all(root)?;
    let mut matches: Vec<_> = all.iter().filter(|known| known.customer.answers_to(text)).cloned().collect();
    match (matches.pop(), matches.as_slice()) {
        (None, _) => Err(unknown(text, &all).into()),
        (Some(known), []) => Ok(known),
        (Some(last), others) => {
            let mut ids: Vec<_> = others.iter().map(|known| known.customer.id.clone()).collect();
            ids.push(last.customer.id);
            let candidates = near::handful(ids.iter().map(String::as_str));
            Err(CustomerFault::Ambiguous { customer: text.to_owned(), candidates }.into())
        }
    }
}

/// The numbers of the customers, in no order; also of those whom this clone knew on another branch.
pub fn ids(root: &Path) -> Result<Vec<String>> {
    let folders = [root.join(layout::CUSTOMERS), root.join(layout::PRIVATE).join(layout::CUSTOMERS)];
    let names = [disk::list(&folders[0])?, disk::list(&folders[1])?].concat();
    Ok(names.iter().filter_map(|name| name.strip_suffix(".yaml")).map(str::to_owned).collect())
}

/// The number of the next customer: `C` and one more than the highest, here and of those `elsewhere`:
/// on other branches, in other work trees.
pub fn next_id(root: &Path, elsewhere: &[String]) -> Result<CustomerId> {
    let ids = ids(root)?;
    let number = |id: &String| id.strip_prefix('C')?.parse::<u64>().ok();
    let last = ids.iter().chain(elsewhere).filter_map(number).max().unwrap_or(FIRST - 1);
    Ok(format!("C{}", last.saturating_add(1)).as_str().into())
}

const FIRST: u64 = 1001;

/// Whether a text can be a customer's number: numbers become file names.
pub fn is_id(text: &str) -> bool {
    let safe = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    !text.is_empty() && text.len() <= 64 && text.chars().all(safe)
}

/// Whether a text looks like a customer's number and not like a name: `C1001`, `30127`.
pub fn is_number(text: &str) -> bool {
    is_id(text) && text.is_ascii() && text.contains(|c: char| c.is_ascii_digit())
}

/// Adds a new customer to a transaction: masked for git, name and contacts whole for this clone.
pub fn create(root: &Path, customer: &Customer, transaction: &mut Transaction) -> Result<()> {
    let id = &customer.id;
    if !is_id(id) {
        return Err(CustomerFault::Id { customer: id.clone() }.into());
    }
    let (public, private) = (layout::customer(id), layout::private_customer(id));
    if disk::exists(&root.join(&public)) || disk::exists(&root.join(&private)) {
        return Err(CustomerFault::Exists { customer: id.clone() }.into());
    }
    make_private(root)?;
    transaction.create(public, text(&customer.masked(), &Customer::KEYS));
    transaction.create_private(private, text(customer, &PRIVATE));
    Ok(())
}

/// The keys of a private file: the rest stands in git.
const PRIVATE: [&str; 4] = ["id", "name", "phone", "email"];

/// Makes the private folder, which git is told to leave alone from within as well: whole contacts
/// must not enter it, whatever becomes of the desk's own `.gitignore`.
fn make_private(root: &Path) -> Result<()> {
    let folder = root.join(layout::PRIVATE);
    disk::make_private_dir(&folder)?;
    let ignore = folder.join(".gitignore");
    if disk::exists(&ignore) { Ok(()) } else { disk::write(&ignore, b"*\n") }
}

/// Adds the keys in which `after` differs from `before`, the customer as known here, to a
/// transaction: masked for git, name and contacts whole for this clone.
pub fn update(root: &Path, before: &Customer, after: &Customer, transaction: &mut Transaction) -> Result<()> {
    let changed: Vec<_> = Customer::KEYS.into_iter().filter(|key| before.get(key) != after.get(key)).collect();
    edit(root, layout::customer(&after.id), &after.masked(), &changed, transaction)?;
    let private: Vec<_> = changed.into_iter().filter(|key| Customer::MASKED.contains(key)).collect();
    if private.is_empty() {
        return Ok(());
    }
    make_private(root)?;
    let path = layout::private_customer(&after.id);
    if disk::exists(&root.join(&path)) {
        edit(root, path, after, &private, transaction)
    } else {
        let keys: Vec<_> = std::iter::once("id").chain(private).collect();
        transaction.create_private(path, text(after, &keys));
        Ok(())
    }
}

fn edit(
    root: &Path,
    path: PathBuf,
    after: &Customer,
    keys: &[&'static str],
    transaction: &mut Transaction,
) -> Result<()> {
    let before = disk::read_text(&root.join(&path))?.unwrap_or_default();
    let edit = |key: &&'static str| {
        after.get(key).map_or_else(|| yaml::Edit::remove(key), |value| yaml::Edit::set(key, value))
    };
    let edits: Vec<_> = keys.iter().map(edit).collect();
    let text = yaml::apply_in(&before, &edits, &Customer::KEYS).map_err(|problem| problem.in_file(&path))?;
    if text != before {
        transaction.replace(path, before, text);
    }
    Ok(())
}

fn text(customer: &Customer, keys: &[&str]) -> String {
    let entry = |key: &&str| Some(((*key).to_owned(), yaml::Value::from(customer.get(key)?)));
    yaml::write_value(&yaml::Value::Map(keys.iter().filter_map(entry).collect()))
}

#[cfg(test)]
mod tests;
