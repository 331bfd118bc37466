//! Customers, and what of them may stand in git.
use serde::{Deserialize, Serialize};

/// A customer. In `customers/` name and contacts are masked; in `private/` they are whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
pub struct Customer {
    /// The customer's number.
    pub id: String,
    /// The name.
    #[serde(default)]
    pub name: String,
    /// Telephone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// E-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The company or department they belong to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization: Option<String>,
    /// The industry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub industry: Option<String>,
    /// The region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The service level they bought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<String>,
    /// How they want to be answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
}

impl Customer {
    /// The customer as git may know them.
    #[must_use]
    pub fn masked(&self) -> Self {
        Self {
            name: mask_name(&self.name),
            phone: self.phone.as_deref().map(mask_phone),
            email: self.email.as_deref().map(mask_email),
            ..self.clone()
        }
    }

    /// Whether `text` is this customer's number, name or a contact, letters in any case and
    /// telephone numbers by their digits.
    pub fn answers_to(&self, text: &str) -> bool {
        let same = |known: &str| !known.is_empty() && known.to_lowercase() == text.to_lowercase();
        let same_phone =
            |known: &str| digits(known).len() >= 5 && digits(known) == digits(text) && !known.contains('*');
        same(&self.id)
            || same(&self.name)
            || self.email.as_deref().is_some_and(same)
            || self.phone.as_deref().is_some_and(|phone| same(phone) || same_phone(phone))
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The first character, and one star for each of the others (at most three): `王**`.
pub fn mask_name(name: &str) -> String {
    let mut characters = name.trim().chars();
    let Some(first) = characters.next() else { return String::new() };
    let hidden = characters.count().clamp(1, 3);
    format!("{first}{}", "*".repeat(hidden))
}

/// Hides the middle four digits: `138****5678`; of a number with fewer than eight digits all but the
/// last two.
pub fn mask_phone(phone: &str) -> String {
    let count = digits(phone).len();
    let hidden = if count >= 8 { (count - 4) / 2..(count - 4) / 2 + 4 } else { 0..count.saturating_sub(2) };
    let mut place = 0;
    let hide = |character: char| {
        if !character.is_ascii_digit() {
            return character;
        }
        place += 1;
        if hidden.contains(&(place - 1)) { '*' } else { character }
    };
    phone.chars().map(hide).collect()
}

/// The first character of the mailbox and the domain: `w***@example.com`.
pub fn mask_email(email: &str) -> String {
    match email.split_once('@') {
        Some((mailbox, domain)) => format!("{}***@{domain}", mailbox.chars().take(1).collect::<String>()),
        None => mask_name(email),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_show_their_first_character() {
        assert_eq!(mask_name("王小明"), "王**");
        assert_eq!(mask_name("Alexandra"), "A***");
        assert_eq!(mask_name("李"), "李*");
        assert_eq!(mask_name(""), "");
    }

    #[test]
    fn phones_hide_their_middle_four() {
        assert_eq!(mask_phone("13812345678"), "138****5678");
        assert_eq!(mask_phone("+86 138-1234-5678"), "+86 13*-***4-5678");
        assert_eq!(mask_phone("12345678"), "12****78");
        assert_eq!(mask_phone("110"), "*10");
    }

    #[test]
    fn emails_show_their_domain() {
        assert_eq!(mask_email("wang@example.com"), "w***@example.com");
    }

    #[test]
    fn a_customer_is_found_by_contact() {
        let customer = Customer {
            id: "C1001".into(),
            name: "王小明".into(),
            phone: Some("138-1234-5678".into()),
            ..Customer::default()
        };
        for text in ["c1001", "王小明", "13812345678"] {
            assert!(customer.answers_to(text), "{text}");
        }
        assert!(!customer.answers_to("138"));
        assert!(!customer.masked().answers_to("13805678"));
    }
}
