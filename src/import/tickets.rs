//! The main file: each row is a ticket.
use super::answers::{Answer, AnswerPicks};
use super::early::not_before;
use super::fault::ImportFault;
use super::history::{Order, Told};
use super::mapping::{ActColumns, CustomerColumns, Early, Fields, Mapping, Source};
use super::pick::Pick;
use super::table::Row;
use super::telling::Telling;
use super::terms::{Terms, required};
use crate::desk::draft;
use crate::desk::vocabulary::List;
use crate::domain::act::ActKind;
use crate::domain::customer::Customer;
use crate::domain::draft::Draft;
use crate::domain::field::Field;
use crate::domain::ids::{Number, Text};
use crate::domain::moment::{self, Moment};
use crate::fault::{Place, Problem, Result};
use crate::store::customers::{self, CustomerFault};

/// A ticket that a row tells of.
#[derive(Debug)]
pub struct Incoming {
    /// Its row.
    pub place: Place,
    /// Its id in the other system.
    pub external: Text,
    /// The number it is to have here; the desk's next when absent.
    pub number: Option<Number>,
    /// When it was opened, as the desk's clocks show it.
    pub created: Moment,
    /// The rest of its head.
    pub draft: Draft,
    /// Its customer.
    pub customer: Option<Customer>,
    /// What happened to it.
    pub told: Vec<Told>,
    /// What its customer answered to the survey.
    pub answer: Option<Answer>,
}

/// A mapping bound to the columns of the main file.
pub(super) struct Columns {
    external: Pick,
    created: Pick,
    number: Option<Pick>,
    fields: Vec<(Field, Pick)>,
    customer: Option<CustomerPicks>,
    acts: Vec<ActPicks>,
    survey: Option<AnswerPicks>,
}

struct CustomerPicks {
    id: Pick,
    name: Option<Pick>,
    phone: Option<Pick>,
    email: Option<Pick>,
    organization: Option<Pick>,
    industry: Option<Pick>,
    region: Option<Pick>,
    tier: Option<Pick>,
}

struct ActPicks {
    telling: Telling,
    at: Pick,
    by: Option<Pick>,
    /// Columns, and the values one of which each must have.
    when: Vec<(usize, Vec<String>)>,
    early: Early,
    is_fallback: bool,
}

impl Columns {
    /// Binds a mapping.
    pub(super) fn bind(mapping: &Mapping, terms: &Terms<'_>) -> Result<Self, ImportFault> {
        let fields = mapping.fields.as_ref().ok_or(ImportFault::NoFields {})?;
        let bound = sources(fields).into_iter().filter_map(|(field, source)| Some((field, terms.bind(source?))));
        Ok(Self {
            external: terms.bind(&fields.external)?,
            created: terms.bind(&fields.created)?,
            number: terms.bind_any(fields.number.as_ref())?,
            fields: bound.map(|(field, pick)| Ok((field, pick?))).collect::<Result<_, ImportFault>>()?,
            customer: mapping.customer.as_ref().map(|columns| CustomerPicks::bind(columns, terms)).transpose()?,
            acts: mapping.acts.iter().map(|act| ActPicks::bind(act, terms)).collect::<Result<_, _>>()?,
            survey: mapping.survey.as_ref().map(|columns| AnswerPicks::bind(columns, terms)).transpose()?,
        })
    }

    /// The id of a row's ticket in the other system.
    pub(super) fn external(&self, row: &Row) -> Result<Text> {
        let external = self.external.text(row)?;
        required(external, "external", &self.external, row).map(|external| external.as_ref().into())
    }

    /// The ticket that a row tells of.
    pub(super) fn read(&self, row: &Row, external: Text, terms: &Terms<'_>) -> Result<Incoming> {
        let created = required(terms.moment(&self.created, row)?, "created", &self.created, row)?;
        let number = self.number.as_ref().map(|number| number.text(row)).transpose()?.flatten();
        let number = number.map(|number| number.as_ref().into());
        let customer = self.customer.as_ref().map(|customer| customer.read(row, terms)).transpose()?.flatten();
        let draft = self.draft(row, &external, customer.as_ref(), terms)?;
        let mut told = Vec::new();
        for (place, act) in self.acts.iter().enumerate() {
            told.extend(act.read(place, row, created, terms)?);
        }
        let answer = self.survey.as_ref().map(|survey| survey.read(row, &external, created, terms));
        let answer = answer.transpose()?.flatten();
        Ok(Incoming { place: row.place(), external, number, created, draft, customer, told, answer })
    }

    fn draft(&self, row: &Row, external: &Text, customer: Option<&Customer>, terms: &Terms<'_>) -> Result<Draft> {
        let mut draft = Draft::default();
        draft.set(Field::External, external.clone());
        for (field, pick) in &self.fields {
            if let Some(text) = text(*field, pick, row, terms)? {
                draft.set(*field, text);
            }
        }
        if let Some(customer) = customer {
            draft.set(Field::Customer, customer.id.as_str());
        }
        terms.desk.filled(draft).map_err(|problem| problem.at(row.place()))
    }
}

/// The fields of the head with their sources, but for those that are no field of a draft.
fn sources(fields: &Fields) -> [(Field, Option<&Source>); 13] {
    [
        (Field::Title, Some(&fields.title)),
        (Field::Type, Some(&fields.kind)),
        (Field::Priority, Some(&fields.priority)),
        (Field::Category, fields.category.as_ref()),
        (Field::Source, fields.source.as_ref()),
        (Field::Channel, fields.channel.as_ref()),
        (Field::Product, fields.product.as_ref()),
        (Field::Occurred, fields.occurred.as_ref()),
        (Field::Expected, fields.expected.as_ref()),
        (Field::Scope, fields.scope.as_ref()),
        (Field::Steps, fields.steps.as_ref()),
        (Field::Description, fields.description.as_ref()),
        (Field::Tags, fields.tags.as_ref()),
    ]
}

/// The text of a field as it stands in a ticket's file; `None` when it is missing and need not be there.
fn text(field: Field, pick: &Pick, row: &Row, terms: &Terms<'_>) -> Result<Option<String>> {
    if matches!(field, Field::Occurred | Field::Expected) {
        return Ok(terms.moment(pick, row)?.map(moment::write));
    }
    let text = pick.text(row)?;
    if field.is_required() {
        required(text.as_ref(), field.code(), pick, row)?;
    }
    let Some(text) = text else { return Ok(None) };
    match List::of(field) {
        Some(list) => terms.code(list, &text, pick, row),
        None if field == Field::Title => {
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            draft::title(&line).map_err(|problem| problem.at(row.place()))
        }
        None => Ok(text.into_owned()),
    }
    .map(Some)
}

impl CustomerPicks {
    fn bind(columns: &CustomerColumns, terms: &Terms<'_>) -> Result<Self, ImportFault> {
        Ok(Self {
            id: terms.bind(&columns.id)?,
            name: terms.bind_any(columns.name.as_ref())?,
            phone: terms.bind_any(columns.phone.as_ref())?,
            email: terms.bind_any(columns.email.as_ref())?,
            organization: terms.bind_any(columns.organization.as_ref())?,
            industry: terms.bind_any(columns.industry.as_ref())?,
            region: terms.bind_any(columns.region.as_ref())?,
            tier: terms.bind_any(columns.tier.as_ref())?,
        })
    }

    /// The customer of a row; `None` when it has none.
    fn read(&self, row: &Row, terms: &Terms<'_>) -> Result<Option<Customer>> {
        let text = |pick: &Option<Pick>| -> Result<Option<String>> {
            Ok(pick.as_ref().map(|pick| pick.text(row)).transpose()?.flatten().map(String::from))
        };
        let Some(id) = self.id.text(row)? else { return Ok(None) };
        if !customers::is_id(&id) {
            return Err(Problem::from(CustomerFault::Id { customer: id.into_owned() }).at(row.place()));
        }
        let industry = match (&self.industry, text(&self.industry)?) {
            (Some(pick), Some(industry)) => Some(terms.code(List::Industry, &industry, pick, row)?),
            _ => None,
        };
        Ok(Some(Customer {
            id: id.into_owned(),
            name: text(&self.name)?.unwrap_or_default(),
            phone: text(&self.phone)?,
            email: text(&self.email)?,
            organization: text(&self.organization)?,
            industry,
            region: text(&self.region)?,
            tier: text(&self.tier)?,
            channel: None,
        }))
    }
}

impl ActPicks {
    fn bind(act: &ActColumns, terms: &Terms<'_>) -> Result<Self, ImportFault> {
        let when = act.when.iter().map(|(column, values)| Ok((terms.header.find(column)?, values.clone())));
        Ok(Self {
            telling: Telling::bind(&act.did, &act.with, act.impossible, terms)?,
            at: terms.bind(&act.at)?,
            by: terms.bind_any(act.by.as_ref())?,
            when: when.collect::<Result<_, ImportFault>>()?,
            early: act.early,
            is_fallback: act.fallback,
        })
    }

    /// The act that a row tells of; `None` when it did not happen.
    fn read(&self, place: usize, row: &Row, created: Moment, terms: &Terms<'_>) -> Result<Option<Told>> {
        let holds = |(column, values): &(usize, Vec<String>)| {
            let cell = row.cell(*column).trim();
            values.iter().any(|value| value.trim() == cell)
        };
        if !self.when.iter().all(holds) {
            return Ok(None);
        }
        let Some(at) = terms.moment(&self.at, row)? else { return Ok(None) };
        let at = not_before(created, at, self.early, self.telling.kind).map_err(|problem| problem.at(row.place()))?;
        let entry = self.telling.entry(row, at, self.by.as_ref(), terms)?;
        let ends = matches!(self.telling.kind, ActKind::Resolved | ActKind::Closed);
        let order = if ends { Order::End(place) } else { Order::Row(place) };
        Ok(Some(Told { entry, order, impossible: self.telling.impossible, is_fallback: self.is_fallback }))
    }
}
