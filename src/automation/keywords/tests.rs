use super::*;

fn library(name: &str, words: &[&str], not: &[&str]) -> Library {
    let texts = |words: &[&str]| words.iter().map(|word| Text::from(*word)).collect();
    Library { name: name.into(), words: texts(words), not: texts(not) }
}

/// What is found, as `library:word:text`.
fn found(libraries: Vec<Library>, text: &str) -> Vec<String> {
    let keywords = Keywords::compile(libraries).unwrap();
    let hits = keywords.hits(text);
    let name = |hit: &Hit| keywords.libraries()[hit.library].name.to_string();
    hits.iter().map(|hit| format!("{}:{}:{}", name(hit), keywords.word(hit), &text[hit.span.clone()])).collect()
}

fn one(words: &[&str], text: &str) -> Vec<String> {
    found(vec![library("l", words, &[])], text)
}

#[test]
fn a_latin_word_stands_alone_and_a_chinese_one_need_not() {
    assert!(one(&["art"], "start the cart, party").is_empty());
    assert_eq!(one(&["art"], "Art? art."), ["l:art:Art", "l:art:art"]);
    assert_eq!(one(&["退款"], "我要求退款吗"), ["l:退款:退款"]);
    // A Chinese neighbour parts a Latin word.
    assert_eq!(one(&["app"], "打开APP时闪退"), ["l:app:APP"]);
    assert!(one(&["404"], "error 4041").is_empty());
    assert!(one(&["résumé"], "résumés").is_empty());
}

#[test]
fn a_star_takes_any_ending() {
    assert_eq!(one(&["refund*"], "I was refunded; no refund, prerefund"), ["l:refund*:refund", "l:refund*:refund"]);
}

#[test]
fn the_longest_of_the_words_that_begin_first_counts() {
    assert_eq!(one(&["支付", "支付失败", "失败"], "支付失败,失败"), ["l:支付失败:支付失败", "l:失败:失败"]);
    // The longer one does not stand alone: the shorter one counts.
    assert_eq!(one(&["payment", "payment fail"], "payment failing"), ["l:payment:payment"]);
}

#[test]
fn libraries_do_not_see_one_another() {
    let libraries = || vec![library("money", &["退款"], &[]), library("fault", &["退款失败", "退款"], &[])];
    assert_eq!(found(libraries(), "退款失败"), ["fault:退款失败:退款失败", "money:退款:退款"].map(String::from));
}

#[test]
fn a_phrase_that_is_no_hit_covers_only_itself() {
    let libraries = || vec![library("refund", &["退款", "refund"], &["退款政策", "refund policy", "不退款"])];
    assert!(found(libraries(), "请问退款政策? Refund policy?").is_empty());
    assert!(found(libraries(), "不退款").is_empty());
    assert_eq!(found(libraries(), "按退款政策,我要退款"), ["refund:退款:退款"]);
}

#[test]
fn full_width_letters_are_found_where_they_stand() {
    let vip = "\u{ff36}\u{ff29}\u{ff30}";
    assert_eq!(
        one(&["VIP", "a,b"], &format!("全角{vip}客户\u{ff0c}a\u{ff0c}b")),
        [format!("l:VIP:{vip}"), "l:a,b:a\u{ff0c}b".to_owned()]
    );
    assert_eq!(one(&[vip], "\u{ff0c}vip!"), [format!("l:{vip}:vip")]);
}

#[test]
fn nothing_finds_nothing() {
    assert!(one(&[], "退款").is_empty());
    assert!(one(&["", " ", "*"], "退款 *").is_empty());
    assert!(one(&["退款"], "").is_empty());
}
