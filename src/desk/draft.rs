//! Making a draft fit the desk: codes of its vocabulary, defaults, what is required.
use super::open::Desk;
use super::vocabulary::List;
use crate::domain::draft::Draft;
use crate::domain::field::Field;
use crate::domain::moment;
use crate::fault::Result;
use crate::store::customers;
use crate::time::moment::Reader;
use crate::{faults, near};

faults! {
    /// Why a draft is no ticket.
    pub enum DraftFault {
        "draft-title-missing" => Untitled {},
        "draft-fields-missing" => Missing { fields: String, options: String },
        "usage-occurred-ahead" => Ahead { occurred: String, now: String },
        "draft-title-long" => LongTitle { length: usize, limit: usize },
        "draft-title-lines" => TitleLines {},
    }
}

/// How far the clock of whoever tells a time may run ahead.
const SKEW_SECONDS: i64 = 120;

/// The longest title, in characters.
const TITLE: usize = 200;

impl Desk {
    /// The draft with codes of the vocabulary, defaults filled in, times in full and the customer's
    /// number; `reader` reads the times that people type. What the desk requires may be missing yet.
    pub fn complete(&self, draft: &Draft, reader: &Reader) -> Result<Draft> {
        let mut whole = Draft { fields: Vec::new(), opening: draft.opening.clone() };
        for (field, text) in &draft.fields {
            whole.set(*field, self.canonical(*field, text, reader)?);
        }
        Ok(self.defaulted(whole))
    }

    /// The draft, whose texts are as they stand in files, with defaults filled in; refused when something that the
    /// desk requires is missing.
    pub fn filled(&self, draft: Draft) -> Result<Draft> {
        let whole = self.defaulted(draft);
        self.require(&whole)?;
        Ok(whole)
    }

    fn defaulted(&self, mut whole: Draft) -> Draft {
        if whole.get(Field::Type).is_none()
            && let Some(first) = self.vocabulary.types.first()
        {
            whole.set(Field::Type, first.code.as_str());
        }
        if whole.get(Field::Priority).is_none() {
            let kind = whole.get(Field::Type).unwrap_or_default().to_owned();
            whole.set(Field::Priority, self.vocabulary.priority_of(&kind).as_str());
        }
        whole
    }

    /// The text of a field as it stands in a file, from what a person typed.
    pub fn canonical(&self, field: Field, text: &str, reader: &Reader) -> Result<String> {
        if let Some(list) = List::of(field) {
            return Ok(self.vocabulary.resolve(list, text)?.to_string());
        }
        match field {
            Field::Customer => Ok(customers::find(&self.root, text)?.customer.id),
            Field::Occurred => self.occurred(text, reader),
            Field::Expected => Ok(moment::write(self.settings.zone.to_local(reader.deadline(text)?))),
            Field::Title => title(text),
            _ => Ok(text.trim().to_owned()),
        }
    }

    /// When a problem occurred, which cannot lie ahead.
    fn occurred(&self, text: &str, reader: &Reader) -> Result<String> {
        let write = |at| moment::write(self.settings.zone.to_local(at));
        let at = reader.instant(text)?;
        if at > reader.now().plus(SKEW_SECONDS) {
            return Err(DraftFault::Ahead { occurred: write(at), now: write(reader.now()) }.into());
        }
        Ok(write(at))
    }

    /// Refuses a draft that lacks something that the desk requires.
    pub fn require(&self, draft: &Draft) -> Result<()> {
        let is_missing = |field: &Field| draft.get(*field).is_none_or(str::is_empty);
        let missing: Vec<_> = self.required().filter(is_missing).map(Field::code).collect();
        if !missing.is_empty() {
            let options = missing.iter().map(|code| format!("--{code} …")).collect::<Vec<_>>().join(" ");
            return Err(DraftFault::Missing { fields: near::join(missing), options }.into());
        }
        if is_missing(&Field::Title) { Err(DraftFault::Untitled {}.into()) } else { Ok(()) }
    }

    /// What the desk requires of new tickets beside the title.
    pub fn required(&self) -> impl Iterator<Item = Field> {
        let fields = self.vocabulary.required.iter().filter_map(|code| code.as_str().parse::<Field>().ok());
        fields.filter(|field| *field != Field::Title)
    }
}

/// A title without white space at its ends; refused when it has several lines or is too long.
pub fn title(text: &str) -> Result<String> {
    let text = text.trim();
    let length = text.chars().count();
    if text.contains(['\n', '\r']) {
        return Err(DraftFault::TitleLines {}.into());
    }
    if length > TITLE {
        return Err(DraftFault::LongTitle { length, limit: TITLE }.into());
    }
    Ok(text.to_owned())
}
