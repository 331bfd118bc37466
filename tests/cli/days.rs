//! A day at each desk: `examples/PRESET/day.sh` played through the program, and what it reports compared with
//! `examples/PRESET/expected`, whose figures README.md beside it works out by hand. A file that differs between
//! the languages stands in a folder of each.
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::desk::outcome;

/// A program of the shell in an environment that holds only the way to `tickets`.
fn command(program: &str) -> Command {
    let bin = Path::new(env!("CARGO_BIN_EXE_tickets")).parent().unwrap();
    let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap_or_default());
    let mut command = Command::new(program);
    command.env_clear().env("PATH", path).env("HOME", "/nonexistent");
    command
}

/// The files that stand right in a folder, and their text.
fn texts(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let text = |path: &Path| fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    entries.filter(|path| path.is_file()).map(|path| (name(&path), text(&path))).collect()
}

fn play(preset: &str, lang: &str) {
    // Whoever plays it is known to git, which is to make no difference.
    let (place, home) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let identity = "[user]\nname = Tester\nemail = t@example.com\n";
    fs::write(home.path().join(".gitconfig"), identity).unwrap();
    let mut repository = command("git");
    repository.args(["init", "-q"]).arg(place.path());
    outcome(repository, "").done();
    fs::write(place.path().join(".git/config"), format!("[core]\nrepositoryformatversion = 0\n{identity}")).unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(preset);
    let mut day = command("sh");
    day.arg(example.join("day.sh")).arg(lang).arg(place.path()).env("HOME", home.path());
    outcome(day, "").done();

    let mut expected = texts(&example.join("expected"));
    expected.append(&mut texts(&example.join("expected").join(lang)));
    assert!(!expected.is_empty(), "{preset}: what is expected?");
    let figures = texts(&place.path().join("figures"));
    assert_eq!(figures.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (name, expected) in &expected {
        assert_eq!(&figures[name], expected, "{preset} {lang} {name}:\n{}", figures[name]);
    }

    let mut check = command("tickets");
    check.args(["check", "--format", "csv"]).current_dir(place.path().join("desk"));
    let found = outcome(check, "");
    assert_eq!((found.code, found.out.lines().count()), (Some(0), 1), "{found:?}");
}

#[test]
fn a_day_in_a_language_that_it_has_not_leaves_nothing() {
    let place = TempDir::new().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/support-desk/day.sh");
    let mut day = command("sh");
    day.arg(script).arg("fr").arg(place.path().join("day"));
    assert_eq!(outcome(day, "").code, Some(2));
    assert_eq!(fs::read_dir(place.path()).unwrap().count(), 0);
}

#[test]
fn a_day_at_the_support_desk() {
    play("support-desk", "en");
}

#[test]
fn a_day_at_the_support_desk_in_chinese() {
    play("support-desk", "zh-CN");
}

#[test]
fn a_day_at_the_desk_of_process_tables() {
    play("process-table", "en");
}

#[test]
fn a_day_at_the_desk_of_process_tables_in_chinese() {
    play("process-table", "zh-CN");
}

#[test]
fn a_day_of_standard_responses() {
    play("standard-response", "en");
}

#[test]
fn a_day_of_standard_responses_in_chinese() {
    play("standard-response", "zh-CN");
}

#[test]
fn days_at_the_after_sales_service() {
    play("after-sales", "en");
}

#[test]
fn days_at_the_after_sales_service_in_chinese() {
    play("after-sales", "zh-CN");
}

#[test]
fn a_day_of_rapid_response() {
    play("rapid-response", "en");
}

#[test]
fn a_day_of_rapid_response_in_chinese() {
    play("rapid-response", "zh-CN");
}
