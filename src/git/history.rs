//! Commits with the files they changed.
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use super::object::ObjectId;
use super::raw;
use super::repository::Repository;
use crate::domain::moment::{self, Moment};
use crate::fault::Result;

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commit {
    /// Its id.
    pub id: ObjectId,
    /// The commits it grew from, as far as this clone knows them.
    pub parents: Vec<ObjectId>,
    /// The author's name, as `.mailmap` has it.
    pub author: String,
    /// The author's address, as `.mailmap` has it.
    pub email: String,
    /// When the author made it.
    pub at: Moment,
    /// Those whom the message names after `Co-authored-by:`, each `Name <address>`.
    pub coauthors: Vec<String>,
    /// The members whom the message names after `Acted-by:`.
    pub actors: Vec<String>,
    /// What git says of its signature: `G` good, `N` none … ; `None` when it was not asked.
    pub signature: Option<char>,
}

/// A file that a commit changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// Where it stands, relative to the desk.
    pub path: PathBuf,
    /// What each parent has there; a first commit has one parent that has nothing.
    pub olds: Vec<Option<ObjectId>>,
    /// What the commit has there.
    pub new: Option<ObjectId>,
}

/// A commit and what it changed in the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The commit.
    pub commit: Commit,
    /// The files.
    pub files: Vec<Touched>,
}

/// Begins a commit in the answer of git; the fields follow, each ended by a NUL.
const FORMAT: &str = "--format=%x01%H%x00%P%x00%aN%x00%aE%x00%aI%x00\
    %(trailers:key=Co-authored-by,valueonly,unfold,separator=%x02)%x00\
    %(trailers:key=Acted-by,valueonly,unfold,separator=%x02)%x00";

/// Up to so many paths are followed by a process each: of one path alone git knows the commits by the
/// filters of its commit graph, thirty times as fast.
const APART: usize = 8;

const LOG: [&str; 11] = [
    "-c",
    "log.showSignature=false",
    "-c",
    "log.showRoot=true",
    "log",
    "-z",
    "--raw",
    "--no-abbrev",
    "--no-renames",
    "--topo-order",
    "--reverse",
];

impl Repository {
    /// The commits that changed any of `paths`, which are relative to the desk and name files: merges
    /// last, and each kind by when its authors made it. A merge is among them only when it took a file
    /// from none of its sides. Commits before `since` are not looked at.
    pub fn commits_of(&self, paths: &[PathBuf], since: Option<Moment>) -> Result<Vec<Carried>> {
        let groups: Vec<_> = if paths.len() <= APART { paths.chunks(1).collect() } else { vec![paths] };
        let answers = std::thread::scope(|scope| {
            let runs: Vec<_> = groups.into_iter().map(|paths| scope.spawn(|| self.log_of(paths, since))).collect();
            runs.into_iter().map(|run| run.join().unwrap_or_else(|_| Ok(Vec::new()))).collect::<Result<Vec<_>>>()
        });
        let mut commits: HashMap<ObjectId, Carried> = HashMap::new();
        for Carried { commit, files } in answers?.into_iter().flatten() {
            let carried = commits.entry(commit.id.clone()).or_insert_with(|| Carried { commit, files: Vec::new() });
            carried.files.extend(files);
        }
        let mut commits: Vec<_> = commits.into_values().collect();
        commits.sort_by(|one, other| order(&one.commit).cmp(&order(&other.commit)));
        Ok(commits)
    }

    fn log_of(&self, paths: &[PathBuf], since: Option<Moment>) -> Result<Vec<Carried>> {
        let since = since.map(|since| format!("--since={}", moment::write(since)));
        let mut args = vec!["--literal-pathspecs"];
        args.extend(LOG);
        args.extend([FORMAT, "--diff-merges=combined", "--no-follow", "--relative", "--stdin"]);
        args.extend(since.as_deref());
        let mut input = "HEAD\n--\n".to_owned();
        for path in paths {
            input.extend([&path.to_string_lossy(), "\n"]);
        }
        read(&self.git(&args).fed(input.as_bytes())?)
    }

    /// The commits of `range` (`A..B`, or all that lead to `A`), parents before children, and all they
    /// changed in the desk, against each of their parents. With `signatures` git checks those.
    pub fn commits(&self, range: &str, signatures: bool) -> Result<Vec<Carried>> {
        let format = if signatures { format!("{FORMAT}%G?%x00") } else { FORMAT.to_owned() };
        let mut args = LOG.to_vec();
        args.extend([&format, "--diff-merges=off", "--no-follow", "--relative", range, "--"]);
        let mut commits = read(&self.git(&args).bytes()?)?;
        self.compare_merges(&mut commits)?;
        Ok(commits)
    }

    /// Fills in what merges changed: git compares each with all its parents in one process.
    fn compare_merges(&self, commits: &mut [Carried]) -> Result<()> {
        let mut input = String::new();
        for Commit { id, parents, .. } in
            commits.iter().map(|carried| &carried.commit).filter(|commit| is_merge(commit))
        {
            input.extend(parents.iter().map(|parent| format!("{id} {parent}\n")));
        }
        if input.is_empty() {
            return Ok(());
        }
        let args =
            ["diff-tree", "--stdin", "--always", "-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--relative"];
        let answer = self.git(&args).fed(input.as_bytes())?;
        let mut sides = sides(&answer).into_iter();
        for Carried { commit, files } in commits.iter_mut().filter(|carried| is_merge(&carried.commit)) {
            *files = united(sides.by_ref().take(commit.parents.len()).collect());
        }
        Ok(())
    }

    /// Of commits without a parent, those whose parents only this shallow clone lacks.
    pub fn cut_off(&self, commits: &[Carried]) -> Result<Vec<ObjectId>> {
        if !self.is_shallow {
            return Ok(Vec::new());
        }
        let roots = commits.iter().filter(|carried| carried.commit.parents.is_empty());
        let roots: Vec<_> = roots.map(|carried| carried.commit.id.clone()).collect();
        let contents = self.contents(&roots)?;
        let has_parent = |content: &Option<Vec<u8>>| {
            content.as_ref().is_some_and(|content| {
                let head = String::from_utf8_lossy(content);
                head.lines().take_while(|line| !line.is_empty()).any(|line| line.starts_with("parent "))
            })
        };
        Ok(roots.into_iter().zip(&contents).filter(|(_, content)| has_parent(content)).map(|(id, _)| id).collect())
    }
}

/// Merges last: what they unite was carried before.
fn order(commit: &Commit) -> (bool, Moment, &str) {
    (is_merge(commit), commit.at, &commit.id)
}

fn is_merge(commit: &Commit) -> bool {
    commit.parents.len() > 1
}

/// The changes of a merge against each parent, in turn: `<commit>`, then records.
fn sides(answer: &[u8]) -> Vec<Vec<raw::Record>> {
    let mut sides: Vec<Vec<raw::Record>> = Vec::new();
    let mut tokens = answer.split(|&byte| byte == 0);
    while let Some(token) = tokens.next() {
        match (raw::record(token, &mut tokens), sides.last_mut()) {
            (Some(record), Some(side)) => side.push(record),
            (None, _) if !token.is_empty() => sides.push(Vec::new()),
            _ => {}
        }
    }
    sides
}

/// One entry for each path that differs from any parent; where it does not, the parent has what the
/// merge has.
fn united(sides: Vec<Vec<raw::Record>>) -> Vec<Touched> {
    let mut news: BTreeMap<PathBuf, Option<ObjectId>> = BTreeMap::new();
    let mut olds: Vec<HashMap<PathBuf, Option<ObjectId>>> = Vec::new();
    for side in sides {
        let mut side_olds = HashMap::new();
        for record in side {
            news.insert(record.path.clone(), record.new);
            side_olds.insert(record.path, record.olds.into_iter().next().flatten());
        }
        olds.push(side_olds);
    }
    let old =
        |path: &Path, new: &Option<ObjectId>| olds.iter().map(|side| side.get(path).unwrap_or(new).clone()).collect();
    news.into_iter().map(|(path, new)| Touched { olds: old(&path, &new), path, new }).collect()
}

/// The values of one trailer, in [`FORMAT`].
fn trailers(field: &str) -> Vec<String> {
    field.split('\x02').filter(|value| !value.is_empty()).map(str::to_owned).collect()
}

/// The commits of an answer of `git log` in [`FORMAT`].
fn read(answer: &[u8]) -> Result<Vec<Carried>> {
    let mut commits: Vec<Carried> = Vec::new();
    let mut tokens = answer.split(|&byte| byte == 0).peekable();
    while let Some(token) = tokens.next() {
        let token = token.strip_prefix(b"\n").unwrap_or(token);
        if let Some(id) = token.strip_prefix(b"\x01") {
            let mut field = || String::from_utf8_lossy(tokens.next().unwrap_or_default()).into_owned();
            let [parents, author, email, at, coauthors, actors] = std::array::from_fn(|_| field());
            let signature = tokens.next_if(|token| token.len() == 1 && token[0].is_ascii_uppercase());
            let commit = Commit {
                id: String::from_utf8_lossy(id).into_owned(),
                parents: parents.split(' ').filter(|parent| !parent.is_empty()).map(str::to_owned).collect(),
                author,
                email,
                at: moment::read(&at)?,
                coauthors: trailers(&coauthors),
                actors: trailers(&actors),
                signature: signature.map(|token| char::from(token[0])),
            };
            commits.push(Carried { commit, files: Vec::new() });
        } else if let (Some(record), Some(last)) = (raw::record(token, &mut tokens), commits.last_mut()) {
            last.files.push(Touched { path: record.path, olds: record.olds, new: record.new });
        }
    }
    Ok(commits)
}
