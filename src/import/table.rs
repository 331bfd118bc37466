//! A delimited file as rows.
use super::dialect;
use super::encoding::{self, Undecodable, Utf8};
use super::fault::ImportFault;
use super::header::Header;
use super::mapping::FileOptions;
use crate::fault::{Place, Problem, Result};
use csv::StringRecord;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

/// What is put after the end of the text. No text holds a NUL, so this is read as a row of its own exactly when no
/// quote is open.
const END: &str = "\n\0\n";
const END_CELL: &str = "\0";
/// How much text is parsed at a time.
const BUFFER: usize = 64 * 1024;
/// The longest excerpt of a row.
const EXCERPT: usize = 100;

/// A delimited file that is read row by row, in constant memory but for 40 bytes a row that recognise double ones.
///
/// As an iterator it gives every row, taken or rejected; an error ends it.
pub struct Table<'s> {
    file: Arc<Path>,
    header: Header,
    rows: csv::Reader<Box<dyn Read + 's>>,
    /// The fingerprints of the rows, and the line of each.
    seen: HashMap<u128, usize>,
    has_ended: bool,
}

/// A row of a table, one cell for each column.
#[derive(Debug, Clone)]
pub struct Row {
    file: Arc<Path>,
    line: usize,
    cells: StringRecord,
}

/// A row as it is found.
#[derive(Debug)]
pub enum Line {
    /// A row to take.
    Row(Row),
    /// A row that cannot be taken, with its place and the reason: too few or too many cells, or the same as an
    /// earlier one in every cell.
    Rejected(Problem),
}

impl<'s> Table<'s> {
    /// Begins to read `source`, which places name `file`, up to its header.
    ///
    /// # Errors
    /// An [`ImportFault`]: an unknown encoding, bytes that are not in it, a separator that cannot be told, no header.
    pub fn open(source: impl Read + 's, file: &Path, options: &FileOptions) -> Result<Self> {
        let encoding = encoding::named(options.encoding.as_deref())?;
        let failed = |error| read_problem(error, file);
        let mut text = BufReader::new(Utf8::new(source, encoding).map_err(failed)?);
        let head = dialect::take_header(&mut text).map_err(failed)?;
        let separator = match &options.separator {
            Some(separator) => dialect::given(separator)?,
            None => dialect::detect(&head).map_err(|fault| Problem::from(fault).at(header_place(file, &head)))?,
        };
        let all: Box<dyn Read + 's> = Box::new(io::Cursor::new(head).chain(text).chain(END.as_bytes()));
        let rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .buffer_capacity(BUFFER)
            .from_reader(all);
        let header = Header::new([]);
        let mut table = Self { file: file.into(), header, rows, seen: HashMap::new(), has_ended: false };
        let first = table.record()?.ok_or(ImportFault::Empty {})?;
        table.header = Header::new(first.cells.iter());
        Ok(table)
    }

    /// The columns.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The next record with the line it begins in; `None` at the end.
    fn record(&mut self) -> Result<Option<Row>> {
        let mut cells = StringRecord::new();
        let has_one = self.rows.read_record(&mut cells).map_err(|error| self.csv_problem(error))?;
        if !has_one || cells.iter().eq([END_CELL]) {
            return Ok(None);
        }
        let breaks: usize = cells.iter().map(|cell| memchr::memchr_iter(b'\n', cell.as_bytes()).count()).sum();
        let is_open = cells.iter().any(|cell| cell.ends_with(END));
        // The reader stands on the line after the record, unless the text ended within a quote.
        let after = usize::try_from(self.rows.position().line()).unwrap_or(usize::MAX);
        let line = after.saturating_sub(breaks + usize::from(!is_open));
        let row = Row { file: Arc::clone(&self.file), line, cells };
        if is_open {
            return Err(Problem::from(ImportFault::OpenQuote {}).at(row.place()));
        }
        Ok(Some(row))
    }

    /// Checks the shape of a row; one empty cell too many is what a separator at the end of the line leaves.
    fn sort_out(&mut self, mut row: Row) -> Line {
        let columns = self.header.names().len();
        if row.cells.len() == columns + 1 && row.cells.get(columns) == Some("") {
            row.cells.truncate(columns);
        }
        if row.cells.len() != columns {
            let fault = ImportFault::Ragged { cells: row.cells.len(), columns };
            return Line::Rejected(Problem::from(fault).at(row.place()));
        }
        let first = *self.seen.entry(fingerprint(&row.cells)).or_insert(row.line);
        if first != row.line {
            return Line::Rejected(Problem::from(ImportFault::Double { first }).at(row.place()));
        }
        Line::Row(row)
    }

    fn csv_problem(&self, error: csv::Error) -> Problem {
        match error.into_kind() {
            csv::ErrorKind::Io(error) => read_problem(error, &self.file),
            // The text is UTF-8 and rows may have any length: nothing else can go wrong.
            kind => ImportFault::Read { reason: format!("{kind:?}") }.into(),
        }
    }
}

impl Iterator for Table<'_> {
    type Item = Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.has_ended {
            return None;
        }
        let next = self.record().transpose();
        self.has_ended = !matches!(next, Some(Ok(_)));
        Some(next?.map(|row| self.sort_out(row)))
    }
}

impl Row {
    /// The line it begins in, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The cell of a column, from 0; as it stands in the file but for line ends, which are LF.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default()
    }

    /// Where it is, for problems.
    pub fn place(&self) -> Place {
        let cells: Vec<_> = self.cells.iter().collect();
        let excerpt = cells.join(" | ").lines().next().unwrap_or_default().chars().take(EXCERPT).collect();
        Place { file: self.file.to_path_buf(), line: self.line, column: 1, excerpt }
    }
}

/// 128 bits that tell rows apart.
fn fingerprint(cells: &StringRecord) -> u128 {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        cells.iter().for_each(|cell| cell.hash(&mut hasher));
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
}

fn header_place(file: &Path, head: &[u8]) -> Place {
    let text = String::from_utf8_lossy(head);
    let blank = text.lines().take_while(|line| line.trim().is_empty()).count();
    let excerpt = text.lines().nth(blank).unwrap_or_default().to_owned();
    Place { file: file.to_owned(), line: blank + 1, column: 1, excerpt }
}

fn read_problem(error: io::Error, file: &Path) -> Problem {
    let undecodable = match error.downcast::<Undecodable>() {
        Ok(undecodable) => undecodable,
        Err(error) => return ImportFault::Read { reason: error.to_string() }.into(),
    };
    let Undecodable { bytes, encoding, line, column, excerpt } = undecodable;
    let encoding = encoding.to_owned();
    let fault = match bytes {
        Some(bytes) => ImportFault::Bytes { bytes, encoding },
        None => ImportFault::Nul { encoding },
    };
    Problem::from(fault).at(Place { file: file.to_owned(), line, column, excerpt })
}

#[cfg(test)]
mod tests;
