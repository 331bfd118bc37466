//! A Chinese reader misses nothing: every page has a Chinese one of the same shape, and each leads to the other.
use std::fs;

use super::links::prose;
use super::tours::blocks;
use super::{document, repository};

/// The English pages: the README and all below `docs`.
fn pages() -> Vec<String> {
    let entries = fs::read_dir(repository("docs")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut pages: Vec<_> = names.filter(|name| name.ends_with(".md")).map(|name| format!("docs/{name}")).collect();
    pages.push("README.md".to_owned());
    pages.retain(|page| !page.ends_with(".zh-CN.md"));
    pages.sort();
    pages
}

fn chinese(page: &str) -> String {
    format!("{}.zh-CN.md", page.trim_end_matches(".md"))
}

/// How deep the headings are, in their order.
fn levels(text: &str) -> Vec<usize> {
    let headings = prose(text).filter(|line| line.starts_with('#'));
    headings.map(|line| line.chars().take_while(|c| *c == '#').count()).collect()
}

/// What follows the fence of each block, in their order.
fn fences(text: &str) -> Vec<&str> {
    blocks(text).into_iter().map(|(info, _)| info).collect()
}

fn links_to(text: &str, path: &str) -> bool {
    let (_, name) = path.rsplit_once('/').unwrap_or(("", path));
    text.lines().take(3).any(|line| line.contains(&format!("]({name})")))
}

#[test]
fn every_page_has_a_chinese_one_of_the_same_shape() {
    for page in pages() {
        let other = chinese(&page);
        assert!(repository(&other).is_file(), "{page} has no {other}");
        let (english, chinese) = (document(&page), document(&other));
        assert_eq!(levels(&english), levels(&chinese), "headings of {page} and {other}");
        assert_eq!(fences(&english), fences(&chinese), "blocks of {page} and {other}");
        assert!(links_to(&english, &other), "{page} begins without a link to {other}");
        assert!(links_to(&chinese, &page), "{other} begins without a link to {page}");
    }
}
