//! What the desk does by itself between people's acts: pure, like everything that is decided here.
pub mod fold;
pub mod search;
pub mod template;
pub mod wording;
