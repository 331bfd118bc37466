//! Numbers that two clones gave.
