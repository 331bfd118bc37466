//! Clocks: the one mechanism behind every promise.
//!
//! A clock is data: which acts start and stop it, how much time it allows, in which calendar, what
//! makes it stand still. [`PolicyFile`] is what `config/sla.yaml` says, [`Policies`] is the same
//! with calendars, durations and codes resolved, an [`Evaluator`] reads a ticket's clocks at an
//! instant. Nothing of it is ever stored in a ticket.
//!
//! | module | what it holds |
//! |---|---|
//! | `spec` | the keys of `config/sla.yaml` |
//! | `compile` | from the keys to [`Policies`], with the faults |
//! | `policy` | [`Policies`], the clocks and their rules |
//! | `target` | how much time a ticket gets |
//! | `event` | acts as sets of bits |
//! | `life` | a ticket's history made ready: steps, waits, the head at any of them |
//! | `run` | when an instance of a clock starts, stops, ends and goes on |
//! | `reading` | what an instance shows |
//! | `extension` | whether a clock that runs gets more time |
//! | `measure` | times and counts that need no policy |
mod compile;
mod evaluator;
mod event;
mod extension;
mod life;
mod measure;
mod pauses;
mod policy;
mod reading;
mod run;
mod spec;
mod target;

pub use compile::ClockFault;
pub use evaluator::{Evaluator, UnknownYears};
pub use event::stage_named;
pub use extension::{Extension, ExtensionFault};
pub use measure::{Measures, measures};
pub use pauses::{NO_WAIT, WAITING};
pub use policy::{Action, Clock, Policies, Rule, Rung, Threshold, Wait, WaitEnd};
pub use reading::{Finish, Reading, Spent, State};
pub use spec::{
    ActionSpec, ClockSpec, Named, Names, Per, PolicyFile, PolicySpec, TargetRuleSpec, TargetSpec, Then, WaitSpec,
    WhenSpec,
};
pub use target::TierOf;

#[cfg(test)]
mod tests;
