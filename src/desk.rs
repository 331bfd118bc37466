//! A desk: its configuration, read and validated.
pub mod draft;
mod labels;
pub mod open;
pub mod presets;
pub mod settings;
pub mod survey;
pub mod views;
pub mod vocabulary;
