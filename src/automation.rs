//! What a desk does by itself, worked out: pure, from tickets and configuration to what is to be done.
pub mod alerts;
pub mod assignment;
pub mod audience;
pub mod classification;
pub mod confirmation;
pub mod deeds;
pub mod digest;
pub mod fold;
pub mod keywords;
pub mod ladder;
mod moving;
pub mod rules;
pub mod search;
pub mod surveys;
pub mod template;
pub mod waits;
pub mod words;
