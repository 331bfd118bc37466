use super::*;
use crate::fault::Problem;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;

/// 2026-10-28T00:00:00Z, by `date -u -d 2026-10-28 +%s`.
const DAY: i64 = 1_793_145_600;

struct Desk;

impl Resolve for Desk {
    fn instant(&self, text: &str) -> Option<Range<i64>> {
        match text {
            "2026-10-28" | "today" => Some(DAY..DAY + 86_400),
            "2026-10-28T09:00:00Z" => Some(DAY + 32_400..DAY + 32_401),
            _ => None,
        }
    }

    fn span(&self, text: &str) -> Option<i64> {
        let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
        let seconds = match unit {
            "d" => 86_400,
            "h" => 3_600,
            "m" => 60,
            _ => return None,
        };
        digits.parse::<i64>().ok()?.checked_mul(seconds)
    }

    fn rank(&self, field: &str, code: &str) -> Option<i64> {
        let codes = ["low", "medium", "high", "urgent"];
        codes.iter().position(|known| field == "priority" && *known == code).and_then(|rank| rank.try_into().ok())
    }
}

fn schema() -> Vec<FieldSpec> {
    vec![
        FieldSpec::new("id", Kind::Text),
        FieldSpec::new("title", Kind::Text),
        FieldSpec::new("status", Kind::Text).with_codes(["new", "assigned", "in_progress"]),
        FieldSpec::new("assignee", Kind::Text),
        FieldSpec::new("category", Kind::Text),
        FieldSpec::new("tags", Kind::List),
        FieldSpec::new("priority", Kind::Ordered).with_codes(["urgent", "high", "medium", "low"]),
        FieldSpec::new("created", Kind::Instant),
        FieldSpec::new("age", Kind::Span),
        FieldSpec::new("replies", Kind::Number),
        FieldSpec::new("overdue", Kind::Flag),
    ]
}

struct Ticket(HashMap<&'static str, Value<'static>>);

impl Fields for Ticket {
    fn field(&self, name: &str) -> Value<'_> {
        self.0.get(name).cloned().unwrap_or(Value::Absent)
    }
}

fn ticket(fields: &[(&'static str, Value<'static>)]) -> Ticket {
    Ticket(fields.iter().cloned().collect())
}

fn urgent() -> Ticket {
    ticket(&[
        ("id", Value::Text("CS202610280001".into())),
        ("title", Value::Text("支付失败,订单未生成 (Checkout)".into())),
        ("status", Value::Text("in_progress".into())),
        ("category", Value::Text("technical/payment".into())),
        ("tags", Value::List(vec!["checkout".into(), "VIP".into()])),
        ("priority", Value::Ordered { rank: 3, code: "urgent".into() }),
        ("created", Value::Instant(DAY + 32_400)),
        ("age", Value::Span(3 * 86_400)),
        ("replies", Value::Number(2)),
        ("overdue", Value::Flag(true)),
    ])
}

fn query(text: &str) -> Query {
    Query::parse(text, &schema(), &Desk).unwrap_or_else(|problem| panic!("{text}: {problem:?}"))
}

fn wrong(text: &str) -> Problem {
    Query::parse(text, &schema(), &Desk).map(|_| text).expect_err("parsed")
}

#[test]
fn every_form_is_understood() {
    let yes = "priority = urgent and age > 2d and id = cs202610280001
        PRIORITY = Urgent AND NOT status = new
        status in (new, in_progress)
        status not in (new, assigned)
        not status in (new, assigned)
        title ~ 支付
        title ~ checkout
        title ~ '(check'
        title ~ \"失败,订单\"
        title ~ “(Checkout)”
        category = technical/payment
        tags = checkout
        tags = vip
        tags ~ heck
        tags != other
        has tags
        no assignee
        assignee != li
        not assignee = li
        assignee not in (li, wang)
        overdue
        overdue = yes
        overdue != false
        replies >= 2 and replies < 3
        replies in (1, 2)
        age>2d and age<=3d
        status = new or overdue and (has title or has assignee)
        ( status = new or overdue ) and has title";
    for text in yes.lines() {
        assert!(query(text.trim()).matches(&urgent()), "{text}");
    }
    let no = "tags != checkout|tags = check|no tags|has assignee|assignee = li|assignee ~ l|not overdue|overdue = no
        |status = new or overdue and has assignee|(status = new or overdue) and has assignee|priority < urgent
        |replies in (1, 3)|status in (new, assigned)|status not in (new, in_progress)";
    for text in no.split('|') {
        assert!(!query(text.trim()).matches(&urgent()), "{text}");
    }
}

#[test]
fn and_binds_tighter_than_or_and_not_binds_tightest() {
    let tree = |text| Expression::parse(text).expect(text);
    assert_eq!(tree("a or b and not c"), tree("a or (b and (not c))"));
    assert_ne!(tree("a or b and c"), tree("(a or b) and c"));
    assert_eq!(tree("not a and b"), tree("(not a) and b"));
}

#[test]
fn a_date_is_the_whole_day() {
    let at = |instant| ticket(&[("created", Value::Instant(instant))]);
    // (operator, just before the day, its first second, its last second, just after)
    let table = [
        ("=", [false, true, true, false]),
        ("!=", [true, false, false, true]),
        ("<", [true, false, false, false]),
        ("<=", [true, true, true, false]),
        (">", [false, false, false, true]),
        (">=", [false, true, true, true]),
    ];
    for (operator, expected) in table {
        let query = query(&format!("created {operator} 2026-10-28"));
        let found = [DAY - 1, DAY, DAY + 86_399, DAY + 86_400].map(|instant| query.matches(&at(instant)));
        assert_eq!(found, expected, "{operator}");
    }
    assert!(query("created = 2026-10-28T09:00:00Z").matches(&at(DAY + 32_400)));
    assert!(!query("created = 2026-10-28T09:00:00Z").matches(&at(DAY + 32_401)));
}

#[test]
fn at_least_high_is_high_and_urgent() {
    let with = |rank, code: &'static str| ticket(&[("priority", Value::Ordered { rank, code: code.into() })]);
    let matching = |text: &str| {
        let query = query(text);
        let all = [with(0, "low"), with(1, "medium"), with(2, "high"), with(3, "urgent")];
        all.map(|ticket| query.matches(&ticket))
    };
    assert_eq!(matching("priority >= high"), [false, false, true, true]);
    assert_eq!(matching("priority > high"), [false, false, false, true]);
    assert_eq!(matching("priority < Medium"), [true, false, false, false]);
    assert_eq!(matching("priority = HIGH"), [false, false, true, false]);
}

#[test]
fn what_is_absent_fails_all_but_the_opposites() {
    let empty = ticket(&[]);
    for text in ["title = x", "title ~ x", "priority < urgent", "created < 2026-10-28", "age >= 0m", "replies <= 1"] {
        assert!(!query(text).matches(&empty), "{text}");
    }
    for text in ["tags = x", "overdue", "overdue = no", "has title", "has tags", "status in (new)"] {
        assert!(!query(text).matches(&empty), "{text}");
    }
    for text in ["title != x", "tags != x", "created != 2026-10-28", "overdue != yes", "status not in (new)", "no tags"]
    {
        assert!(query(text).matches(&empty), "{text}");
    }
    let blank = ticket(&[("title", Value::Text("".into())), ("tags", Value::List(vec![]))]);
    assert!(query("no title and no tags").matches(&blank));
}

/// Each wrong expression, with a caret line that shows the place.
fn assert_wrong(table: &[(&str, &str, &str)]) {
    for (text, caret, code) in table {
        let problem = wrong(text);
        let place = problem.place().expect("a place");
        assert_eq!((problem.code(), place.line, place.column), (*code, 1, caret.len()), "{text}");
        assert_eq!(place.excerpt, *text);
    }
}

#[test]
fn what_breaks_the_grammar_is_said_with_its_place() {
    assert_wrong(&[
        ("", "^", "query-wants-test"),
        ("  ", "^", "query-wants-test"),
        ("status = new and", "                ^", "query-wants-test"),
        ("status = new and )", "                 ^", "query-wants-test"),
        ("()", " ^", "query-wants-test"),
        ("and overdue", "^", "query-wants-test"),
        ("priority urgent", "         ^", "query-wants-operator"),
        ("priority not urgent", "         ^", "query-wants-operator"),
        ("priority =", "          ^", "query-wants-value"),
        ("priority = and overdue", "           ^", "query-wants-value"),
        ("priority == urgent", "          ^", "query-wants-value"),
        ("status in new", "          ^", "query-wants-list"),
        ("status in ()", "           ^", "query-wants-value"),
        ("status in (new,)", "               ^", "query-wants-value"),
        ("status in (new", "              ^", "query-wants-close"),
        ("(overdue", "        ^", "query-wants-close"),
        ("overdue)", "       ^", "query-wants-join"),
        ("has", "   ^", "query-wants-field"),
        ("title = 'a", "        ^", "query-wants-quote"),
        ("title = a 'b'", "          ^", "query-wants-join"),
        ("title = 支付 失败", "           ^", "query-wants-join"),
    ]);
}

#[test]
fn what_misfits_the_schema_is_said_with_its_place() {
    assert_wrong(&[
        ("标题 = 支付", "^", "query-field-unknown"),
        ("pirority = urgent", "^", "query-field-unknown"),
        ("overdue or has asignee", "               ^", "query-field-unknown"),
        ("title > a", "^", "query-operator-unfit"),
        ("age ~ 2d", "^", "query-operator-unfit"),
        ("overdue < yes", "^", "query-operator-unfit"),
        ("title", "^", "query-not-a-flag"),
        ("no overdue", "   ^", "query-flag-presence"),
        ("status = asigned", "         ^", "query-value-code"),
        ("priority in (high, urgnet)", "                   ^", "query-value-code"),
        ("created > 2d", "          ^", "query-value-instant"),
        ("age > 2026-10-28", "      ^", "query-value-span"),
        ("replies = 1.5", "          ^", "query-value-number"),
        ("replies = 99999999999999999999", "          ^", "query-value-number"),
        ("overdue = maybe", "          ^", "query-value-flag"),
    ]);
}

#[test]
fn near_names_are_suggested() {
    let near = |text| wrong(text).args().into_iter().find(|(name, _)| *name == "near").map(|(_, near)| near);
    assert!(near("pirority = urgent").unwrap_or_default().starts_with("priority\u{1f}"));
    assert!(near("status = asigned").unwrap_or_default().starts_with("assigned\u{1f}"));
}

#[test]
fn a_place_on_a_later_line_has_that_line() {
    let place = wrong("overdue\n  and 优先级 = high").place().cloned().expect("a place");
    assert_eq!((place.line, place.column, place.excerpt.as_str()), (2, 7, "  and 优先级 = high"));
}

#[test]
fn ten_thousand_parentheses_are_an_error() {
    for deep in ["(".repeat(10_000), "not ".repeat(10_000), "(not ".repeat(10_000)] {
        assert_eq!(wrong(&deep).code(), "query-too-deep");
    }
    let within = format!("{}overdue{}", "(".repeat(64), ")".repeat(64));
    assert!(query(&within).matches(&urgent()));
    let flat = vec!["overdue"; 100_000].join(" and ");
    assert!(query(&flat).matches(&urgent()));
    let beside = vec!["(overdue)"; 1_000].join(" and ");
    assert!(query(&beside).matches(&urgent()));
}

#[test]
fn the_chinese_keyboard_writes_the_same_marks() {
    let text = "status in \u{ff08}new\u{ff0c} in_progress\u{ff09}\u{3000}and title ~ \u{201c}订单 未\u{201d}";
    let expected = "status in (new, in_progress) and title ~ \"订单 未\"";
    assert_eq!(Expression::parse(text).expect(text), Expression::parse(expected).expect(expected));
}

#[test]
fn a_search_finds_every_word_in_any_item() {
    let ticket = ticket(&[("text", Value::List(vec!["支付失败".into(), "Customer called".into()]))]);
    let finds = |words: &[&str]| Query::text("text", words.iter().copied()).matches(&ticket);
    assert!(finds(&["支付", "CUSTOMER"]));
    assert!(!finds(&["支付", "refund"]));
    assert!(finds(&[]));
    assert!(!Query::text("text", ["支付"]).and(Query::text("text", ["refund"])).matches(&ticket));
    assert!(Query::text("text", ["支付"]).and(Query::default()).matches(&ticket));
}

#[test]
fn sort_keys_are_checked() {
    let sort = Sort::parse("priority, -Created", &schema()).expect("keys");
    let expected = [("priority".to_owned(), Direction::Ascending), ("created".to_owned(), Direction::Descending)];
    assert_eq!(sort.keys(), expected);
    for (text, code, column) in
        [("", "sort-key-empty", 1), ("age,-", "sort-key-empty", 5), ("age,titel", "query-field-unknown", 5)]
    {
        let problem = Sort::parse(text, &schema()).expect_err(text);
        assert_eq!((problem.code(), problem.place().map(|place| place.column)), (code, Some(column)), "{text}");
    }
}

#[test]
fn what_is_absent_sorts_last_both_ways() {
    let with = |age: Option<i64>| ticket(&[("age", age.map_or(Value::Absent, Value::Span))]);
    let compare = |key, left, right| Sort::parse(key, &schema()).expect(key).compare(&with(left), &with(right));
    assert_eq!(compare("age", Some(1), Some(2)), Ordering::Less);
    assert_eq!(compare("-age", Some(1), Some(2)), Ordering::Greater);
    assert_eq!(compare("age", None, Some(2)), Ordering::Greater);
    assert_eq!(compare("-age", None, Some(2)), Ordering::Greater);
    assert_eq!(compare("-age", None, None), Ordering::Equal);
}

#[test]
fn values_of_each_kind_have_an_order() {
    let text = |text: &'static str| Value::Text(text.into());
    let list = |items: &[&'static str]| Value::List(items.iter().map(|item| (*item).into()).collect());
    let rising = [
        ("title", text("apple"), text("Banana")),
        ("tags", list(&["a"]), list(&["a", "b"])),
        ("tags", list(&["a", "z"]), list(&["B"])),
        ("overdue", Value::Flag(false), Value::Flag(true)),
        ("priority", Value::Ordered { rank: 0, code: "low".into() }, Value::Ordered { rank: 1, code: "high".into() }),
        ("created", Value::Instant(1), Value::Instant(2)),
    ];
    for (name, left, right) in rising {
        let order =
            Sort::parse(name, &schema()).expect(name).compare(&ticket(&[(name, left)]), &ticket(&[(name, right)]));
        assert_eq!(order, Ordering::Less, "{name}");
    }
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    fn word() -> impl Strategy<Value = Word> {
        let text = prop_oneof![4 => "[a-zA-Z0-9_./@:+-]{1,8}", 1 => "(?i)and|or|not|in|has|no", 1 => "[支付 ()=\"'\\\\“”,\n]{0,6}", 1 => ".{0,6}"];
        text.prop_map(|text: String| Word { text, at: 0 })
    }

    fn operator() -> impl Strategy<Value = Operator> {
        prop::sample::select(Operator::ALL.to_vec())
    }

    fn expression() -> impl Strategy<Value = Expression> {
        let leaf = prop_oneof![
            (word(), operator(), word()).prop_map(|(field, operator, value)| Expression::Compare {
                field,
                operator,
                value
            }),
            (word(), prop::collection::vec(word(), 1..4)).prop_map(|(field, values)| Expression::In { field, values }),
            word().prop_map(Expression::Has),
            word().prop_map(Expression::Lacks),
            word().prop_map(Expression::Flag),
        ];
        leaf.prop_recursive(5, 40, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 2..4).prop_map(Expression::Any),
                prop::collection::vec(inner.clone(), 2..4).prop_map(Expression::All),
                inner.prop_map(|inner| Expression::Not(Box::new(inner))),
            ]
        })
    }

    /// Pieces of the language in any order: nearer to it than arbitrary characters.
    fn nearly() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "and", "or", "not", "in", "has", "no", "(", ")", ",", "=", "!=", "<", ">=", "~", "\"", "'", "\\", " ",
            "age", "2d", "priority", "urgent", "overdue", "created", "today", "支付", "\u{ff08}", "\u{201c}", "\n",
            "title",
        ]);
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.join(" "))
    }

    proptest! {
        #[test]
        fn what_is_displayed_parses_to_the_same(expression in expression()) {
            let text = expression.to_string();
            let parsed = Expression::parse(&text).map_err(|problem| TestCaseError::fail(format!("{text}: {problem:?}")))?;
            prop_assert_eq!(parsed, expression, "{}", text);
        }

        #[test]
        fn nothing_panics(text in prop_oneof![any::<String>(), nearly()]) {
            match Query::parse(&text, &schema(), &Desk) {
                Ok(query) => drop(query.matches(&urgent())),
                Err(problem) => {
                    let place = problem.place().expect("a place");
                    prop_assert!(place.column <= place.excerpt.chars().count() + 1);
                }
            }
            drop(Sort::parse(&text, &schema()));
        }
    }
}
