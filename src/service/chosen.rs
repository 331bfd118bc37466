//! How customers want to be answered.
use std::path::Path;

use crate::domain::customer::Customer;
use crate::domain::ids::{Code, CustomerId};
use crate::domain::ticket::Head;
use crate::fault::Result;
use crate::store::{customers, disk, layout};

/// The customer as git has them; `None` for one whom nobody recorded.
pub fn customer(root: &Path, id: &CustomerId) -> Result<Option<Customer>> {
    if !disk::exists(&root.join(layout::customer(id.as_str()))) {
        return Ok(None);
    }
    Ok(Some(customers::read(root, id.as_str())?.customer.masked()))
}

/// The channel that the customer of a ticket chose.
pub fn channel(root: &Path, head: &Head) -> Result<Option<Code>> {
    let Some(id) = &head.customer else { return Ok(None) };
    Ok(customer(root, id)?.and_then(|customer| customer.channel).map(|channel| channel.as_str().into()))
}
