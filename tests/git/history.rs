//! `log`, `blame` and `git audit`: what git says of a history.
