#![expect(clippy::disallowed_methods, reason = "tests look at the files themselves")]
use std::fs;
use std::time::Duration;

use super::*;
use crate::store::writer::Touched;

fn desk() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("tickets")).unwrap();
    fs::write(dir.path().join("tickets/a.yaml"), "old").unwrap();
    dir
}

fn writer(desk: &tempfile::TempDir) -> Writer {
    Writer::acquire(desk.path(), "test", Duration::ZERO, Touched::default()).unwrap()
}

fn move_a() -> Transaction {
    let mut transaction = Transaction::new();
    transaction.relocate("tickets/a.yaml".into(), "archive/2026/10/a.yaml".into(), "old", "new");
    transaction
}

#[test]
fn several_changes_happen_together() {
    let desk = desk();
    move_a().commit(&writer(&desk)).unwrap();
    assert!(!desk.path().join("tickets/a.yaml").exists());
    assert_eq!(fs::read_to_string(desk.path().join("archive/2026/10/a.yaml")).unwrap(), "new");
    assert!(!is_pending(desk.path()));
}

#[test]
fn a_file_edited_meanwhile_is_left_alone() {
    let desk = desk();
    fs::write(desk.path().join("tickets/a.yaml"), "edited by hand").unwrap();
    assert_eq!(move_a().commit(&writer(&desk)).unwrap_err().code(), "file-changed-meanwhile");
    assert_eq!(fs::read_to_string(desk.path().join("tickets/a.yaml")).unwrap(), "edited by hand");
    assert!(!desk.path().join("archive").exists());
}

#[test]
fn a_plan_that_was_left_is_finished_from_any_step() {
    for done in 0..3 {
        let desk = desk();
        let scratch = desk.path().join(LOCAL).join(JOURNAL);
        let plan = prepare(desk.path(), &scratch, move_a().steps).unwrap();
        fs::write(scratch.join(PLAN), serde_json::to_vec(&plan).unwrap()).unwrap();
        if done > 0 {
            fs::create_dir_all(desk.path().join("archive/2026/10")).unwrap();
            fs::rename(scratch.join("0.new"), desk.path().join("archive/2026/10/a.yaml")).unwrap();
        }
        if done > 1 {
            fs::remove_file(desk.path().join("tickets/a.yaml")).unwrap();
        }
        recover(desk.path()).unwrap();
        assert!(!desk.path().join("tickets/a.yaml").exists());
        assert_eq!(fs::read_to_string(desk.path().join("archive/2026/10/a.yaml")).unwrap(), "new");
        assert_eq!(fs::read_dir(&scratch).unwrap().count(), 0);
    }
}

#[test]
fn a_directory_is_renamed_with_what_it_holds_also_from_a_plan_that_was_left() {
    for carried_out in [false, true] {
        let desk = desk();
        let mut transaction = Transaction::new();
        transaction.rename("tickets".into(), "moved/there".into());
        if carried_out {
            transaction.commit(&writer(&desk)).unwrap();
        } else {
            let scratch = desk.path().join(LOCAL).join(JOURNAL);
            fs::create_dir_all(&scratch).unwrap();
            let plan = prepare(desk.path(), &scratch, transaction.steps).unwrap();
            fs::write(scratch.join(PLAN), serde_json::to_vec(&plan).unwrap()).unwrap();
            recover(desk.path()).unwrap();
        }
        assert_eq!(fs::read_to_string(desk.path().join("moved/there/a.yaml")).unwrap(), "old");
        assert!(!desk.path().join("tickets").exists() && !is_pending(desk.path()));
    }
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_readers_also_where_it_is_moved() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk();
    let mode = |file: &str| fs::metadata(desk.path().join(file)).unwrap().permissions().mode() & 0o777;
    fs::set_permissions(desk.path().join("tickets/a.yaml"), fs::Permissions::from_mode(0o640)).unwrap();
    move_a().commit(&writer(&desk)).unwrap();
    assert_eq!(mode("archive/2026/10/a.yaml"), 0o640);
    let mut replacing = Transaction::new();
    replacing.replace("archive/2026/10/a.yaml".into(), "new", "newer");
    replacing.commit(&writer(&desk)).unwrap();
    assert_eq!(mode("archive/2026/10/a.yaml"), 0o640);
    let mut private = Transaction::new();
    private.create_private("secret".into(), "x");
    private.commit(&writer(&desk)).unwrap();
    assert_eq!(mode("secret"), 0o600);
}

#[test]
fn what_was_only_staged_never_happened() {
    let desk = desk();
    let scratch = desk.path().join(LOCAL).join(JOURNAL);
    prepare(desk.path(), &scratch, move_a().steps).unwrap();
    recover(desk.path()).unwrap();
    assert_eq!(fs::read_to_string(desk.path().join("tickets/a.yaml")).unwrap(), "old");
    assert_eq!(fs::read_dir(&scratch).unwrap().count(), 0);
}
