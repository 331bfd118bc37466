use super::*;

fn terms(text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    for_terms(&folded(text), |term, is_part| terms.extend((!is_part).then(|| term.to_owned())));
    terms
}

fn body(text: &str) -> Document<'_> {
    Document { body: text, ..Document::default() }
}

fn ranked(question: &str, documents: &[Document<'_>]) -> Vec<u64> {
    let question = Question::new(question);
    scores(&documents.iter().map(|document| question.count(document)).collect::<Vec<_>>())
}

#[test]
fn terms_are_words_and_pairs_of_ideographs() {
    assert_eq!(terms("Refunds, ＶＰＮ-2 fails"), ["refund", "vpn", "2", "fail"]);
    assert_eq!(terms("无法登录APP了"), ["无法", "法登", "登录", "app", "了"]);
    assert_eq!(terms("status is less bus"), ["status", "is", "less", "bus"]);
}

#[test]
fn a_single_ideograph_is_found_inside_words() {
    assert!(ranked("退", &[body("申请退款")])[0] > 0);
    assert_eq!(ranked("退款", &[body("退了,款项")]), [0]);
}

/// Two texts of two terms each; `alpha` is in one of them. Rarity: ln(1 + 1.5/1.5) = ln 2 = 0.693147.
/// One occurrence in a text of average length: 0.693147 × 1 × 2.2 / (1 + 1.2) = 0.693147.
/// In the title: 0.693147 × 4 × 2.2 / (4 + 1.2) = 1.173018.
#[test]
fn scores_are_those_of_the_formula() {
    assert_eq!(ranked("alpha", &[body("alpha beta"), body("gamma delta")]), [693, 0]);
    let titled = Document { title: "alpha", body: "beta", ..Document::default() };
    assert_eq!(ranked("alpha", &[titled, body("gamma delta")]), [1173, 0]);
}

/// `alpha` is in both: rarity ln(1 + 0.5/2.5) = 0.182322. Lengths 2 and 2.
/// Once: 0.182322 × 2.2 / 2.2 = 0.182322. Twice: 0.182322 × 4.4 / 3.2 = 0.250692.
#[test]
fn what_has_half_the_best_score_is_near() {
    assert_eq!(ranked("alpha", &[body("alpha beta"), body("alpha alpha")]), [182, 251]);
    assert!(is_near(182, 251) && is_near(126, 251) && is_near(0, 0) && is_near(1, 2));
    assert!(!is_near(125, 251));
}

#[test]
fn parts_of_an_article_count_by_their_weight() {
    let keyword = ["alpha".to_owned()];
    let documents = [
        Document { keywords: &keyword, ..Document::default() },
        Document { category: "alpha", ..Document::default() },
        body("alpha"),
    ];
    let scores = ranked("alpha", &documents);
    assert!(scores[0] > scores[1] && scores[1] > scores[2], "{scores:?}");
}

#[test]
fn nothing_is_found_in_nothing() {
    assert_eq!(ranked("alpha", &[]), [0; 0]);
    assert_eq!(ranked("", &[body("alpha"), body("")]), [0, 0]);
    assert!(Question::new(" ,。").is_empty());
}

#[test]
fn the_excerpt_is_the_line_that_says_most() {
    let question = Question::new("refund voucher");
    let text = "# Refund voucher\n\nA refund is made.\nThe voucher of a refund is void.\nrefund voucher\n";
    assert_eq!(question.excerpt(text, 80), "The voucher of a refund is void.");
    let long = format!("{}refund {}", "x ".repeat(40), "y ".repeat(40));
    assert_eq!(question.excerpt(&long, 20), "…x x refund y y y y…");
    assert_eq!(question.excerpt("", 20), "");
}
