//! The texts that a desk keeps at hand: standard replies and articles.
use std::path::Path;

use super::fault::CheckFault;
use super::known::Known;
use super::{Finding, Mention, Severity, keep};
use crate::desk::scripts::{self, ScriptFault};
use crate::desk::vocabulary::{List, Vocabulary, VocabularyFault};
use crate::near;
use crate::store::knowledge::{self, Article, ArticleFault};
use crate::store::yaml::{self, Step};
use crate::store::{disk, layout};
use crate::time::Instant;
use crate::time::clocks::Policies;

/// What is wrong with the standard replies.
pub fn scripts(root: &Path, vocabulary: &Vocabulary, policies: &Policies, findings: &mut Vec<Finding>) {
    let clocks: Vec<_> = policies.clocks().iter().map(|clock| clock.name().as_str()).collect();
    let folder = Path::new(layout::SCRIPTS);
    for file in keep(disk::list(&root.join(folder)), folder, findings).unwrap_or_default() {
        let path = folder.join(&file);
        let Some(name) = file.strip_suffix(".yaml").filter(|name| scripts::is_name(name)) else {
            findings.push(Finding::warning(&path, ScriptFault::Name { path: path.display().to_string() }));
            continue;
        };
        let checked = scripts::read(root, name).and_then(|stored| stored.validate(vocabulary, &clocks));
        keep(checked, &path, findings);
    }
}

/// What is wrong with the articles; returns the tickets that they name.
/// Nobody can have verified one after `latest`.
pub(super) fn articles(root: &Path, known: &Known, latest: Instant, findings: &mut Vec<Finding>) -> Vec<Mention> {
    let folder = Path::new(layout::KNOWLEDGE);
    let mut mentions = Vec::new();
    for file in keep(disk::list(&root.join(folder)), folder, findings).unwrap_or_default() {
        let path = folder.join(&file);
        let Some(slug) = file.strip_suffix(".md").filter(|slug| knowledge::is_slug(slug)) else {
            findings.push(Finding::warning(&path, ArticleFault::Slug { article: file }));
            continue;
        };
        let Some(article) = keep(knowledge::read(root, slug), &path, findings) else { continue };
        let mut warn = |key, fault: CheckFault| {
            let path = yaml::Path::new([Step::Key("verified"), Step::Key(key)]);
            findings.push(Finding::within(root, &article.path, &path, Severity::Warning, fault.into()));
        };
        let verified = [("by", verifier(known, &article)), ("at", verified_ahead(known, &article, latest))];
        for (key, fault) in verified {
            if let Some(fault) = fault {
                warn(key, fault);
            }
        }
        if let Some(fault) = unknown_category(known, &article) {
            let path = yaml::Path::new([Step::Key("category")]);
            findings.push(Finding::within(root, &article.path, &path, Severity::Warning, fault.into()));
        }
        mentions.extend(article.from.map(|to| Mention { file: path, path: "from".to_owned(), to }));
    }
    mentions
}

/// A category that no ticket can have is about none.
fn unknown_category(known: &Known, article: &Article) -> Option<VocabularyFault> {
    let (vocabulary, category) = (known.vocabulary.as_ref()?, article.category.as_ref()?.as_str());
    let is_known = vocabulary.admits_above(List::Category, category);
    (!is_known).then(|| vocabulary.unknown(List::Category, category))
}

/// Who verified an article must be a member of the desk.
fn verifier(known: &Known, article: &Article) -> Option<CheckFault> {
    let (roster, verified) = (known.roster.as_ref()?, article.verified.as_ref()?);
    if roster.members.contains_key(&verified.by) {
        return None;
    }
    let member = verified.by.to_string();
    let nearest = near::list(&member, roster.members.keys().map(AsRef::as_ref));
    Some(CheckFault::Member { member, count: 1, nearest })
}

/// It was verified on a day that has come.
fn verified_ahead(known: &Known, article: &Article, latest: Instant) -> Option<CheckFault> {
    let (settings, verified) = (known.settings.as_ref()?, article.verified.as_ref()?);
    let is_ahead = verified.on > settings.zone.date_at(latest);
    is_ahead.then(|| CheckFault::VerifiedAhead { date: verified.on.to_string() })
}
