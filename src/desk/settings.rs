//! `desk.yaml`: the identity of the desk.
use serde::{Deserialize, Serialize};

use crate::domain::number::NumberFormat;
use crate::fault::{Result, Within as _};
use crate::faults;
use crate::text::Language;
use crate::time::zone::Zone;

/// The version of the file format that this program reads and writes.
pub const FORMAT: u32 = 1;

/// `desk.yaml` as it stands.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SettingsFile {
    /// The version of the file format.
    pub format: u32,
    /// What the desk is called.
    pub name: String,
    /// The language of messages and labels.
    #[serde(default)]
    pub language: Language,
    /// The IANA time zone that days and numbers are cut in.
    pub timezone: String,
    /// The number format, such as `CS{yyyy}{mm}{dd}{seq:4}`.
    pub number: String,
    /// The phrase that tells a customer the number; `{number}` stands for it.
    #[serde(default)]
    pub number_phrase: Option<String>,
    /// Whether a ticket is closed only after the customer confirmed.
    #[serde(default)]
    pub close_needs_confirmation: bool,
    /// Whether commands commit what they changed.
    #[serde(default)]
    pub commit: Commit,
    /// How `tickets sync` joins what others sent.
    #[serde(default)]
    pub sync: Join,
    /// Whether commits must be signed.
    #[serde(default)]
    pub signatures: Signatures,
}

/// Whether commands commit what they changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Commit {
    /// No: whoever works at the desk does.
    #[default]
    Off,
    /// After asking.
    Ask,
    /// Yes, one commit for each command.
    Auto,
}

/// How two lines of commits are joined.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Join {
    /// By a commit that has both before it.
    #[default]
    Merge,
    /// By putting ours on top of theirs.
    Rebase,
}

/// Whether commits must be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Signatures {
    /// They may be.
    #[default]
    Off,
    /// They must.
    Required,
}

/// The identity of a desk.
#[derive(Debug, Clone)]
pub struct Settings {
    /// What the desk is called.
    pub name: String,
    /// The language of messages and labels.
    pub language: Language,
    /// The time zone that days and numbers are cut in.
    pub zone: Zone,
    /// The number format.
    pub number: NumberFormat,
    /// The phrase that tells a customer the number; `{number}` stands for it.
    pub number_phrase: Option<String>,
    /// Whether a ticket is closed as solved only after the customer confirmed.
    pub close_needs_confirmation: bool,
    /// Whether commands commit what they changed.
    pub commit: Commit,
    /// How `tickets sync` joins what others sent.
    pub sync: Join,
    /// Whether commits must be signed: `git audit` looks.
    pub signatures: Signatures,
}

faults! {
    /// Why a `desk.yaml` cannot be used.
    pub enum SettingsFault {
        "format-newer" => Newer { format: u32, known: u32 },
        "format-older" => Older { format: u32, known: u32 },
    }
}

impl SettingsFile {
    /// The settings, validated.
    pub fn validate(self) -> Result<Settings> {
        let known = FORMAT;
        match self.format {
            format if format > known => return Err(SettingsFault::Newer { format, known }).within("format"),
            format if format < known => return Err(SettingsFault::Older { format, known }).within("format"),
            _ => {}
        }
        Ok(Settings {
            name: self.name,
            language: self.language,
            zone: Zone::find(&self.timezone).within("timezone")?,
            number: NumberFormat::parse(&self.number).within("number")?,
            number_phrase: self.number_phrase,
            close_needs_confirmation: self.close_needs_confirmation,
            commit: self.commit,
            sync: self.sync,
            signatures: self.signatures,
        })
    }
}
