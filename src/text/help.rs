//! Chinese help by command and argument. The key of a command is its path (`survey respond`; empty
//! for the program), that of an argument is `<path>.<name>`; `*.<name>` serves every command that
//! has such an argument.
use super::zh_cn;

/// How help is laid out.
pub const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";
/// The words of rendered help that clap has no setting for.
pub const FIXED: &[(&str, &str)] = &[
    ("[OPTIONS]", "[选项]"),
    ("[alias: ", "[亦作 "),
    ("[aliases: ", "[亦作 "),
    ("参数:\n", "参数：\n"),
    ("选项:\n", "选项：\n"),
    ("命令:\n", "命令：\n"),
];
/// The heading of subcommands.
pub const COMMANDS: &str = "命令";
/// What stands for a subcommand.
pub const COMMAND: &str = "命令";
/// The heading of examples.
pub const EXAMPLES: &str = "示例：";
/// Stands before the values that an option can have.
pub const CHOICES: &str = "可选：";
/// Stands before the value of an option that is not given.
pub const DEFAULT: &str = "默认：";
/// The heading of positional arguments.
pub const ARGUMENTS: &str = "参数";
/// The heading of options.
pub const OPTIONS: &str = "选项";
/// The heading of the options that every command takes.
pub const GLOBAL_OPTIONS: &str = "通用选项";

/// The help of a key.
pub fn find(key: &str) -> Option<&'static str> {
    entries().find(|(known, _)| *known == key).map(|(_, text)| text)
}

/// What stands for a value: `时间` for `TIME`.
pub fn value(name: &str) -> &str {
    zh_cn::VALUES.iter().find(|(known, _)| *known == name).map_or(name, |(_, chinese)| chinese)
}

/// Examples with what people say in them in Chinese; what stands between quotes is said.
pub fn examples(text: &str) -> String {
    let quoted = |word: &str| format!("'{word}'");
    let said = |text: String, (english, chinese): &(&str, &str)| text.replace(&quoted(english), &quoted(chinese));
    zh_cn::EXAMPLES.iter().fold(text.to_owned(), said)
}

/// All keys.
#[cfg(test)]
pub fn keys() -> impl Iterator<Item = &'static str> {
    entries().map(|(key, _)| key)
}

fn entries() -> impl Iterator<Item = (&'static str, &'static str)> {
    zh_cn::HELP.iter().copied().flatten().copied()
}
