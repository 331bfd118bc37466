//! Which act set each key of the head.
use crate::domain::act::Act;
use crate::domain::field::Field;
use crate::domain::fold;
use crate::domain::ids::Text;
use crate::domain::moment;
use crate::domain::ticket::{Head, Ticket};

/// A head key, what it says, and the act it has that from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The key.
    pub key: &'static str,
    /// What it says.
    pub value: Option<Text>,
    /// The place of the act in the history, from 0; `None` when no act says so.
    pub act: Option<usize>,
}

/// The origin of each key of the head that says something or was cleared by an act, in the order
/// `status`, `team`, `assignee`, `created`, then the fields. What no act changed stands as it was
/// when the ticket was opened.
pub fn origins(ticket: &Ticket) -> Vec<Origin> {
    let mut head = fold::opening(ticket);
    let opener = ticket.history.iter().position(|entry| matches!(entry.act, Act::Created { .. }));
    let mut origins: Vec<_> =
        values(&head).into_iter().map(|(key, value)| Origin { key, value, act: opener }).collect();
    for (place, entry) in ticket.history.iter().enumerate() {
        fold::apply(&mut head, entry);
        for (origin, (key, value)) in origins.iter_mut().zip(values(&head)) {
            if origin.value != value || names(&entry.act, key) {
                *origin = Origin { key, value, act: Some(place) };
            }
        }
    }
    let is_told = |origin: &Origin| origin.value.is_some() || origin.act != opener;
    let settle = |(origin, (_, value)): (Origin, (_, _))| {
        if origin.value == value { origin } else { Origin { value, act: None, ..origin } }
    };
    let settled = origins.into_iter().zip(values(&ticket.head)).map(settle);
    settled.filter(is_told).collect()
}

/// Whether the act is an edit of the key.
fn names(act: &Act, key: &str) -> bool {
    matches!(act, Act::Edited { field, .. } | Act::Classified { field, .. } if field.code() == key)
}

fn values(head: &Head) -> Vec<(&'static str, Option<Text>)> {
    let id = |id: Option<&str>| id.map(Text::from);
    let mut values = vec![
        ("status", Some(Text::const_new(head.status.code()))),
        ("team", id(head.team.as_ref().map(AsRef::as_ref))),
        ("assignee", id(head.assignee.as_ref().map(AsRef::as_ref))),
        ("created", Some(moment::write(head.created).into())),
    ];
    values.extend(Field::ALL.map(|field| (field.code(), fold::comparable(head, field))));
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review::testing::{entry, version};

    fn of(ticket: &Ticket, key: &str) -> Option<(Option<Text>, Option<usize>)> {
        origins(ticket).into_iter().find(|origin| origin.key == key).map(|origin| (origin.value, origin.act))
    }

    #[test]
    fn each_key_is_traced_to_the_act_that_set_it_last() {
        let assigned =
            |to: &str| Act::Assigned { team: Some("tech".into()), to: Some(to.into()), reason: None, note: None };
        let described = Act::Edited { field: Field::Description, from: None, to: None, note: None };
        let acts = vec![
            entry(1, "wang", assigned("li")),
            entry(2, "wang", assigned("zhao")),
            entry(3, "zhao", Act::Accepted { note: None }),
            entry(4, "zhao", described),
        ];
        let mut ticket = version(acts).ticket;
        ticket.head.description = Some("long".into());
        assert_eq!(of(&ticket, "priority"), Some((Some("high".into()), Some(0))), "from the opening");
        assert_eq!(of(&ticket, "team"), Some((Some("tech".into()), Some(1))));
        assert_eq!(of(&ticket, "assignee"), Some((Some("zhao".into()), Some(2))), "accepting changed nothing");
        assert_eq!(of(&ticket, "status"), Some((Some("in_progress".into()), Some(3))));
        assert_eq!(of(&ticket, "description"), Some((Some("long".into()), Some(4))));
        assert_eq!(of(&ticket, "product"), None, "it never was");
        ticket.head.assignee = Some("wang".into());
        assert_eq!(of(&ticket, "assignee"), Some((Some("wang".into()), None)), "no act says so");
    }
}
