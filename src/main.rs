//! The real environment in, an exit code out.
fn main() {}
