//! Articles that answer.
use std::cmp::Reverse;

use crate::automation::search::{Document, Question, is_near, scores};
use crate::desk::open::Desk;
use crate::domain::ids::Code;
use crate::render::Labels;
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

/// The headings of an article that is written from a ticket, in the desk's language.
pub fn headings(desk: &Desk) -> [&'static str; 3] {
    ["article-problem", "article-analysis", ANSWER].map(|key| desk.settings.language.word(key))
}
