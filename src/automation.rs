//! What a desk does by itself, worked out: pure, from tickets and configuration to what is to be done.
pub mod audience;
pub mod deeds;
pub mod ladder;
pub mod surveys;
pub mod waits;
