//! Merging with git: every pair of acts that two clones can do at once.
