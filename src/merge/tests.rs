use std::path::Path;

use super::{Merged, merge};

mod properties;

const BASE: &str = "\
id: CS202610280001
title: Payment fails
type: complaint
priority: high
status: assigned
team: tech
assignee: li
created: 2026-10-28T09:00:00+08:00
tags: [checkout]
description: |
  No order.
  Twice.
history:
- {at: 2026-10-28T09:00:00+08:00, by: wang, did: created}
- {at: 2026-10-28T09:00:00+08:00, by: rules, did: assigned, team: tech, to: li}
";

/// What follows the history's first two entries.
const ACCEPTED: &str = "- {at: 2026-10-28T09:05:00+08:00, by: li, did: accepted}\n";
const NOTED: &str = "- {at: 2026-10-28T09:03:00+08:00, by: wang, did: noted, text: called back}\n";

/// Merges both ways, which must give the same.
#[track_caller]
fn merged(base: &str, ours: &str, theirs: &str) -> Merged {
    let path = Path::new("tickets/CS202610280001-k3x9z.yaml");
    let base = (!base.is_empty()).then_some(base);
    let one = merge(path, base, ours, theirs).unwrap();
    assert_eq!(merge(path, base, theirs, ours).unwrap(), one, "both ways alike");
    one
}

#[track_caller]
fn settled(base: &str, ours: &str, theirs: &str) -> String {
    let Merged { text, conflicts } = merged(base, ours, theirs);
    assert_eq!(conflicts, Vec::<String>::new(), "{text}");
    text
}

fn accepted() -> String {
    BASE.replace("status: assigned", "status: in_progress") + ACCEPTED
}

#[test]
fn acts_of_both_sides_stand_in_time_order_and_the_head_follows() {
    let noted = BASE.to_owned() + NOTED;
    let expected = BASE.replace("status: assigned", "status: in_progress") + NOTED + ACCEPTED;
    assert_eq!(settled(BASE, &accepted(), &noted), expected);
}

#[test]
fn without_a_base_what_both_have_stands_once() {
    let expected = BASE.replace("status: assigned", "status: in_progress") + NOTED + ACCEPTED;
    assert_eq!(settled("", &accepted(), &(BASE.to_owned() + NOTED)), expected);
}

#[test]
fn an_act_that_was_removed_or_put_right_stays_so() {
    let base = BASE.to_owned() + NOTED;
    let removed = settled(&base, BASE, &(base.clone() + ACCEPTED));
    assert!(!removed.contains("called back") && removed.contains("accepted"), "{removed}");
    let right = base.replace("called back", "called back at once");
    let put_right = settled(&base, &right, &(base.clone() + ACCEPTED));
    assert!(put_right.contains("at once") && !put_right.contains("called back}"), "{put_right}");
}

#[test]
fn one_act_put_right_in_two_ways_is_for_a_person() {
    let base = BASE.to_owned() + NOTED;
    let one = base.replace("called back", "called twice");
    let other = base.replace("called back", "wrote");
    let Merged { text, conflicts } = merged(&base, &one, &other);
    assert_eq!(conflicts, ["history[2].text"], "{text}");
    assert!(text.contains("  text: |\n    <<<<<<<\n    called twice\n    =======\n    wrote\n    >>>>>>>\n"), "{text}");
}

#[test]
fn two_equal_acts_of_one_side_are_two() {
    let twice = BASE.to_owned() + NOTED + NOTED;
    assert_eq!(settled(BASE, &twice, &accepted()).matches("called back").count(), 2);
    assert_eq!(settled(BASE, &twice, &(BASE.to_owned() + NOTED)).matches("called back").count(), 2);
}

#[test]
fn acts_of_one_instant_keep_their_order() {
    let at = "2026-10-28T09:05:00+08:00";
    let line = |by: &str, did: &str| format!("- {{at: {at}, by: {by}, did: {did}, text: x}}\n");
    // `resolved` sorts before `replied` by no rule of content: only its own side orders it.
    let ours = BASE.replace("status: assigned", "status: resolved") + &line("li", "resolved") + &line("li", "replied");
    let theirs = BASE.to_owned() + &line("wang", "analysed");
    let text = settled(BASE, &ours, &theirs);
    let place = |did: &str| text.find(did).unwrap();
    assert!(place("did: resolved") < place("did: replied"), "{text}");
    assert_eq!(text.matches(at).count(), 3);
}

#[test]
fn the_later_act_decides_what_both_changed() {
    let edit = |minute: u32, to: &str| {
        format!(
            "- {{at: 2026-10-28T09:{minute:02}:00+08:00, by: li, did: edited, field: priority, from: high, to: {to}}}\n"
        )
    };
    let ours = BASE.replace("priority: high", "priority: urgent") + &edit(7, "urgent");
    let theirs = BASE.replace("priority: high", "priority: low") + &edit(8, "low");
    let expected = BASE.replace("priority: high", "priority: low") + &edit(7, "urgent") + &edit(8, "low");
    assert_eq!(settled(BASE, &ours, &theirs), expected);
}

#[test]
fn tags_that_both_added_are_both_there() {
    let edit = |minute: u32, to: &str| {
        format!(
            "- {{at: 2026-10-28T09:{minute:02}:00+08:00, by: li, did: edited, field: tags, from: checkout, to: 'checkout, {to}'}}\n"
        )
    };
    let ours = BASE.replace("[checkout]", "[checkout, vip]") + &edit(7, "vip");
    let theirs = BASE.replace("[checkout]", "[checkout, app]") + &edit(8, "app");
    let expected = BASE.replace("[checkout]", "[checkout, vip, app]") + &edit(7, "vip") + &edit(8, "app");
    assert_eq!(settled(BASE, &ours, &theirs), expected);
}

#[test]
fn a_long_text_is_merged_by_lines_and_a_conflict_is_marked_in_it_alone() {
    let ours = BASE.replace("No order.", "No order at all.");
    let theirs = BASE.replace("Twice.", "Twice.\n  Today.") + NOTED;
    let text = settled(BASE, &ours, &theirs);
    assert!(text.contains("description: |\n  No order at all.\n  Twice.\n  Today.\nhistory:"), "{text}");
    let theirs = BASE.replace("No order.", "An empty order.") + NOTED;
    let Merged { text, conflicts } = merged(BASE, &ours, &theirs);
    assert_eq!(conflicts, ["description"]);
    let marked =
        "description: |\n  <<<<<<<\n  An empty order.\n  =======\n  No order at all.\n  >>>>>>>\n  Twice.\nhistory:";
    assert!(text.contains(marked) && text.contains("called back"), "{text}");
}

#[test]
fn texts_that_grew_from_none_are_two() {
    let ours = BASE.replace("No order.", "No order at all.");
    let Merged { text, conflicts } = merged("", &ours, BASE);
    assert_eq!(conflicts, ["description"], "{text}");
}

#[test]
fn a_head_key_that_no_act_explains_is_for_a_person() {
    let ours = BASE.replace("title: Payment fails", "title: Payment fails in the app");
    let theirs = BASE.replace("title: Payment fails", "title: No order after payment") + NOTED;
    let Merged { text, conflicts } = merged(BASE, &ours, &theirs);
    assert_eq!(conflicts, ["title"], "{text}");
}

#[test]
fn unknown_keys_and_comments_of_both_sides_stay() {
    let base = BASE.replace("type: complaint", "type: complaint  # as she said");
    let ours = base.replace("status: assigned", "weather: rain\nstatus: assigned") + "# ask again\n" + ACCEPTED;
    let ours = ours.replace("status: assigned", "status: in_progress");
    let theirs = base.replace("tags: [checkout]", "# of the shop\ntags: [checkout]\nvendor: {id: 1.10}")
        + "- {at: 2026-10-28T09:03:00+08:00, by: wang, did: teleported, whither: moon}  # really\n";
    let expected = "\
id: CS202610280001
title: Payment fails
type: complaint  # as she said
priority: high
status: in_progress
team: tech
assignee: li
created: 2026-10-28T09:00:00+08:00
# of the shop
tags: [checkout]
description: |
  No order.
  Twice.
vendor:
  id: \"1.10\"
weather: rain
history:
- {at: 2026-10-28T09:00:00+08:00, by: wang, did: created}
- {at: 2026-10-28T09:00:00+08:00, by: rules, did: assigned, team: tech, to: li}
- {at: 2026-10-28T09:03:00+08:00, by: wang, did: teleported, whither: moon}  # really
# ask again
- {at: 2026-10-28T09:05:00+08:00, by: li, did: accepted}
";
    assert_eq!(settled(&base, &ours, &theirs), expected.replace("\"1.10\"", "'1.10'"));
}

#[test]
fn numbers_settled_in_two_ways_keep_both() {
    let renumbered = |to: &str| {
        let id = format!("id: {to}");
        BASE.replace("id: CS202610280001", &id).replace("tags:", "formerly: [CS202610280001]\ntags:")
    };
    let text = settled(BASE, &renumbered("CS202610280003"), &(renumbered("CS202610280004") + NOTED));
    assert!(text.contains("id: CS202610280004\n"), "{text}");
    assert!(text.contains("formerly: [CS202610280001, CS202610280003]\n"), "{text}");
}

#[test]
fn lines_end_as_in_both_sides() {
    let crlf = |text: &str| text.replace('\n', "\r\n");
    let noted = BASE.to_owned() + NOTED;
    let plain = settled(BASE, &accepted(), &noted);
    assert_eq!(settled(&crlf(BASE), &crlf(&accepted()), &crlf(&noted)), crlf(&plain));
    assert_eq!(settled(BASE, &crlf(&accepted()), &noted), plain);
}

#[test]
fn of_two_people_with_one_number_each_field_names_the_same_one_first() {
    let path = Path::new("customers/C1001.yaml");
    let (bob, ann) = ("id: C1001\nname: B**\nphone: 139****9000\n", "id: C1001\nname: A**\nphone: 158****8000\n");
    let marked = |one: &str, other: &str| format!("|\n  <<<<<<<\n  {one}\n  =======\n  {other}\n  >>>>>>>\n");
    let (names, phones) = (marked("A**", "B**"), marked("158****8000", "139****9000"));
    let expected = format!("id: C1001\nname: {names}phone: {phones}");
    for (ours, theirs) in [(bob, ann), (ann, bob)] {
        assert_eq!(merge(path, None, ours, theirs).unwrap().text, expected);
    }
}

/// The other clone looked late, gave it to the next above in the same second, and told them: that was done once.
#[test]
fn what_was_done_at_the_instant_of_a_late_deed_stays() {
    let line = |at: &str, act: &str, trigger: &str| {
        format!("- {{at: 2026-10-28T{at}:00+08:00, by: clock, did: {act}, trigger: c {trigger}:00+08:00}}\n")
    };
    let first = |at: &str| line(at, "escalated, to: zhao", "breach escalate since 2026-10-28T09:00");
    let second = line("15:30", "escalated, to: wang", "+4h escalate since 2026-10-28T09:00");
    let told = |to: &str, at: &str| {
        line(at, &format!("notified, to: {to}, what: reminder"), &format!("0% notify since 2026-10-28T{at}"))
    };
    let moved = |to: &str| BASE.replace("assignee: li", &format!("assignee: {to}"));
    let ours = moved("zhao") + &first("09:15") + &told("zhao", "09:15");
    let theirs = moved("wang") + &first("15:30") + &second + &told("wang", "15:30");
    let expected = moved("wang") + &first("09:15") + &told("zhao", "09:15") + &second + &told("wang", "15:30");
    assert_eq!(settled(BASE, &ours, &theirs).replace('\'', ""), expected);
    assert_eq!(settled(BASE, &theirs, &ours).replace('\'', ""), expected);
}

/// Both clones found the ticket late, and both told li, who got it; wang's clone was first, and told her again later.
#[test]
fn what_a_late_deed_led_to_is_what_the_early_one_led_to() {
    let line = |at: &str, act: &str, trigger: &str| {
        format!("- {{at: 2026-10-28T09:{at}:00+08:00, by: clock, did: {act}, trigger: c {trigger}:00+08:00}}\n")
    };
    let escalated = |at: &str| line(at, "escalated, to: zhao", "breach escalate since 2026-10-28T09:00");
    let told = |at: &str, since: &str| {
        line(at, "notified, to: zhao, what: reminder", &format!("0% notify since 2026-10-28T09:{since}"))
    };
    let base = BASE.to_owned();
    let moved = base.replace("assignee: li", "assignee: zhao");
    let ours = moved.clone() + &escalated("16") + &told("17", "16");
    let theirs = moved.clone() + &escalated("20") + &told("20", "20");
    let expected = moved + &escalated("16") + &told("17", "16");
    assert_eq!(settled(&base, &ours, &theirs).replace('\'', ""), expected);
}
