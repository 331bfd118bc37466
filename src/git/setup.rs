//! The settings of git that a clone needs so that the desk's files merge by what they mean.
use std::collections::HashMap;
use std::path::PathBuf;

use super::repository::Repository;
use crate::fault::Result;
use crate::faults;

faults! {
    /// Why a setting is not made.
    pub enum SetupFault {
        "usage-lane-malformed" => Lane { lane: String },
    }
}

/// The setting that holds the command of the driver.
pub const DRIVER: &str = "merge.tickets.driver";

/// The setting that holds the lane of this clone's numbers.
pub const LANE: &str = "tickets.lane";

/// How many moved files are looked for on each side of a merge, also where a lower `diff.renameLimit`
/// would hold. Closing moves a file and keeps its name, so almost all are found by name; this is for
/// those that changed much.
const RENAMES: u32 = 10_000;

/// One setting, and the value that it must have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub key: &'static str,
    /// Its value.
    pub value: String,
    /// Whether a higher number serves as well.
    at_least: bool,
}

/// The settings for merging with `program`, as a shell would find it.
pub fn settings(program: &str) -> Vec<Setting> {
    let exactly = |key, value: &str| Setting { key, value: value.to_owned(), at_least: false };
    let at_least = |key| Setting { key, value: RENAMES.to_string(), at_least: true };
    vec![
        exactly("merge.tickets.name", "tickets: what two sides did to a file of the desk"),
        exactly(DRIVER, &format!("{} git merge-driver %O %A %B %P", quoted(program))),
        exactly("merge.renames", "true"),
        at_least("merge.renameLimit"),
        // Closing every ticket moves all of `tickets/`: a new one of the other side must not follow.
        exactly("merge.directoryRenames", "false"),
    ]
}

/// As the shell takes it, and git, to which a percent sign means something.
fn quoted(program: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    let program = program.replace('%', "%%");
    if program.chars().all(plain) { program } else { format!("'{}'", program.replace('\'', r"'\''")) }
}

impl Setting {
    fn holds(&self, value: &str) -> bool {
        let number = |text: &str| text.parse::<u32>().ok();
        value == self.value || (self.at_least && number(value) > number(&self.value))
    }
}

impl Repository {
    /// Those of `settings` that this repository, with all its work trees, does not have.
    pub fn lacks(&self, settings: Vec<Setting>) -> Vec<Setting> {
        // Git fails when there is no such file yet.
        let listed = self.git(&["config", "--local", "--list", "-z"]).bytes().unwrap_or_default();
        let listed = String::from_utf8_lossy(&listed);
        // Of several values the last one holds.
        let known: HashMap<_, _> = listed.split('\0').filter_map(|entry| entry.split_once('\n')).collect();
        let value = |setting: &Setting| known.get(listed_as(setting.key).as_str()).copied();
        settings.into_iter().filter(|setting| !value(setting).is_some_and(|value| setting.holds(value))).collect()
    }

    /// Makes a setting for this repository with all its work trees.
    pub fn set(&self, setting: &Setting) -> Result<()> {
        self.git(&["config", "--local", "--replace-all", setting.key, &setting.value]).text().map(drop)
    }

    /// Gives this repository, with all its work trees, a lane for the numbers of its tickets.
    ///
    /// # Errors
    /// `usage-lane-malformed` for a name that cannot stand in a number.
    pub fn set_lane(&self, lane: &str) -> Result<()> {
        let is_plain = |c: char| c.is_alphanumeric() || "-_".contains(c);
        if lane.is_empty() || !lane.chars().all(is_plain) {
            return Err(SetupFault::Lane { lane: lane.to_owned() }.into());
        }
        self.git(&["config", "--local", "--replace-all", LANE, lane]).text().map(drop)
    }

    /// The folder in which git looks for hooks.
    pub fn hooks(&self) -> Result<PathBuf> {
        self.git(&["rev-parse", "--path-format=absolute", "--git-path", "hooks"]).text().map(PathBuf::from)
    }

    /// Whether a driver is set anywhere: in this repository, for this user, for this machine.
    pub fn has_driver(&self) -> bool {
        self.git(&["config", "--get", DRIVER]).text().is_ok()
    }
}

/// How git lists a name: only what stands between the first and the last dot keeps its case.
fn listed_as(key: &str) -> String {
    key.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_is_named_as_the_shell_and_git_take_it() {
        for (program, command) in [
            ("tickets", "tickets"),
            ("/opt/bin/tickets", "/opt/bin/tickets"),
            ("/home/li na/50%/it's", r"'/home/li na/50%%/it'\''s'"),
            (r"C:\tools\tickets.exe", r"'C:\tools\tickets.exe'"),
        ] {
            assert_eq!(quoted(program), command);
        }
    }

    #[test]
    fn a_higher_limit_serves_as_well() {
        let settings = settings("tickets");
        let limit = settings.iter().find(|setting| setting.key == "merge.renameLimit").unwrap();
        assert!(limit.holds("10000") && limit.holds("20000") && !limit.holds("400") && !limit.holds("many"));
        assert!(!settings[0].holds("zzz"));
    }
}
