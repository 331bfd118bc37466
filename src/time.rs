//! Calendars, working time and clocks: pure.
