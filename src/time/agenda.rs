//! What takes place when, by an iCalendar file (RFC 5545): the part of it that duty rotas are written in.
//!
//! Events are read with their times in IANA zones, daily and weekly repetitions, and single ones of them that are left
//! out or moved. Anything else that would change when an event takes place is refused, with its line: a rota that is
//! half understood would put the wrong person on duty.
mod days;
mod event;
mod lines;
mod read;
mod recurrence;

pub use days::{SpecialDay, days};
pub use event::Event;
pub use read::{Wrong, read};

use crate::faults;

faults! {
    /// What is wrong with an iCalendar file.
    pub enum AgendaFault {
        "agenda-none" => None {},
        "agenda-line" => Line { text: String },
        "agenda-unfinished" => Unfinished { component: String },
        "agenda-missing" => Missing { property: &'static str },
        "agenda-time" => Time { time: String },
        "agenda-end" => End {},
        "agenda-unsupported" => Unsupported { part: String },
        "agenda-off-rule" => OffRule { rule: String },
    }
}

#[cfg(test)]
mod tests;
