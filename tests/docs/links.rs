//! Every link to a file of the repository leads to one, and every anchor to a heading.
use std::collections::HashMap;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::{document, repository};

/// The documents people read, relative to the repository.
fn documents() -> Vec<String> {
    let mut found = Vec::new();
    for (dir, is_example) in [("", false), ("docs", false), ("examples", true)] {
        for entry in fs::read_dir(repository(dir)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let path = Path::new(dir).join(&name);
            let path = if is_example { path.join("README.md") } else { path };
            let is_document = path.extension().is_some_and(|ending| ending == "md");
            if is_document && repository(path.to_str().unwrap()).is_file() {
                found.push(path.to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

/// The lines outside fenced blocks.
pub(super) fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut inside = false;
    text.lines().filter(move |line| {
        let fence = line.starts_with("```");
        inside ^= fence;
        !inside && !fence
    })
}

/// The targets of `[words](target)` and `<img src="target">`.
fn links(text: &str) -> Vec<String> {
    let target = |rest: &str, end| rest.split(end).next().unwrap().to_owned();
    let mut links = Vec::new();
    for line in prose(text) {
        links.extend(line.split("](").skip(1).map(|rest| target(rest, ')')));
        links.extend(line.split("src=\"").skip(1).map(|rest| target(rest, '"')));
    }
    links.retain(|link| !link.contains("://") && !link.starts_with("mailto:"));
    links
}

/// The anchors of a document's headings, as forges make them.
fn anchors(text: &str) -> Vec<String> {
    let headings = prose(text).filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    let slug = |heading: &str| {
        let kept =
            heading.to_lowercase().chars().filter(|c| c.is_alphanumeric() || "-_ ".contains(*c)).collect::<String>();
        kept.replace(' ', "-")
    };
    let mut seen = HashMap::new();
    let mut anchors = Vec::new();
    for heading in headings.map(slug) {
        let count = seen.entry(heading.clone()).and_modify(|count| *count += 1).or_insert(0);
        anchors.push(if *count == 0 { heading } else { format!("{heading}-{count}") });
    }
    anchors
}

/// A path without `..`.
fn plain(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut plain, part| {
        if part == Component::ParentDir {
            plain.pop();
        } else {
            plain.push(part);
        }
        plain
    })
}

#[test]
fn every_link_leads_somewhere() {
    let documents = documents();
    assert!(documents.len() >= 6, "{documents:?}");
    for path in documents {
        for link in links(&document(&path)) {
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = match file {
                "" => PathBuf::from(&path),
                file => plain(&Path::new(&path).parent().unwrap().join(file)),
            };
            let target = target.to_str().unwrap();
            assert!(repository(target).exists(), "{path}: `{link}` leads nowhere");
            if !anchor.is_empty() {
                let known = anchors(&document(target));
                assert!(known.iter().any(|known| known == anchor), "{path}: `{link}` is none of {known:#?}");
            }
        }
    }
}
