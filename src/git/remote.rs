//! Remote repositories: which one a branch is kept level with, fetching from it, pushing to it.
use super::process::{Ended, Git};
use super::repository::Repository;
use super::state::StateFault;
use crate::fault::Result;
use crate::{faults, near};

faults! {
    /// Why a remote repository cannot be worked with.
    pub enum RemoteFault {
        "remote-none" => None {},
        "remote-several" => Several { remotes: String },
        "remote-unknown" => Unknown { remote: String, remotes: String },
        "remote-unreachable" => Unreachable { remote: String, words: String },
        "remote-refused" => Refused { remote: String, words: String },
    }
}

/// The branch of a remote repository that a local branch is kept level with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upstream {
    /// The name of the remote.
    pub remote: String,
    /// The branch there.
    pub branch: String,
    /// The branch here.
    pub local: String,
    /// Whether the clone remembers that they belong together.
    pub is_known: bool,
}

impl Upstream {
    /// As people write it: `origin/main`.
    pub fn shown(&self) -> String {
        format!("{}/{}", self.remote, self.branch)
    }

    fn there(&self) -> String {
        format!("refs/heads/{}", self.branch)
    }

    fn seen_here(&self) -> String {
        format!("refs/remotes/{}/{}", self.remote, self.branch)
    }
}

/// Whether somebody is there whom git and ssh may ask for a name and a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prompts {
    /// Somebody is.
    Allowed,
    /// Nobody is: to ask would be to hang.
    Forbidden,
}

impl Repository {
    /// The upstream of the present branch: the one that is named, else the one that the clone remembers,
    /// else the branch of the same name in `origin` or in the only remote.
    pub fn upstream(&self, remote: Option<&str>, branch: Option<&str>) -> Result<Upstream> {
        let local = self.git(&["symbolic-ref", "--quiet", "--short", "HEAD"]).text();
        let local = local.map_err(|_| StateFault::Detached {})?;
        let config = |key: &str| self.git(&["config", "--get", &format!("branch.{local}.{key}")]).text().ok();
        let (known, merges) = (config("remote"), config("merge"));
        let known_branch = merges.as_deref().and_then(|name| name.strip_prefix("refs/heads/"));
        let remote = self.remote(remote.or(known.as_deref()))?;
        let branch = branch.or(known_branch.filter(|_| known.as_ref() == Some(&remote))).unwrap_or(&local).to_owned();
        let is_known = known.as_ref() == Some(&remote) && known_branch.is_some();
        Ok(Upstream { remote, branch, local, is_known })
    }

    fn remote(&self, named: Option<&str>) -> Result<String> {
        let remotes = self.git(&["remote"]).text()?;
        let known: Vec<_> = remotes.lines().collect();
        let found = match (named, known.as_slice()) {
            (Some(named), known) if known.contains(&named) => named,
            (Some(named), known) => {
                return Err(
                    RemoteFault::Unknown { remote: named.to_owned(), remotes: known.join(near::SEPARATOR) }.into()
                );
            }
            (None, []) => return Err(RemoteFault::None {}.into()),
            (None, [only]) => only,
            (None, known) if known.contains(&"origin") => "origin",
            (None, known) => return Err(RemoteFault::Several { remotes: known.join(near::SEPARATOR) }.into()),
        };
        Ok(found.to_owned())
    }

    /// Brings what the remote branch has; its commit, or `None` when there is no such branch yet.
    ///
    /// # Errors
    /// `remote-unreachable` with git's words.
    pub fn fetch(&self, upstream: &Upstream, prompts: Prompts) -> Result<Option<String>> {
        let (remote, there) = (upstream.remote.as_str(), upstream.there());
        let refspec = format!("+{there}:{}", upstream.seen_here());
        let fetched = self.speaking(&["fetch", "--quiet", remote, &refspec], prompts)?;
        if fetched.is_done() {
            return Ok(self.commit_of(&upstream.seen_here()));
        }
        // Git tells a missing branch by its exit code only here.
        let listed = self.speaking(&["ls-remote", "--exit-code", remote, &there], prompts)?;
        if listed.code == Some(NO_SUCH_BRANCH) {
            return Ok(None);
        }
        Err(RemoteFault::Unreachable { remote: remote.to_owned(), words: fetched.words }.into())
    }

    /// Sends the present branch; whether the remote took it. It may have moved, or refuse.
    pub fn push(&self, upstream: &Upstream, prompts: Prompts) -> Result<Ended> {
        let refspec = format!("refs/heads/{}:{}", upstream.local, upstream.there());
        let mut args = vec!["push", "--quiet"];
        args.extend((!upstream.is_known).then_some("--set-upstream"));
        args.extend([upstream.remote.as_str(), &refspec]);
        self.speaking(&args, prompts)
    }

    /// The commit of a name; `None` when there is no such name.
    fn commit_of(&self, name: &str) -> Option<String> {
        let question = ["rev-parse", "--quiet", "--verify", "--end-of-options", &format!("{name}^{{commit}}")];
        self.git(&question).text().ok()
    }

    fn speaking(&self, args: &[&str], prompts: Prompts) -> Result<Ended> {
        let git: Git = self.for_people(args);
        match prompts {
            Prompts::Allowed => git.without_input().ended(),
            Prompts::Forbidden => git.without_input().env("GIT_TERMINAL_PROMPT", "0").ended(),
        }
    }
}

/// How `git ls-remote --exit-code` ends when the remote has no such branch.
const NO_SUCH_BRANCH: i32 = 2;
