//! What commands do with articles.
use std::cmp::Reverse;

use crate::automation::search::{Document, Question, is_near, scores};
use crate::desk::open::Desk;
use crate::domain::ids::Code;
use crate::render::Labels;
use crate::report::statistics::Fraction;
use crate::report::table::{Cell, Column, Shape, Table};
use crate::store::knowledge::Article;
use crate::store::scan::in_stretches;
use crate::text::Language;

/// The parts that an article is divided into by its headings.
const ANSWER: &str = "article-answer";

/// What an article has to say to a customer: its section `Answer` (in any language of the product),
/// else its whole text.
pub fn answer(article: &Article) -> &str {
    let names = Language::ALL.map(|language| language.word(ANSWER));
    article.section(&names).unwrap_or(&article.body)
}

/// An article that may answer.
pub struct Hit<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its score, in thousandths.
    pub score: u64,
}

/// The wanted articles that have a term of the question: verified ones that are [near](is_near) the best first, then
/// the others; within both the highest score first, equal ones by slug. What is wanted changes no score.
pub fn rank<'a>(
    desk: &Desk,
    articles: &'a [Article],
    question: &Question,
    is_wanted: impl Fn(&Article) -> bool,
) -> Vec<Hit<'a>> {
    let count = |article: &Article| {
        let code = article.category.as_ref().map_or("", Code::as_str);
        let label = desk.label("category", code).unwrap_or_default();
        let document = Document {
            title: &article.title,
            keywords: &article.keywords,
            category: &format!("{code} {label}"),
            tags: &article.tags,
            body: &article.body,
        };
        question.count(&document)
    };
    let counted = in_stretches(articles, |articles| articles.iter().map(count).collect::<Vec<_>>());
    let scores = scores(&counted.concat());
    let hits = articles.iter().zip(scores).map(|(article, score)| Hit { article, score });
    let mut hits: Vec<_> = hits.filter(|hit| hit.score > 0 && is_wanted(hit.article)).collect();
    let best = hits.iter().map(|hit| hit.score).max().unwrap_or_default();
    let is_first = |hit: &Hit<'_>| hit.article.verified.is_some() && is_near(hit.score, best);
    hits.sort_by_key(|hit| (Reverse(is_first(hit)), Reverse(hit.score), &hit.article.slug));
    hits
}

/// The columns of every listing of articles.
const COLUMNS: [&str; 5] = ["article", "title", "category", "verified", "verified_by"];

fn cells(article: &Article) -> Vec<Cell> {
    let verified = article.verified.as_ref();
    vec![
        Cell::text(Some(&article.slug)),
        Cell::text(Some(&article.title)),
        Cell::code("category", article.category.as_ref().map(Code::as_str)),
        Cell::text(verified.map(|verified| verified.on.to_string()).as_deref()),
        Cell::code("member", verified.map(|verified| verified.by.as_str())),
    ]
}

fn columns() -> Vec<Column> {
    COLUMNS.iter().map(|key| Column::new(key, Shape::Text)).collect()
}

/// A listing of articles.
pub fn listing<'a>(articles: impl Iterator<Item = &'a Article>) -> Table {
    Table { id: "articles", columns: columns(), rows: articles.map(cells).collect(), frame: None }
}

/// How many characters of an article a listing shows.
const EXCERPT: usize = 60;

/// A listing of articles with their scores, and of each the line that says most.
pub fn ranking(hits: &[Hit<'_>], question: &Question) -> Table {
    let mut columns = columns();
    columns.insert(1, Column::new("rating", Shape::Number));
    columns.push(Column::new("passage", Shape::Text));
    let row = |hit: &Hit<'_>| {
        let mut cells = cells(hit.article);
        let score = Fraction::new(hit.score.into(), 1000).map_or(Cell::Absent, |score| Cell::Mean(score, 2));
        cells.insert(1, score);
        cells.push(Cell::text(Some(&question.excerpt(&hit.article.body, EXCERPT))));
        cells
    };
    Table { id: "articles", columns, rows: hits.iter().map(row).collect(), frame: None }
}

/// The headings of an article that is written from a ticket, in the desk's language.
pub fn headings(desk: &Desk) -> [&'static str; 3] {
    ["article-problem", "article-analysis", ANSWER].map(|key| desk.settings.language.word(key))
}
