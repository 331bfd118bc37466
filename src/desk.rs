//! A desk: its configuration, read and validated.
pub mod alerts;
pub mod assignment;
pub mod check;
pub mod draft;
mod labels;
pub mod open;
pub mod presets;
mod problems;
pub mod process;
pub mod roles;
pub mod rota;
pub mod rules;
pub mod scripts;
pub mod settings;
pub mod survey;
pub mod views;
pub mod vocabulary;
pub mod wording;
