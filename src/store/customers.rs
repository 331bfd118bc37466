//! The customers of a desk: masked in git, whole in `private/`.
use std::path::{Path, PathBuf};

use super::transaction::Transaction;
use super::{disk, layout, yaml};
use crate::domain::customer::Customer;
use crate::domain::ids::CustomerId;
use crate::fault::Result;
use crate::faults;
use crate::near;

faults! {
    /// Why a customer is not found or not written.
    pub enum CustomerFault {
        "customer-unknown" => Unknown { customer: String, nearest: String },
        "customer-ambiguous" => Ambiguous { customer: String, candidates: String },
        "customer-exists" => Exists { customer: String },
        "customer-id-malformed" => Id { customer: String },
    }
}

/// A customer and what is known of them here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Whole when this clone has the private file, else masked.
    pub customer: Customer,
    /// Whether it is whole.
    pub is_whole: bool,
}

/// Every customer, by number.
pub fn all(root: &Path) -> Result<Vec<Known>> {
    let names = disk::list(&root.join(layout::CUSTOMERS))?;
    names.iter().filter_map(|name| name.strip_suffix(".yaml")).map(|id| read(root, id)).collect()
}

fn read(root: &Path, id: &str) -> Result<Known> {
    let private = layout::private_customer(id);
    if let Some(customer) = read_file(root, &private)? {
        return Ok(Known { customer, is_whole: true });
    }
    let customer = read_file(root, &layout::customer(id))?.ok_or_else(|| unknown(id, &[]))?;
    Ok(Known { customer, is_whole: false })
}

fn read_file(root: &Path, path: &Path) -> Result<Option<Customer>> {
    let Some(text) = disk::read_text(&root.join(path))? else { return Ok(None) };
    yaml::read_config(&text).map(Some).map_err(|problem| problem.in_file(path))
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
            Err(CustomerFault::Ambiguous { customer: text.to_owned(), candidates: ids.join(", ") }.into())
        }
    }
}

/// The number of the next customer: `C` and one more than the highest.
pub fn next_id(root: &Path) -> Result<CustomerId> {
    let names = disk::list(&root.join(layout::CUSTOMERS))?;
    let number = |name: &String| name.strip_suffix(".yaml")?.strip_prefix('C')?.parse::<u64>().ok();
    let last = names.iter().filter_map(number).max().unwrap_or(FIRST - 1);
    Ok(format!("C{}", last.saturating_add(1)).as_str().into())
}

const FIRST: u64 = 1001;

/// Whether a text can be a customer's number: numbers become file names.
pub fn is_id(text: &str) -> bool {
    let safe = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    !text.is_empty() && text.len() <= 64 && text.chars().all(safe)
}

/// Adds a new customer to a transaction: masked for git, whole for this clone.
pub fn create(root: &Path, customer: &Customer, transaction: &mut Transaction) -> Result<()> {
    let id = &customer.id;
    if !is_id(id) {
        return Err(CustomerFault::Id { customer: id.clone() }.into());
    }
    let (public, private) = (layout::customer(id), layout::private_customer(id));
    if disk::exists(&root.join(&public)) || disk::exists(&root.join(&private)) {
        return Err(CustomerFault::Exists { customer: id.clone() }.into());
    }
    disk::make_private_dir(&root.join(layout::PRIVATE))?;
    transaction.create(public, text(&customer.masked()));
    transaction.create_private(private, text(customer));
    Ok(())
}

/// Writes what changed of a customer: the keys that differ, in both files.
pub fn update(root: &Path, before: &Known, after: &Customer, transaction: &mut Transaction) -> Result<()> {
    disk::make_private_dir(&root.join(layout::PRIVATE))?;
    edit(root, layout::customer(&after.id), &after.masked(), transaction)?;
    let private = layout::private_customer(&after.id);
    if before.is_whole {
        edit(root, private, after, transaction)
    } else {
        transaction.create_private(private, text(after));
        Ok(())
    }
}

fn edit(root: &Path, path: PathBuf, after: &Customer, transaction: &mut Transaction) -> Result<()> {
    let before = disk::read_text(&root.join(&path))?.unwrap_or_default();
    let mut edits = Vec::new();
    for (key, value) in keys(after) {
        edits.push(value.map_or_else(|| yaml::Edit::remove(key), |value| yaml::Edit::set(key, value)));
    }
    let text = yaml::apply_in(&before, &edits, &KEYS).map_err(|problem| problem.in_file(&path))?;
    if text != before {
        transaction.replace(path, before, text);
    }
    Ok(())
}

/// The keys of a customer file, in order.
const KEYS: [&str; 9] = ["id", "name", "phone", "email", "organization", "industry", "region", "tier", "channel"];

fn keys(customer: &Customer) -> [(&'static str, Option<&str>); 9] {
    let Customer { id, name, phone, email, organization, industry, region, tier, channel } = customer;
    let values = [
        Some(id.as_str()),
        Some(name.as_str()),
        phone.as_deref(),
        email.as_deref(),
        organization.as_deref(),
        industry.as_deref(),
        region.as_deref(),
        tier.as_deref(),
        channel.as_deref(),
    ];
    std::array::from_fn(|place| (KEYS[place], values[place]))
}

fn text(customer: &Customer) -> String {
    let entry = |(key, value): (&'static str, Option<&str>)| Some((key.to_owned(), yaml::Value::from(value?)));
    yaml::write_value(&yaml::Value::Map(keys(customer).into_iter().filter_map(entry).collect()))
}
