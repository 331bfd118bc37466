//! `git setup`: what a clone needs.
