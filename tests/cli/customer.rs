//! Customers: masked for git, whole here.
use crate::desk::Desk;

const ADD: [&str; 8] = ["customer", "add", "--name", "王小明", "--phone", "13812345678", "--tier", "gold"];

#[test]
fn git_never_sees_a_contact_whole() {
    let desk = Desk::new();
    assert_eq!(desk.run(&ADD).done(), "customer C1001: 王小明; git sees 王**, 138****5678\n");
    for (path, bytes) in desk.files() {
        let text = String::from_utf8(bytes).unwrap();
        let is_whole = text.contains("王小明") || text.contains("13812345678");
        assert_eq!(is_whole, path.starts_with("private/customers"), "{path:?}");
    }
    assert!(desk.read(".gitignore").contains("/private/"));
    let told = desk.run(&["customer", "add", "--name", "李", "--phone", "wx-li"]).failed(1);
    assert!(told.contains("`wx-li` is no telephone number"), "{told}");
}

#[test]
fn a_customer_is_found_by_number_name_and_contact() {
    let desk = Desk::new();
    desk.run(&ADD).done();
    for text in ["C1001", "c1001", "王小明", "138 1234 5678"] {
        let number = desk.run(&["new", "x", "--customer", text, "-q"]).done();
        assert!(desk.read(desk.file(number.trim())).contains("customer: C1001\n"), "{text}");
    }
    let told = desk.run(&["new", "x", "--customer", "张三"]).failed(1);
    assert!(told.contains("`tickets customer add --name NAME` records one"), "{told}");
}

#[test]
fn their_tickets_are_shown_the_newest_first_with_what_they_thought() {
    let desk = Desk::new();
    desk.run(&ADD).done();
    let open = |title: &str, at: &str| {
        desk.run(&["new", title, "--customer", "C1001", "--at", at, "-q"]).done().trim().to_owned()
    };
    let first = open("First", "2026-10-01 10:00");
    let second = open("Second", "2026-10-02 10:00");
    desk.run(&["new", "Another's", "-q"]).done();
    desk.run(&["close", &first, "--reason", "withdrawn", "--at", "2026-10-03 10:00"]).done();
    desk.run(&["survey", "respond", &first, "--score", "speed=2", "--score", "solved=3"]).done();
    let shown = desk.run(&["customer", "show", "王小明", "--format", "json"]).done();
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["customer"]["phone"], "13812345678");
    assert_eq!(shown["customer"]["whole"], true);
    let told: Vec<_> = shown["tickets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|ticket| {
            (ticket["number"].as_str().unwrap(), ticket["status"].as_str().unwrap(), ticket["satisfaction"].clone())
        })
        .collect();
    assert_eq!(told, [(&*second, "new", serde_json::Value::Null), (&*first, "closed", serde_json::json!(2.5))]);
    let shown = desk.run(&["customer", "show", "C1001", "--masked"]).done();
    assert!(shown.starts_with("C1001  王**\n  Phone         138****5678\n"), "{shown}");
    let earlier = desk.run(&["customer", "show", "C1001", "--as-of", "2026-10-01 12:00"]).done();
    assert!(earlier.contains("First") && !earlier.contains("Second"), "{earlier}");
}

#[test]
fn an_edit_changes_what_was_named_in_both_files_and_nothing_else() {
    let desk = Desk::new();
    desk.run(&ADD).done();
    desk.replace("customers/C1001.yaml", "tier: gold", "tier: gold   # until spring\nmood: good");
    let edit = ["customer", "edit", "王小明", "--phone", "13900001111", "--channel", "E-mail", "--region", "华东"];
    assert_eq!(desk.run(&edit).done(), "customer C1001 was changed\n");
    let expected = "id: C1001\nname: 王**\nphone: 139****1111\nregion: 华东\ntier: gold   # until spring\n\
                    channel: email\nmood: good\n";
    assert_eq!(desk.read("customers/C1001.yaml"), expected);
    assert_eq!(desk.read("private/customers/C1001.yaml"), "id: C1001\nname: 王小明\nphone: '13900001111'\n");
    desk.run(&["customer", "edit", "C1001", "--clear", "phone", "--clear", "region"]).done();
    assert_eq!(desk.read("private/customers/C1001.yaml"), "id: C1001\nname: 王小明\n");
    desk.run(&["customer", "edit", "C1001", "--region", ""]).failed(2);
}

#[test]
fn people_read_the_names_of_customers_and_programs_their_numbers() {
    let desk = Desk::new();
    desk.run(&["customer", "add", "--name", "张三", "--phone", "13800138000"]).done();
    let number = desk.run(&["new", "slow", "--customer", "C1001", "-q"]).done().trim().to_owned();
    let shown = |command: &str, format: &str| desk.run(&[command, "--format", format]).done();
    for command in ["list", "due"] {
        assert!(shown(command, "table").contains(" 张三 ") && !shown(command, "table").contains("C1001"));
        for format in ["csv", "json", "markdown"] {
            assert!(shown(command, format).contains("C1001") && !shown(command, format).contains("张三"));
        }
    }
    assert!(desk.run(&["show", &number]).done().contains("张三（C1001）"));
    // Where nobody may know more, no more is said.
    std::fs::remove_dir_all(desk.path("private")).unwrap();
    assert!(shown("list", "table").contains(" 张* "), "{}", shown("list", "table"));
}

#[test]
fn what_runs_out_fits_a_terminal() {
    let desk = Desk::new();
    desk.run(&["customer", "add", "--name", "张三"]).done();
    desk.run(&["new", "Slow to load", "--customer", "C1001", "--priority", "urgent", "--to", "li"]).done();
    let due = desk.run(&["due"]).done();
    let widest = due.lines().map(unicode_width::UnicodeWidthStr::width).max().unwrap();
    assert!(widest <= 100, "{widest}\n{due}");
}

#[test]
fn customers_are_listed_whole_or_masked() {
    let desk = Desk::new();
    desk.run(&ADD).done();
    let again = ["customer", "add", "--name", "王小红", "--phone", "138-1234-5678", "--id", "VIP-1"];
    let before = desk.files();
    let told = desk.run(&again).failed(1);
    assert!(told.contains("has: 王小明（C1001）") && told.contains("`--customer C1001`"), "{told}");
    assert_eq!(desk.files(), before);
    desk.run(&[&again[..], &["--another"]].concat()).done();
    let list = |args: &[&str]| desk.run(&[&["customer", "list", "--format", "csv"], args].concat()).done();
    assert_eq!(list(&["--columns", "id,name,whole"]), "id,name,whole\nC1001,王小明,true\nVIP-1,王小红,true\n");
    assert_eq!(list(&["--columns", "id,name", "--masked", "GOLD"]), "id,name\nC1001,王**\n");
    assert_eq!(desk.run(&["customer", "list", "小红", "-q"]).done(), "VIP-1\n");
    let told = desk.run(&["customer", "show", "13812345678"]).failed(1);
    assert!(told.contains("may be: C1001, VIP-1"), "{told}");
}

#[test]
fn recent_tickets_are_shown_when_they_call_again_closed_ones_too() {
    let desk = Desk::new();
    desk.run(&ADD).done();
    let open = |title: &str, at: &str| {
        desk.run(&["new", title, "--customer", "C1001", "--type", "complaint", "--at", at, "-q"])
            .done()
            .trim()
            .to_owned()
    };
    let long_ago = open("Long ago", "2026-08-31 10:00");
    let closed = open("Closed since", "2026-10-21 09:00");
    for number in [&long_ago, &closed] {
        desk.run(&["close", number, "--reason", "withdrawn"]).done();
    }
    // Created in September at the earliest, or open: the desk's now is 28 October 2026, 09:00.
    let told = desk.run(&["new", "Again", "--customer", "C1001", "--type", "complaint"]).err;
    assert!(told.contains("Closed since") && !told.contains("Long ago") && !told.contains("Again"), "{told}");
    let told = desk.run(&["new", "And again", "--customer", "C1001", "--type", "complaint"]).err;
    let places: Vec<_> = ["Again", "Closed since"].map(|title| told.find(title)).into();
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "{told}");
}

#[test]
fn who_complains_again_and_how_many_customers_are_affected_is_counted_over_all_tickets() {
    let desk = Desk::new();
    desk.run(&ADD).done();
    desk.run(&["customer", "add", "--name", "李红"]).done();
    let open = |customer: &str, kind: &str, at: &str| {
        let args = ["new", "x", "--customer", customer, "--type", kind, "--at", at, "-q"];
        desk.run(&args).done().trim().to_owned()
    };
    let first = open("C1001", "complaint", "2026-10-20 09:00");
    let second = open("C1001", "complaint", "2026-10-26 09:00");
    let third = open("C1001", "complaint", "2026-10-27 09:00");
    let other = open("C1002", "complaint", "2026-10-27 10:00");
    open("C1001", "inquiry", "2026-10-27 11:00");
    desk.run(&["close", &second, "--reason", "withdrawn"]).done();
    desk.run(&["merge", &other, "--into", &third, "--reason", "the same", "-q"]).done();
    let list = |args: &[&str]| desk.run(&[&["list", "--format", "csv"], args].concat()).done();
    // Of the third: the second, 24 hours before, closed; the first came 7 days before to the second.
    let columns = ["--columns", "number,earlier,affected", "--sort", "number"];
    let rows = list(&[&["--all", "--where", "type = complaint"], &columns[..]].concat());
    let expected = [(&first, 0, 1), (&second, 1, 1), (&third, 1, 2), (&other, 0, 2)];
    let expected: Vec<_> = expected.map(|(number, earlier, affected)| format!("{number},{earlier},{affected}")).into();
    assert_eq!(rows.lines().skip(1).collect::<Vec<_>>(), expected);
    assert_eq!(list(&["--where", "earlier >= 1 and affected > 1", "-q"]).trim(), third);
    assert_eq!(list(&["--where", "affected >= 3", "-q"]), "");
    // Nothing was linked then.
    assert_eq!(list(&["--where", "affected > 1", "-q", "--as-of", "2026-10-27 12:00"]), "");
    // A file that cannot be read may be one of theirs.
    let file = desk.file(&second);
    desk.write(&file, "id: [");
    desk.run(&["list", "--where", "earlier >= 1"]).failed(1);
    desk.run(&["list", "--where", "earlier >= 1", "--skip-invalid"]).done();
    desk.run(&["list"]).done();
}
