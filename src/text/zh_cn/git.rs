pub(super) const TABLE: crate::text::Table = &[
    ("git-missing", "未找到 git，或其不在路径中"),
    ("git-missing.hint", "请安装 git，或使用 --no-git"),
    ("git-failed", "`{command}` 失败：{cause}"),
    ("git-no-repository", "`{dir}` 不在任何 git 仓库中"),
    ("git-no-repository.hint", "可用 `git init` 在此建立仓库；新服务台由 `tickets init` 自动建立"),
];
