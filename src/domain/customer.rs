//! Customers, and what of them may stand in git.
use crate::faults;

faults! {
    /// Why a customer is refused.
    pub enum CustomerFault {
        "customer-name-missing" => Name {},
        "customer-phone-malformed" => Phone { phone: String },
        "customer-email-malformed" => Email { email: String },
    }
}

/// A customer. In `customers/` name and contacts are masked; in `private/` they are whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Customer {
    /// The customer's number.
    pub id: String,
    /// The name.
    pub name: String,
    /// Telephone.
    pub phone: Option<String>,
    /// E-mail.
    pub email: Option<String>,
    /// The company or department they belong to.
    pub organization: Option<String>,
    /// The industry.
    pub industry: Option<String>,
    /// The region.
    pub region: Option<String>,
    /// The service level they bought.
    pub tier: Option<String>,
    /// How they want to be answered.
    pub channel: Option<String>,
}

impl Customer {
    /// The keys of a customer file, in order.
    pub const KEYS: [&str; 9] =
        ["id", "name", "phone", "email", "organization", "industry", "region", "tier", "channel"];

    /// The keys that are masked in git.
    pub const MASKED: [&str; 3] = ["name", "phone", "email"];

    /// The text of a key; `None` when there is none.
    pub fn get(&self, key: &str) -> Option<&str> {
        match key {
            "id" => Some(&self.id),
            "name" => Some(&self.name),
            "phone" => self.phone.as_deref(),
            "email" => self.email.as_deref(),
            "organization" => self.organization.as_deref(),
            "industry" => self.industry.as_deref(),
            "region" => self.region.as_deref(),
            "tier" => self.tier.as_deref(),
            "channel" => self.channel.as_deref(),
            _ => None,
        }
    }

    /// Sets the text of a key; a customer always has a number and a name, though it may be empty.
    pub fn set(&mut self, key: &str, text: Option<String>) {
        match key {
            "id" => self.id = text.unwrap_or_default(),
            "name" => self.name = text.unwrap_or_default(),
            "phone" => self.phone = text,
            "email" => self.email = text,
            "organization" => self.organization = text,
            "industry" => self.industry = text,
            "region" => self.region = text,
            "tier" => self.tier = text,
            "channel" => self.channel = text,
            _ => {}
        }
    }

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

    /// The customer as far as `private` unmasks them, and whether nothing stays masked. What does not
    /// fit the mask is out of date: the file in git was changed since.
    #[must_use]
    pub fn unmasked(&self, private: &Self) -> (Self, bool) {
        let whole = private.masked();
        let same = [self.name == whole.name, self.phone == whole.phone, self.email == whole.email];
        let [name, phone, email] = same;
        let customer = Self {
            name: if name { &private.name } else { &self.name }.clone(),
            phone: if phone { &private.phone } else { &self.phone }.clone(),
            email: if email { &private.email } else { &self.email }.clone(),
            ..self.clone()
        };
        (customer, same.iter().all(|same| *same))
    }

    /// Refuses a customer without a name, a telephone number with anything but digits and their
    /// separators (the mask hides digits only), and an address without a mailbox or a domain.
    pub fn validate(&self) -> Result<(), CustomerFault> {
        let name = self.name.trim();
        if name.is_empty() || name.contains(char::is_control) {
            return Err(CustomerFault::Name {});
        }
        if let Some(phone) = self.phone.as_deref().filter(|phone| !is_phone(phone)) {
            return Err(CustomerFault::Phone { phone: phone.to_owned() });
        }
        match self.email.as_deref().filter(|email| !is_email(email)) {
            Some(email) => Err(CustomerFault::Email { email: email.to_owned() }),
            None => Ok(()),
        }
    }

    /// Whether any of what is known mentions `word`, which is in lower case.
    pub fn mentions(&self, word: &str) -> bool {
        let texts = Self::KEYS.iter().filter_map(|key| self.get(key));
        texts.into_iter().any(|text| text.to_lowercase().contains(word))
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

fn is_phone(phone: &str) -> bool {
    let known = |char: char| char.is_ascii_digit() || " +-()./*#".contains(char);
    phone.chars().all(known) && phone.contains(|char: char| char.is_ascii_digit())
}

fn is_email(email: &str) -> bool {
    let ends = |(mailbox, domain): (&str, &str)| !mailbox.is_empty() && !domain.is_empty() && !domain.contains('@');
    email.split_once('@').is_some_and(ends) && !email.contains(|char: char| char.is_whitespace() || char.is_control())
}

/// Hides the middle four digits: `138****5678`; of a number with fewer than eight digits all but the
/// last two. What is masked already stays as it is; what is no number is masked as a name.
pub fn mask_phone(phone: &str) -> String {
    if !is_phone(phone) {
        return mask_name(phone);
    }
    let is_place = |character: char| character.is_ascii_digit() || character == '*';
    let count = phone.chars().filter(|character| is_place(*character)).count();
    let hidden = if count >= 8 { (count - 4) / 2..(count - 4) / 2 + 4 } else { 0..count.saturating_sub(2) };
    let mut place = 0;
    let hide = |character: char| {
        if !is_place(character) {
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
    use crate::fault::Fault;

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
        assert_eq!(mask_phone("wang@example.com"), "w***");
    }

    #[test]
    fn what_is_masked_stays_as_it_is() {
        for phone in ["13812345678", "+86 138-1234-5678", "12345678", "110", "12"] {
            let masked = mask_phone(phone);
            assert_eq!(mask_phone(&masked), masked);
        }
        for name in ["王小明", "李", "Alexandra"] {
            assert_eq!(mask_name(&mask_name(name)), mask_name(name));
        }
        assert_eq!(mask_email("w***@example.com"), "w***@example.com");
    }

    fn wang() -> Customer {
        Customer {
            id: "C1001".into(),
            name: "王小明".into(),
            phone: Some("138-1234-5678".into()),
            tier: Some("gold".into()),
            ..Customer::default()
        }
    }

    #[test]
    fn masks_are_lifted_where_they_fit() {
        assert_eq!(wang().masked().unmasked(&wang()), (wang(), true));
        let moved = Customer { phone: Some("139****0000".into()), tier: Some("silver".into()), ..wang().masked() };
        let (known, is_whole) = moved.unmasked(&wang());
        assert_eq!((known.name.as_str(), known.phone, is_whole), ("王小明", moved.phone, false));
        assert_eq!(known.tier.as_deref(), Some("silver"));
    }

    #[test]
    fn contacts_that_the_masks_would_not_hide_are_refused() {
        let code = |customer: Customer| customer.validate().err().map(|fault| fault.code());
        let phone = |phone: &str| code(Customer { phone: Some(phone.into()), ..wang() });
        let email = |email: &str| code(Customer { email: Some(email.into()), ..wang() });
        assert_eq!(code(wang()), None);
        assert_eq!(code(Customer { name: " ".into(), ..wang() }), Some("customer-name-missing"));
        for wrong in ["wang@example.com", "", "-", "微信 12345"] {
            assert_eq!(phone(wrong), Some("customer-phone-malformed"), "{wrong}");
        }
        assert_eq!(phone("+44 (0)7700 900-123"), None);
        for wrong in ["wang", "@x", "wang@", "a b@c", "a@b@c"] {
            assert_eq!(email(wrong), Some("customer-email-malformed"), "{wrong}");
        }
        assert_eq!(email("wang@example.com"), None);
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
