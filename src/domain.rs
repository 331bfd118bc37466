//! What a ticket is: pure values and rules.
//!
//! A [`Ticket`](ticket::Ticket) is a head (what holds now) and a history of acts (what happened).
//! The head is the [`fold`] of the history; [`transition`] says which act is allowed when.
pub mod act;
pub mod category;
pub mod collaboration;
pub mod contacts;
pub mod customer;
pub mod draft;
pub mod duplicate;
pub mod field;
pub mod fold;
pub mod ids;
pub mod kin;
pub mod member;
pub mod moment;
pub mod number;
pub mod overlap;
pub mod permission;
pub mod process;
pub mod request;
pub mod rule;
pub mod status;
pub mod survey;
pub mod ticket;
pub mod transition;
pub mod trigger;
pub mod verb;
