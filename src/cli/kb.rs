//! How articles are listed.
use crate::automation::search::Question;
use crate::domain::ids::Code;
use crate::report::statistics::Fraction;
use crate::report::table::{Cell, Column, Shape, Table};
use crate::service::articles::Hit;
use crate::store::knowledge::Article;

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
