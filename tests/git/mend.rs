//! `git mend`: merges made without the driver.
