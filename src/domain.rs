//! What a ticket is: pure values and rules.
