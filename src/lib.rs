//! `tickets`: a service desk that lives in plain files in a git directory.
//!
//! Data flows one way: bytes → [`store`] → [`domain`] → [`time`] → report → render → bytes;
//! and back: command → act → validate → the store appends.
pub mod automation;
pub mod cli;
pub mod desk;
pub mod domain;
pub mod fault;
pub mod git;
pub mod import;
pub mod merge;
pub mod near;
pub mod query;
pub mod render;
pub mod report;
pub mod review;
pub mod service;
pub mod store;
pub mod text;
pub mod time;
