//! What a desk does by itself, worked out: pure, from tickets and configuration to what is to be done.
pub mod assignment;
pub mod audience;
pub mod classification;
pub mod confirmation;
pub mod fold;
pub mod keywords;
pub mod ladder;
pub mod rules;
pub mod search;
pub mod template;
pub mod wording;
pub mod words;
