//! A Chinese reader misses nothing: every page has a Chinese one of the same shape, and each leads to the other.
use std::fs;

use super::links::prose;
use super::tours::blocks;
use super::{document, repository};

/// The pages, the README and all below `docs`, without language and ending.
fn pages() -> Vec<String> {
    let entries = fs::read_dir(repository("docs")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut pages: Vec<_> = names.filter_map(|name| Some(format!("docs/{}", name.strip_suffix(".md")?))).collect();
    pages.retain(|page| !page.contains(".zh-CN"));
    pages.push("README".to_owned());
    pages.sort();
    pages
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
        let [page, other] = [".md", ".zh-CN.md"].map(|ending| format!("{page}{ending}"));
        assert!(repository(&other).is_file(), "{page} has no {other}");
        let (english, chinese) = (document(&page), document(&other));
        assert_eq!(levels(&english), levels(&chinese), "headings of {page} and {other}");
        assert_eq!(fences(&english), fences(&chinese), "blocks of {page} and {other}");
        assert!(links_to(&english, &other), "{page} begins without a link to {other}");
        assert!(links_to(&chinese, &page), "{other} begins without a link to {page}");
    }
}
