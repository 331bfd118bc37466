//! The command reference is the program's own help, in both languages.
use std::fs;
use std::process::Command;

use clap::CommandFactory;
use tickets::cli::Cli;

use super::repository;

/// The help of a command, as it is shown on a page of 100 columns.
fn help(path: &[String], lang: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tickets"));
    command.args(path).args(["--help", "--lang", lang]).env_clear().envs([("COLUMNS", "100"), ("LANG", "C")]);
    let output = command.current_dir(std::env::temp_dir()).output().unwrap();
    assert!(output.status.success(), "{path:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The words of every command, each before those below it.
fn paths() -> Vec<Vec<String>> {
    fn walk(command: &clap::Command, path: &[String], paths: &mut Vec<Vec<String>>) {
        paths.push(path.to_vec());
        for inner in command.get_subcommands().filter(|inner| !inner.is_hide_set()) {
            walk(inner, &[path, &[inner.get_name().to_owned()]].concat(), paths);
        }
    }
    let mut paths = Vec::new();
    walk(&Cli::command(), &[], &mut paths);
    paths
}

fn reference(lang: &str, preface: &str) -> String {
    let mut text = preface.to_owned();
    for path in paths() {
        let name = [&["tickets".to_owned()], path.as_slice()].concat().join(" ");
        let lines: Vec<_> = help(&path, lang).lines().map(|line| line.trim_end().to_owned()).collect();
        text.extend(["\n## ", &name, "\n\n```text\n", lines.join("\n").trim_end(), "\n```\n"]);
    }
    text
}

fn assert_current(file: &str, expected: &str) {
    let path = repository(file);
    if std::env::var("UPDATE_DOCS").is_ok_and(|update| update == "1") {
        fs::write(path, expected).unwrap();
        return;
    }
    let current = fs::read_to_string(path).unwrap_or_default();
    let stale = current.lines().zip(expected.lines()).find(|(current, expected)| current != expected);
    assert!(current == expected, "{file} is stale, first at {stale:#?}; run `UPDATE_DOCS=1 cargo test --test docs`");
}

#[test]
fn the_english_reference_is_the_programs_help() {
    let preface = "# Commands\n\n[简体中文](commands.zh-CN.md) · Generated from the program's help; \
                   `UPDATE_DOCS=1 cargo test --test docs` writes it anew.\n";
    assert_current("docs/commands.md", &reference("en", preface));
}

#[test]
fn the_chinese_reference_is_the_programs_help() {
    let preface = "# 命令\n\n[English](commands.md) · 本文由程序的帮助生成；\
                   运行 `UPDATE_DOCS=1 cargo test --test docs` 即可更新。\n";
    assert_current("docs/commands.zh-CN.md", &reference("zh-CN", preface));
}
