//! Laying down a desk beside what is there already.
use std::fs;

use crate::desk::{Desk, outcome};

#[test]
fn without_git_nothing_is_laid_down_and_the_way_out_is_told() {
    let desk = Desk::new();
    let mut lonely = desk.command(&["init", "other"]);
    lonely.env("PATH", "");
    assert!(outcome(lonely, "").failed(1).contains("--no-git"));
    assert!(!desk.path("other").exists());
}

#[test]
fn a_repository_keeps_its_readme_and_what_it_ignores() {
    let desk = Desk::new();
    fs::create_dir(desk.path("shop")).unwrap();
    desk.write("shop/README.md", "# The shop\n");
    desk.write("shop/.gitignore", "*.log\n");
    desk.run(&["init", "shop"]).done();
    assert_eq!(desk.read("shop/README.md"), "# The shop\n");
    assert_eq!(desk.read("shop/.gitignore"), "*.log\n/.tickets/\n/private/\n");
    desk.run(&["-C", "shop", "check"]).done();
    assert!(desk.run(&["init", "shop"]).failed(1).contains("`desk.yaml` exists already"));
}
