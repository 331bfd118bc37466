//! The desk at work: what a command line and a web page both do with it. It reads the desk and its tickets, has the pure
//! modules decide, and prepares what is written; it knows no arguments, no screen and no clock.
pub mod alarms;
pub mod answer;
pub mod articles;
pub mod assigning;
pub mod carriers;
pub mod chosen;
pub mod deed;
pub mod duty;
pub mod elsewhere;
pub mod fill;
pub mod filter;
pub mod heading;
pub mod keeper;
pub mod material;
pub mod mend;
pub mod request;
pub mod rows;
pub mod ruling;
pub mod tiers;
pub mod versions;
