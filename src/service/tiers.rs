//! The customers' service levels, for targets that depend on them.
use std::collections::HashMap;

use crate::desk::open::Desk;
use crate::domain::ids::CustomerId;
use crate::fault::Result;
use crate::store::customers;
use crate::time::clocks::Policies;

/// The service level of each customer who has one.
pub struct Tiers(HashMap<CustomerId, String>);

impl Tiers {
    /// Reads them, when the promises depend on them; else there are none to know.
    pub fn read(desk: &Desk, policies: &Policies) -> Result<Self> {
        if !policies.ask_for_tier() {
            return Ok(Self(HashMap::new()));
        }
        let known = customers::all(&desk.root)?.into_iter().map(|known| known.customer);
        let tiers = known.filter_map(|customer| Some((customer.id.as_str().into(), customer.tier?)));
        Ok(Self(tiers.collect()))
    }

    /// As [`Self::read`], for the tickets of one customer: the others are not read.
    pub fn of_customer(desk: &Desk, policies: &Policies, customer: Option<&CustomerId>) -> Result<Self> {
        let Some(id) = customer.filter(|_| policies.ask_for_tier()) else { return Ok(Self(HashMap::new())) };
        let tier = customers::known(&desk.root, id.as_str())?.and_then(|known| known.customer.tier);
        Ok(Self(tier.map(|tier| (id.clone(), tier)).into_iter().collect()))
    }

    /// The service level of a customer.
    pub fn of(&self, customer: &CustomerId) -> Option<&str> {
        self.0.get(customer).map(String::as_str)
    }
}
