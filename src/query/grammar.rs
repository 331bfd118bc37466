//! The grammar.
//!
//! ```text
//! any        = all { "or" all }
//! all        = test { "and" test }
//! test       = "not" test | "(" any ")" | ("has" | "no") field | field [ comparison ]
//! comparison = operator value | ["not"] "in" "(" value { "," value } ")"
//! ```
//! What the Chinese keyboard writes for parentheses, commas and quotes is read as such.
use super::expression::{Expression, Operator, Word};
use super::fault::QueryFault;
use winnow::combinator::{alt, delimited, eof, opt, peek, preceded, repeat, separated, terminated};
use winnow::error::{ErrMode, ParserError};
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Location, Stateful};
use winnow::token::{any, none_of, one_of, take_while};

/// How many parentheses and `not`s may stand inside one another: what keeps the stack small.
const DEEPEST: usize = 64;

/// The words that must be quoted to be values.
const RESERVED: [&str; 4] = ["and", "or", "not", "in"];
/// The words that cannot begin a test as the name of a field.
const LEADING: [&str; 2] = ["has", "no"];

/// Marks, as the Latin and the Chinese keyboard write them.
const OPEN: [char; 2] = ['(', '\u{ff08}'];
const CLOSE: [char; 2] = [')', '\u{ff09}'];
const COMMA: [char; 2] = [',', '\u{ff0c}'];
/// Quotes: what opens a string, and what closes it.
const QUOTES: [[char; 2]; 3] = [['"', '"'], ['\'', '\''], ['\u{201c}', '\u{201d}']];

/// The rest of the text, and how deep in parentheses it stands.
type Input<'t> = Stateful<LocatingSlice<&'t str>, usize>;
type Parsed<T> = Result<T, ErrMode<Stop>>;

/// Where the grammar stopped, and what it wanted there.
#[derive(Debug)]
struct Stop {
    wanted: fn() -> QueryFault,
    at: usize,
}

impl ParserError<Input<'_>> for Stop {
    type Inner = Self;

    fn from_input(input: &Input<'_>) -> Self {
        Self { wanted: || QueryFault::Join {}, at: input.current_token_start() }
    }

    fn into_inner(self) -> Result<Self, Self> {
        Ok(self)
    }
}

/// Parses an expression; otherwise what is wrong, and the byte at which it is.
pub(super) fn parse(text: &str) -> Result<Expression, (QueryFault, usize)> {
    let input = Stateful { input: LocatingSlice::new(text), state: 0 };
    preceded(space, any_of).parse(input).map_err(|error| {
        let stop = error.into_inner();
        ((stop.wanted)(), stop.at.min(text.trim_end().len()))
    })
}

/// Whether `text` is read back as it stands, without quotes, wherever it stands.
pub(super) fn is_bare(text: &str) -> bool {
    let is_keyword = RESERVED.iter().chain(&LEADING).any(|word| text.eq_ignore_ascii_case(word));
    !text.is_empty() && text.chars().all(is_plain) && !is_keyword
}

fn is_plain(c: char) -> bool {
    let is_sign = "=!<>~\\".contains(c);
    let is_mark = [OPEN, CLOSE, COMMA].as_flattened().contains(&c) || QUOTES.as_flattened().contains(&c);
    !is_sign && !is_mark && !c.is_whitespace() && !c.is_control()
}

/// `parser`, from which there is no way back: without it, `wanted` is the fault, here.
fn must<'t, T>(
    wanted: fn() -> QueryFault,
    mut parser: impl Parser<Input<'t>, T, ErrMode<Stop>>,
) -> impl Parser<Input<'t>, T, ErrMode<Stop>> {
    move |input: &mut Input<'t>| {
        let at = input.current_token_start();
        parser.parse_next(input).map_err(|error| match error {
            ErrMode::Backtrack(_) => ErrMode::Cut(Stop { wanted, at }),
            cut => cut,
        })
    }
}

fn any_of(input: &mut Input<'_>) -> Parsed<Expression> {
    joined(all_of, "or", Expression::Any).parse_next(input)
}

fn all_of(input: &mut Input<'_>) -> Parsed<Expression> {
    joined(test, "and", Expression::All).parse_next(input)
}

/// One or more of `part` with `word` between; one alone is itself.
fn joined<'t>(
    part: fn(&mut Input<'t>) -> Parsed<Expression>,
    word: &'static str,
    join: fn(Vec<Expression>) -> Expression,
) -> impl Parser<Input<'t>, Expression, ErrMode<Stop>> {
    move |input: &mut Input<'t>| {
        let first = part(input)?;
        let mut parts = vec![first];
        while opt(keyword(word)).parse_next(input)?.is_some() {
            parts.push(part(input)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { join(parts) })
    }
}

fn test(input: &mut Input<'_>) -> Parsed<Expression> {
    let parser = alt((
        preceded(keyword("not"), deeper(test)).map(|inner| Expression::Not(Box::new(inner))),
        delimited(open, deeper(any_of), must(|| QueryFault::Close {}, close)),
        preceded(keyword("has"), must(|| QueryFault::Name {}, word)).map(Expression::Has),
        preceded(keyword("no"), must(|| QueryFault::Name {}, word)).map(Expression::Lacks),
        comparison,
    ));
    must(|| QueryFault::Test {}, parser).parse_next(input)
}

/// `parser`, one level deeper.
fn deeper<'t>(parser: fn(&mut Input<'t>) -> Parsed<Expression>) -> impl Parser<Input<'t>, Expression, ErrMode<Stop>> {
    move |input: &mut Input<'t>| {
        if input.state == DEEPEST {
            let at = input.current_token_start();
            return Err(ErrMode::Cut(Stop { wanted: || QueryFault::Depth { limit: DEEPEST }, at }));
        }
        input.state += 1;
        let parsed = parser(input)?;
        input.state -= 1;
        Ok(parsed)
    }
}

fn comparison(input: &mut Input<'_>) -> Parsed<Expression> {
    let field = word(input)?;
    if let Some(operator) = opt(operator).parse_next(input)? {
        let value = must(|| QueryFault::Value {}, word).parse_next(input)?;
        return Ok(Expression::Compare { field, operator, value });
    }
    if opt(keyword("in")).parse_next(input)?.is_some() {
        return Ok(Expression::In { field, values: list(input)? });
    }
    if opt((keyword("not"), keyword("in"))).parse_next(input)?.is_some() {
        return Ok(Expression::Not(Box::new(Expression::In { field, values: list(input)? })));
    }
    let end = alt((eof.void(), close, keyword("and"), keyword("or")));
    must(|| QueryFault::Operator {}, peek(end)).parse_next(input)?;
    Ok(Expression::Flag(field))
}

fn list(input: &mut Input<'_>) -> Parsed<Vec<Word>> {
    must(|| QueryFault::List {}, open).parse_next(input)?;
    let values = separated(1.., must(|| QueryFault::Value {}, word), lexeme(one_of(COMMA)));
    terminated(values, must(|| QueryFault::Close {}, close)).parse_next(input)
}

fn operator(input: &mut Input<'_>) -> Parsed<Operator> {
    let found = Operator::ALL.into_iter().find(|operator| input.input.starts_with(operator.sign()));
    let Some(operator) = found else { return Err(ErrMode::Backtrack(Stop::from_input(input))) };
    lexeme(operator.sign()).value(operator).parse_next(input)
}

/// The name of a field, or a value.
fn word(input: &mut Input<'_>) -> Parsed<Word> {
    alt((quoted, bare.verify(|word: &Word| !is_reserved(&word.text)))).parse_next(input)
}

fn is_reserved(text: &str) -> bool {
    RESERVED.iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn bare(input: &mut Input<'_>) -> Parsed<Word> {
    lexeme(take_while(1.., is_plain).with_span())
        .map(|(text, span): (&str, _)| Word { text: text.to_owned(), at: span.start })
        .parse_next(input)
}

/// A string in quotes of one kind; `\` takes the next character as it is.
fn quoted(input: &mut Input<'_>) -> Parsed<Word> {
    let at = input.current_token_start();
    let opening = one_of(QUOTES.map(|[opening, _]| opening)).parse_next(input)?;
    let closing = QUOTES.into_iter().find_map(|[open, close]| (open == opening).then_some(close)).unwrap_or(opening);
    let text = repeat(0.., alt((preceded('\\', any), none_of([closing, '\\'])))).parse_next(input)?;
    match lexeme(closing).parse_next(input) {
        Ok(_) => Ok(Word { text, at }),
        Err(_) => Err(ErrMode::Cut(Stop { wanted: || QueryFault::Quote {}, at })),
    }
}

/// A word of the language, whole and in any letter case.
fn keyword<'t>(word: &'static str) -> impl Parser<Input<'t>, (), ErrMode<Stop>> {
    lexeme(take_while(1.., is_plain).verify(move |text: &str| text.eq_ignore_ascii_case(word))).void()
}

fn open(input: &mut Input<'_>) -> Parsed<()> {
    lexeme(one_of(OPEN)).void().parse_next(input)
}

fn close(input: &mut Input<'_>) -> Parsed<()> {
    lexeme(one_of(CLOSE)).void().parse_next(input)
}

/// `parser` and the space after it.
fn lexeme<'t, T>(parser: impl Parser<Input<'t>, T, ErrMode<Stop>>) -> impl Parser<Input<'t>, T, ErrMode<Stop>> {
    terminated(parser, space)
}

fn space(input: &mut Input<'_>) -> Parsed<()> {
    take_while(0.., char::is_whitespace).void().parse_next(input)
}
