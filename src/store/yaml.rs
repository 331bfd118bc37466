//! YAML text: reading with precise errors, the canonical form, edits that disturb nothing else.
