//! Acts that become commits.
