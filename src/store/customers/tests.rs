#![expect(clippy::disallowed_methods, reason = "tests look at the files themselves")]
use std::fs;
use std::time::Duration;

use super::*;
use crate::store::writer::{Touched, Writer};

fn wang() -> Customer {
    Customer {
        id: "C1001".into(),
        name: "王小明".into(),
        phone: Some("13812345678".into()),
        organization: Some("示例商店".into()),
        ..Customer::default()
    }
}

fn writer(desk: &tempfile::TempDir) -> Writer {
    Writer::acquire(desk.path(), "test", Duration::ZERO, Touched::default()).unwrap()
}

fn desk(customers: &[Customer]) -> tempfile::TempDir {
    let desk = tempfile::tempdir().unwrap();
    for customer in customers {
        let mut transaction = Transaction::new();
        create(desk.path(), customer, &mut transaction).unwrap();
        transaction.commit(&writer(&desk)).unwrap();
    }
    desk
}

fn change(desk: &tempfile::TempDir, before: &Customer, after: &Customer) {
    let mut transaction = Transaction::new();
    update(desk.path(), before, after, &mut transaction).unwrap();
    transaction.commit(&writer(desk)).unwrap();
}

fn public(desk: &tempfile::TempDir) -> String {
    fs::read_to_string(desk.path().join("customers/C1001.yaml")).unwrap()
}

#[test]
fn git_sees_masks_and_this_clone_the_whole() {
    let desk = desk(&[wang()]);
    assert_eq!(public(&desk), "id: C1001\nname: 王**\nphone: 138****5678\norganization: 示例商店\n");
    let private = fs::read_to_string(desk.path().join("private/customers/C1001.yaml")).unwrap();
    assert_eq!(private, "id: C1001\nname: 王小明\nphone: '13812345678'\n");
    assert_eq!(fs::read_to_string(desk.path().join("private/.gitignore")).unwrap(), "*\n");
    for text in ["C1001", "王小明", "138 1234 5678"] {
        assert_eq!(find(desk.path(), text).unwrap(), Known { customer: wang(), is_whole: true }, "{text}");
    }
    assert_eq!(find(desk.path(), "王").unwrap_err().code(), "customer-unknown");
}

#[cfg(unix)]
#[test]
fn only_its_owner_reads_the_private_file() {
    use std::os::unix::fs::PermissionsExt;
    let desk = desk(&[wang()]);
    change(&desk, &wang(), &Customer { phone: Some("13900000000".into()), ..wang() });
    let mode = |path: &str| fs::metadata(desk.path().join(path)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("private"), mode("private/customers/C1001.yaml")), (0o700, 0o600));
}

#[test]
fn a_clone_without_the_private_file_edits_what_it_knows() {
    let desk = desk(&[wang()]);
    fs::remove_dir_all(desk.path().join("private")).unwrap();
    let known = find(desk.path(), "C1001").unwrap();
    assert_eq!((known.customer.name.as_str(), known.is_whole), ("王**", false));
    let after = Customer { phone: Some("13900001111".into()), tier: Some("gold".into()), ..known.customer.clone() };
    change(&desk, &known.customer, &after);
    assert_eq!(
        public(&desk),
        "id: C1001\nname: 王**\nphone: 139****1111\norganization: 示例商店\ntier: gold\n",
        "the name is not masked twice"
    );
    let known = find(desk.path(), "C1001").unwrap();
    assert_eq!((known.customer.phone.as_deref(), known.is_whole), (Some("13900001111"), false));
}

#[test]
fn what_others_changed_in_git_wins_over_an_old_private_file() {
    let desk = desk(&[wang()]);
    let moved = public(&desk).replace("138****5678", "150****9999 # moved");
    fs::write(desk.path().join("customers/C1001.yaml"), &moved).unwrap();
    let known = find(desk.path(), "C1001").unwrap();
    assert_eq!((known.customer.name.as_str(), known.customer.phone.as_deref()), ("王小明", Some("150****9999")));
    assert!(!known.is_whole);
    change(&desk, &known.customer, &Customer { region: Some("华东".into()), ..known.customer.clone() });
    assert_eq!(public(&desk), moved + "region: 华东\n");
}

#[test]
fn customers_are_told_apart() {
    let other = |id: &str| Customer { id: id.into(), ..wang() };
    let desk = desk(&[wang(), other("C999")]);
    let ids: Vec<_> = all(desk.path()).unwrap().into_iter().map(|known| known.customer.id).collect();
    assert_eq!(ids, ["C999", "C1001"]);
    assert_eq!(next_id(desk.path(), &[]).unwrap().as_str(), "C1002");
    let elsewhere = ["C1004", "X2000"].map(str::to_owned);
    assert_eq!(next_id(desk.path(), &elsewhere).unwrap().as_str(), "C1005");
    let several = find(desk.path(), "13812345678").unwrap_err();
    assert_eq!((several.code(), several.args()[1].1.as_str()), ("customer-ambiguous", "C999\u{1f}C1001"));
    let refused = |id: &str| create(desk.path(), &other(id), &mut Transaction::new()).unwrap_err().code();
    assert_eq!((refused("C999"), refused("../x")), ("customer-exists", "customer-id-malformed"));
}

#[test]
fn a_file_that_is_no_customer_is_told_with_its_place() {
    let desk = desk(&[]);
    fs::create_dir_all(desk.path().join("customers")).unwrap();
    fs::write(desk.path().join("customers/C1.yaml"), "id: C1\nname: [a]\nmood: good\n").unwrap();
    let problem = all(desk.path()).unwrap_err();
    let place = problem.place().unwrap();
    assert_eq!((problem.code(), place.line, place.column), ("yaml-expected-text", 2, 7));
    assert_eq!(place.file, Path::new("customers/C1.yaml"));
}
