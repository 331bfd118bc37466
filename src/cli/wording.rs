//! Vague words are pointed out before a text is written.
use std::path::Path;

use clap::Args;

use super::context::Context;
use super::{output, present};
use crate::desk::open::Desk;
use crate::desk::wording::{Policy, Use, Vague, Wording};
use crate::domain::act::Act;
use crate::fault::{Place, Problem, Result};
use crate::faults;
use crate::store::yaml;

faults! {
    /// What is said of vague words.
    pub enum WordingFault {
        "wording-vague" => Vague { word: String, advice: String },
        "wording-refused" => Refused { words: String },
    }
}

/// Whether a text is written in spite of vague words.
#[derive(Debug, Clone, Copy, Default, Args)]
pub struct Forced {
    /// Write it in spite of vague words that the desk refuses; a note says so
    #[arg(long)]
    force: bool,
}

impl Forced {
    /// Points out the vague words of texts before they are written.
    ///
    /// Returns the act to record when refused words are forced.
    ///
    /// # Errors
    /// `wording-refused` when the desk refuses one of the words and it is not forced.
    pub fn check(self, context: &Context, desk: &Desk, used: Use, texts: &[&str]) -> Result<Option<Act>> {
        let wording = crate::desk::open::wording(&desk.root)?;
        let mut refused = Vec::new();
        for text in texts {
            for vague in point_out(context, &wording, Some(used), Path::new(used.code()), text)? {
                if vague.policy == Policy::Refuse && !refused.contains(&vague.word) {
                    refused.push(vague.word);
                }
            }
        }
        let words = refused.join(context.language.word("list-comma"));
        match (refused.is_empty(), self.force) {
            (true, _) => Ok(None),
            (false, false) => Err(WordingFault::Refused { words }.into()),
            (false, true) => {
                let text = desk.settings.language.say("wording-forced", &[("words", &words)]);
                Ok(Some(Act::Noted { text: text.into() }))
            }
        }
    }
}

/// Tells of each vague word of a text, with its line and a caret under it; returns them.
pub fn point_out<'w>(
    context: &Context,
    wording: &'w Wording,
    used: Option<Use>,
    name: &Path,
    text: &str,
) -> Result<Vec<Vague<'w>>> {
    let found = wording.find(text, used)?;
    for vague in &found {
        let place = Place { file: name.to_owned(), ..yaml::place_at(text, vague.hit.span.start) };
        let fault =
            WordingFault::Vague { word: text[vague.hit.span.clone()].to_owned(), advice: vague.advice.to_owned() };
        let kind = context.language.word("severity.warning");
        output::tell(&present::told(kind, &Problem::from(fault).at(place), context.language));
    }
    Ok(found)
}
