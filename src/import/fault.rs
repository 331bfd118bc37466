use crate::faults;

faults! {
    /// What can be wrong with an export or with the mapping that describes it.
    pub enum ImportFault {
        "import-encoding-unknown" => Encoding { encoding: String },
        "import-bytes-invalid" => Bytes { bytes: String, encoding: String },
        "import-nul" => Nul { encoding: String },
        "import-read" => Read { reason: String },
        "import-separator-bad" => Separator { separator: String },
        "import-separator-unclear" => SeparatorUnclear { separators: String, count: usize },
        "import-empty" => Empty {},
        "import-quote-open" => OpenQuote {},
        "import-row-ragged" => Ragged { cells: usize, columns: usize },
        "import-row-double" => Double { first: usize },
        "import-column-unknown" => Column { column: String, near: String },
        "import-column-double" => ColumnDouble { column: String, count: usize },
        "import-source-unclear" => SourceUnclear { given: String },
        "import-template-open" => Template { template: String },
        "import-format-bad" => Format { format: String },
        "import-formats-clash" => FormatsClash { first: String, second: String },
        "import-time-bad" => Time { column: String, value: String, formats: String },
        "import-number-bad" => Number { column: String, value: String },
        "import-value-unmapped" => Unmapped { column: String, value: String, near: String },
        "import-fields-missing" => NoFields {},
        "import-events-missing" => NoEvents {},
        "import-act-unknown" => Act { act: String, near: String },
        "import-act-key" => ActKey { act: String, key: String, near: String },
        "import-value-missing" => Missing { field: String, column: String },
        "import-code-unknown" => Code { value: String, column: String, list: &'static str, near: String },
        "import-ticket-double" => TicketDouble { external: String, first: usize },
        "import-ticket-taken" => TicketTaken { external: String, number: String, created: String },
        "import-number-taken" => NumberTaken { number: String },
        "import-early" => EarlyAct { act: String, at: String, created: String },
        "import-event-orphan" => Orphan { ticket: String },
        "import-event-rejected" => EventRejected { kind: String },
    }
}
