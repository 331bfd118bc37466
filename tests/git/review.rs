//! `diff`: what happened between two revisions.
