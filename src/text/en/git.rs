pub(super) const TABLE: crate::text::Table = &[
    ("git-missing", "git is not installed, or not on the path"),
    ("git-missing.hint", "install git, or use --no-git"),
    ("git-failed", "`{command}` failed: {cause}"),
    ("git-no-repository", "`{dir}` is in no git repository"),
    ("git-no-repository.hint", "`git init` makes one here; `tickets init` does it for a new desk"),
];
