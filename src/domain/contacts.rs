//! Contacts in free text, masked: what a customer wrote can hold telephone numbers and addresses.
use super::customer::{Customer, mask_email, mask_name, mask_phone};

/// The text with e-mail addresses, telephone numbers and the contacts of `customers` masked.
///
/// A telephone number is a run of digits, with single spaces or hyphens inside, that is a Chinese
/// mobile or fixed number or begins with `+`; order numbers, dates and amounts stay.
pub fn mask(text: &str, customers: &[&Customer]) -> String {
    let mut text = text.to_owned();
    for customer in customers {
        for (contact, mask) in [(&customer.phone, mask_phone as fn(&str) -> String), (&customer.email, mask_email)] {
            if let Some(contact) = contact.as_deref().filter(|contact| contact.len() >= 3) {
                text = text.replace(contact, &mask(contact));
            }
        }
        let is_distinct = customer.name.chars().count() >= 2 && !customer.name.contains('*');
        if is_distinct {
            text = text.replace(&customer.name, &mask_name(&customer.name));
        }
    }
    mask_runs(&mask_runs(&text, is_address_part, mask_address), is_phone_part, mask_number)
}

/// The text with each longest run of characters of a kind replaced.
fn mask_runs(text: &str, is_part: fn(char) -> bool, mask: fn(&str) -> String) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        let (before, run) = rest.split_at(start);
        let end = run.find(|character| !is_part(character)).unwrap_or(run.len());
        masked.extend([before, &mask(&run[..end])]);
        rest = &run[end..];
    }
    masked + rest
}

fn is_address_part(character: char) -> bool {
    character.is_ascii_alphanumeric() || "@._%+-".contains(character)
}

fn mask_address(run: &str) -> String {
    let trimmed = run.trim_end_matches(['.', '-', '_']);
    match trimmed.split_once('@') {
        Some((mailbox, domain)) if !mailbox.is_empty() && domain.contains('.') => {
            mask_email(trimmed) + &run[trimmed.len()..]
        }
        _ => run.to_owned(),
    }
}

fn is_phone_part(character: char) -> bool {
    character.is_ascii_alphanumeric() || "+- *_".contains(character)
}

/// Masks the telephone numbers in a run of words, digits and what can stand between digits.
fn mask_number(run: &str) -> String {
    let mut masked = String::with_capacity(run.len());
    let mut rest = run;
    while let Some(start) = rest.find(|character: char| character.is_ascii_digit() || character == '+') {
        let (before, number) = rest.split_at(start);
        let is_inside = before.ends_with(|character: char| character.is_ascii_alphanumeric() || character == '_');
        let ends = group_ends(number);
        let phone = ends.iter().rev().find(|end| is_phone(&number[..**end])).copied();
        let (number, after) = number.split_at(phone.or(ends.first().copied()).unwrap_or(1));
        let is_word = after.starts_with(|character: char| character.is_ascii_alphanumeric() || character == '_');
        let is_apart = phone.is_some() && !is_inside && !is_word;
        masked.push_str(before);
        masked.push_str(&if is_apart { mask_phone(number) } else { number.to_owned() });
        rest = after;
    }
    masked + rest
}

/// Where the groups of digits end that a text begins with, with a single space or hyphen between them.
fn group_ends(text: &str) -> Vec<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut is_separated = true;
    for (at, character) in text.char_indices() {
        match character {
            '+' if at == 0 => {}
            '0'..='9' => {
                if !is_separated {
                    ends.pop();
                }
                ends.push(at + 1);
                is_separated = false;
            }
            ' ' | '-' if !is_separated => is_separated = true,
            _ => break,
        }
    }
    ends
}

fn is_phone(number: &str) -> bool {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let is_mobile =
        |digits: &str| digits.len() == 11 && digits.starts_with('1') && matches!(digits.as_bytes()[1], b'3'..=b'9');
    if number.starts_with('+') {
        return (7..=15).contains(&digits.len());
    }
    let is_fixed = (10..=12).contains(&digits.len()) && digits.starts_with('0');
    is_mobile(&digits) || is_fixed || digits.strip_prefix("86").is_some_and(is_mobile)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        mask(text, &[])
    }

    #[test]
    fn numbers_and_addresses_are_masked() {
        assert_eq!(masked("请回电13812345678，谢谢"), "请回电138****5678，谢谢");
        assert_eq!(
            masked("call +44 7700 900123 or mail emma.c@example.com."),
            "call +44 77** **0123 or mail e***@example.com."
        );
        assert_eq!(masked("2026-10-28 13812345678"), "2026-10-28 138****5678");
        assert_eq!(masked("010-62345678, 138 1234 5678"), "010-****5678, 138 **** 5678");
        assert_eq!(masked("8613812345678"), "8613****45678");
    }

    #[test]
    fn other_numbers_stay() {
        for text in
            ["order 202310280001", "2026-10-28 09:00", "CS202610280001", "v1.2.3, 99.50", "id_13812345678", "1 2 3"]
        {
            assert_eq!(masked(text), text);
        }
    }

    #[test]
    fn the_contacts_of_the_customer_are_masked() {
        let customer = Customer { name: "王小明".into(), phone: Some("6234-5678".into()), ..Customer::default() };
        assert_eq!(mask("王小明 6234-5678", &[&customer]), "王** 62**-**78");
        let short = Customer { name: "李".into(), ..Customer::default() };
        assert_eq!(mask("李子", &[&short]), "李子");
    }
}
