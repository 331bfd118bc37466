//! The articles of a desk: Markdown with a few YAML keys before it.
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::scan::in_stretches;
use super::yaml::fault::YamlFault;
use super::yaml::{self, Edit, Step, Value};
use super::{disk, layout};
use crate::domain::ids::{Code, MemberId, TicketRef};
use crate::fault::{Place, Problem, Result};
use crate::faults;
use crate::near;

faults! {
    /// Why an article is not found or not read.
    pub enum ArticleFault {
        "article-unknown" => Unknown { article: String, nearest: String },
        "article-exists" => Exists { article: String },
        "article-slug-malformed" => Slug { article: String },
        "article-front-missing" => NoFront {},
        "article-front-open" => Open {},
        "article-date-malformed" => Date { date: String },
    }
}

/// An article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Article {
    /// Its name: that of its file.
    pub slug: String,
    /// Its file, relative to the desk.
    pub path: PathBuf,
    /// What it is about.
    pub title: String,
    /// The category of tickets that it is about.
    pub category: Option<Code>,
    /// Words that people look for.
    pub keywords: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Who last found it right, and when.
    pub verified: Option<Verified>,
    /// The ticket that it was written from.
    pub from: Option<TicketRef>,
    /// The text after the keys.
    pub body: String,
}

/// Who found an article right, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The day, in the desk's zone.
    pub on: NaiveDate,
    /// Who.
    pub by: MemberId,
}

/// The articles that could be read, and what is wrong with the others.
#[derive(Debug, Default)]
pub struct All {
    /// By slug.
    pub articles: Vec<Article>,
    /// What is wrong.
    pub invalid: Vec<Problem>,
}

/// The keys before the text, in order.
pub const KEYS: [&str; 6] = ["title", "category", "keywords", "tags", "verified", "from"];
const MARK: &str = "---";
/// What some editors write before the first line.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The slugs of the articles of the desk at `root`.
pub fn slugs(root: &Path) -> Result<Vec<String>> {
    let files = disk::list(&root.join(layout::KNOWLEDGE))?;
    Ok(files.iter().filter_map(|file| file.strip_suffix(".md")).map(str::to_owned).collect())
}

/// Whether a text can be a slug: slugs become file names.
pub fn is_slug(text: &str) -> bool {
    let safe = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    !text.is_empty() && text.len() <= 200 && text.chars().all(safe)
}

/// The slug of a title: its letters and digits in small letters, hyphens for the rest.
pub fn slug_of(title: &str) -> String {
    let words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-").to_lowercase();
    let short: String = slug.chars().take(LONGEST_SLUG).collect();
    short.trim_matches('-').to_owned()
}

const LONGEST_SLUG: usize = 60;

/// The text of the file of an article; refuses a slug that has none.
pub fn source(root: &Path, slug: &str) -> Result<String> {
    let text = if is_slug(slug) { disk::read_text(&root.join(layout::article(slug)))? } else { None };
    text.map_or_else(|| Err(unknown(root, slug)?.into()), Ok)
}

fn unknown(root: &Path, slug: &str) -> Result<ArticleFault> {
    let nearest = near::list(slug, slugs(root)?.iter().map(String::as_str));
    Ok(ArticleFault::Unknown { article: slug.to_owned(), nearest })
}

/// The article of a slug.
pub fn read(root: &Path, slug: &str) -> Result<Article> {
    parse(slug, &source(root, slug)?)
}

/// Every article, read on every core.
pub fn all(root: &Path) -> Result<All> {
    let slugs = slugs(root)?;
    let work = |slugs: &[String]| slugs.iter().map(|slug| read(root, slug)).collect::<Vec<_>>();
    let mut all = All::default();
    for result in in_stretches(&slugs, work).into_iter().flatten() {
        match result {
            Ok(article) => all.articles.push(article),
            Err(problem) => all.invalid.push(problem),
        }
    }
    Ok(all)
}

/// A file in its parts: the bytes of the keys, and where the text begins.
fn split(text: &str) -> Result<(std::ops::Range<usize>, usize), (ArticleFault, usize)> {
    let mut at = 0;
    let mut start = None;
    for line in text.split_inclusive('\n') {
        let is_mark = line.trim_start_matches(BYTE_ORDER_MARK).trim_end() == MARK;
        match start {
            None if !is_mark => return Err((ArticleFault::NoFront {}, 0)),
            None => start = Some(at + line.len()),
            Some(start) if is_mark => return Ok((start..at, at + line.len())),
            Some(_) => {}
        }
        at += line.len();
    }
    Err(start.map_or((ArticleFault::NoFront {}, 0), |_| (ArticleFault::Open {}, 0)))
}

/// The place of one of an article's keys in the text of its file, as [`yaml::locate()`].
pub fn locate(text: &str, path: &yaml::Path<'_>) -> Option<Place> {
    let (front, _) = split(text).ok()?;
    let place = yaml::locate(&text[front], path)?;
    Some(Place { line: place.line + 1, ..place })
}

/// The article that the text of a file says.
pub fn parse(slug: &str, text: &str) -> Result<Article> {
    let path = layout::article(slug);
    let (front, body) = split(text).map_err(|(fault, at)| {
        let place = yaml::place_at(text, at);
        Problem::from(fault).at(Place { file: path.clone(), ..place })
    })?;
    let front = Front::read(&text[front]).map_err(|problem| below(problem, &path))?;
    let article = front.article(slug, &path, unix(text[body..].trim()));
    article.map_err(|problem| below(problem, &path))
}

/// A text with line feeds alone.
fn unix(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n") } else { text.to_owned() }
}

/// A problem with the keys, at its place in the file: they begin in its second line.
fn below(problem: Problem, path: &Path) -> Problem {
    match problem.place().cloned() {
        Some(place) => problem.at(Place { file: path.to_owned(), line: place.line + 1, ..place }),
        None => problem.at(Place::whole(path.to_owned())),
    }
}

/// The keys of an article.
struct Front<'a> {
    text: &'a str,
    value: Value,
}

impl<'a> Front<'a> {
    fn read(text: &'a str) -> Result<Self> {
        let front = Self { text, value: yaml::read_value(text)? };
        let Value::Map(entries) = &front.value else { return Err(front.wrong(&[], YamlFault::NotAMapping {})) };
        match entries.iter().find(|(key, _)| !KEYS.contains(&key.as_str())) {
            Some((key, _)) => {
                let fault = YamlFault::UnknownKey { key: key.clone(), nearest: near::list(key, KEYS) };
                let place = yaml::locate_key(text, &yaml::Path::new([]), key);
                Err(place.into_iter().fold(Problem::from(fault), Problem::at))
            }
            None => Ok(front),
        }
    }

    fn wrong(&self, steps: &[Step<'_>], problem: impl Into<Problem>) -> Problem {
        let place = yaml::locate(self.text, &yaml::Path::new(steps));
        let problem = problem.into();
        match place {
            Some(place) => problem.at(place),
            None => problem,
        }
    }

    fn text(&self, steps: &[Step<'_>], value: Option<&Value>) -> Result<Option<String>> {
        match value {
            None | Some(Value::Null) => Ok(None),
            Some(Value::Scalar(text)) => Ok(Some(text.clone())),
            Some(_) => Err(self.wrong(steps, YamlFault::ExpectedScalar {})),
        }
    }

    fn required(&self, steps: &[Step<'_>], key: &'static str, value: Option<&Value>) -> Result<String> {
        let text = self.text(steps, value)?.filter(|text| !text.trim().is_empty());
        text.ok_or_else(|| self.wrong(steps, YamlFault::MissingKey { key: key.to_owned() }))
    }

    fn list(&self, key: &'static str) -> Result<Vec<String>> {
        let items = match self.value.get(key) {
            None | Some(Value::Null) => return Ok(Vec::new()),
            Some(Value::List(items)) => items,
            Some(_) => return Err(self.wrong(&[Step::Key(key)], YamlFault::ExpectedItems {})),
        };
        let text = |(place, item)| {
            let steps = [Step::Key(key), Step::Index(place)];
            self.required(&steps, key, Some(item))
        };
        items.iter().enumerate().map(text).collect()
    }

    fn verified(&self) -> Result<Option<Verified>> {
        let key = Step::Key("verified");
        let value = match self.value.get("verified") {
            None | Some(Value::Null) => return Ok(None),
            Some(value @ Value::Map(_)) => value,
            Some(_) => return Err(self.wrong(&[key], YamlFault::ExpectedKeys {})),
        };
        let part = |name| self.required(&[key, Step::Key(name)], name, value.get(name));
        let date = part("at")?;
        let on =
            date.parse().map_err(|_| self.wrong(&[key, Step::Key("at")], ArticleFault::Date { date: date.clone() }))?;
        Ok(Some(Verified { on, by: part("by")?.as_str().into() }))
    }

    fn article(&self, slug: &str, path: &Path, body: String) -> Result<Article> {
        let get = |key| self.value.get(key);
        let from = self.text(&[Step::Key("from")], get("from"))?;
        let from = from.map(|text| text.parse::<TicketRef>()).transpose();
        Ok(Article {
            slug: slug.to_owned(),
            path: path.to_owned(),
            title: self.required(&[Step::Key("title")], "title", get("title"))?,
            category: self.text(&[Step::Key("category")], get("category"))?.map(|code| code.as_str().into()),
            keywords: self.list("keywords")?,
            tags: self.list("tags")?,
            verified: self.verified()?,
            from: from.map_err(|fault| self.wrong(&[Step::Key("from")], fault))?,
            body,
        })
    }
}

impl Article {
    /// The file of a new article.
    pub fn write(&self) -> String {
        let list = |items: &[String]| Value::List(items.iter().map(|item| item.as_str().into()).collect());
        let mut entries = vec![("title".to_owned(), Value::from(self.title.as_str()))];
        entries.extend(self.category.as_ref().map(|code| ("category".to_owned(), code.as_str().into())));
        for (key, items) in [("keywords", &self.keywords), ("tags", &self.tags)] {
            entries.extend((!items.is_empty()).then(|| (key.to_owned(), list(items))));
        }
        entries.extend(self.from.as_ref().map(|from| ("from".to_owned(), from.to_string().as_str().into())));
        format!("{MARK}\n{}{MARK}\n{}\n", yaml::write_value(&Value::Map(entries)), self.body.trim())
    }

    /// The text below the first heading of one of these names, without the heading, up to the next
    /// one that is not below it; `None` when there is no such heading. Headings in code do not count.
    pub fn section(&self, names: &[&str]) -> Option<&str> {
        let mut headings = headings(&self.body);
        let is_named = |name: &str| names.iter().any(|wanted| wanted.to_lowercase() == name.to_lowercase());
        let (_, level, _, start) = headings.find(|(_, _, name, _)| is_named(name))?;
        let end = headings.find(|(_, next, _, _)| *next <= level).map_or(self.body.len(), |(at, ..)| at);
        Some(self.body[start..end].trim())
    }
}

/// The headings of a text: where each begins, its level, its name, and where it ends.
fn headings(text: &str) -> impl Iterator<Item = (usize, usize, &str, usize)> {
    let (mut at, mut is_code) = (0, false);
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        is_code ^= line.trim_start().starts_with("```");
        let name = line.trim_start_matches('#');
        let level = line.len() - name.len();
        let is_heading = !is_code && (1..=6).contains(&level) && name.starts_with(' ');
        is_heading.then(|| (start, level, name.trim(), at))
    })
}

/// The file of an article after somebody found it right: nothing else of it changes.
pub fn verify(slug: &str, text: &str, verified: &Verified) -> Result<String> {
    parse(slug, text)?;
    let Ok((front, _)) = split(text) else { return Ok(text.to_owned()) };
    let parts = [("at", verified.on.to_string()), ("by", verified.by.to_string())];
    let front_value = yaml::read_value(&text[front.clone()])?;
    let edits: Vec<_> = if let Some(Value::Map(_)) = front_value.get("verified") {
        parts.iter().map(|(key, text)| set_part(key, text)).collect()
    } else {
        let entries = parts.iter().map(|(key, text)| ((*key).to_owned(), text.as_str().into())).collect();
        vec![Edit::Set { path: yaml::Path::key("verified"), value: Value::Map(entries) }]
    };
    let edited = yaml::apply_in(&text[front.clone()], &edits, &KEYS);
    let edited = edited.map_err(|problem| below(problem, &layout::article(slug)))?;
    Ok(format!("{}{edited}{}", &text[..front.start], &text[front.end..]))
}

fn set_part<'a>(key: &'a str, text: &str) -> Edit<'a> {
    Edit::Set { path: yaml::Path::new([Step::Key("verified"), Step::Key(key)]), value: text.into() }
}

#[cfg(test)]
mod tests;
