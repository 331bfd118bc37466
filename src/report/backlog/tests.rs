use super::*;
use crate::domain::field::Field;
use crate::report::testing::{Asked, asked, at, excluded, resolved, rows, ticket, tickets};

#[test]
fn ages_are_counted_in_half_open_classes() {
    let open =
        |number, created, priority| (ticket(number, created, &[(Field::Priority, priority)], Vec::new()), Vec::new());
    let desk = tickets(&[
        open("T1", "1 09:00", "low"),      // 31 days
        open("T2", "2 09:00", "low"),      // exactly 30 days: the last class
        open("T3", "2 09:00:01", "high"),  // a second less
        open("T4", "31 09:00", "high"),    // exactly one day: the second class
        open("T5", "31 09:00:01", "high"), // 86,399 s: the first class
        (ticket("T6", "1 09:00", &[], vec![("3 09:00", resolved())]), Vec::new()),
    ]);
    let now = Asked { as_of: at("32 09:00"), ..asked() };
    let table = now.figures(&REPORT, &desk);
    // count, the six classes, median (the third of five: 30 days less a second), oldest
    assert_eq!(rows(&table), [format!("5 1 1 0 0 1 2 {} {}", 30 * 86_400 - 1, 31 * 86_400)]);
    assert_eq!(excluded(&table), [("resolved", 1)]);
    let keys: Vec<_> = table.columns.iter().map(|column| column.key.to_string()).collect();
    assert_eq!(keys[1..7], ["age_0_1", "age_1_3", "age_3_7", "age_7_14", "age_14_30", "age_30"]);
    let by_priority = Asked { by: "priority", ..now };
    let groups: Vec<_> = rows(&by_priority.figures(&REPORT, &desk)).iter().map(|row| row[..17].to_owned()).collect();
    assert_eq!(groups, ["high 3 1 1 0 0 1 ", "low 2 0 0 0 0 0 2"]);
    assert_eq!(
        rows(&by_priority.behind(&REPORT, &desk))[0],
        format!("T1 01 09:00 new fault - low - - - {}", 31 * 86_400)
    );
}
