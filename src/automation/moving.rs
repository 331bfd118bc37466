//! Moving a ticket to whom a word means.
use super::audience::{Audience, People, alternatives};
use crate::domain::act::ActKind;
use crate::domain::ids::{MemberId, TeamId, Text};
use crate::domain::status::Status;
use crate::domain::ticket::Head;
use crate::domain::transition;

/// Where a ticket is moved to.
pub(super) struct Place {
    /// The word that means it.
    pub word: Text,
    /// Its team, when that is another one.
    pub team: Option<TeamId>,
    /// Whoever gets it.
    pub to: Option<MemberId>,
}

impl Place {
    /// Whom it means.
    pub fn name(&self) -> Text {
        let member = self.to.as_ref().map(MemberId::as_str);
        member.or(self.team.as_ref().map(TeamId::as_str)).unwrap_or_default().into()
    }
}

/// Where words with `or` between them mean a ticket to go: to the first of their places, or, when it is in one of them, to
/// the next; in the last one it stays.
pub(super) fn place(words: &str, head: &Head, people: People<'_>) -> Option<Place> {
    let mut places: Vec<_> = alternatives(words).filter_map(|word| place_of(word, head, people)).collect();
    let next = places.iter().rposition(|place| is_there(head, place)).map_or(0, |there| there + 1);
    let place = next.min(places.len().checked_sub(1)?);
    Some(places.swap_remove(place))
}

/// Where a word means a ticket to go: to a team and its lead; to the member who has it already, or to the first
/// of those whom it means.
fn place_of(word: &str, head: &Head, people: People<'_>) -> Option<Place> {
    let said = Text::from(word);
    match people.meant(word, head) {
        Audience::Team(team) => Some(Place { word: said, to: people.lead(Some(&team)), team: Some(team) }),
        Audience::Members(members) => {
            let has_it = members.iter().find(|member| head.assignee.as_ref() == Some(member));
            let to = has_it.or(members.first())?.clone();
            let other = people.roster.only_team(&to).filter(|only| head.team.as_ref() != Some(only));
            Some(Place { word: said, team: other.cloned(), to: Some(to) })
        }
        Audience::Unknown => None,
    }
}

/// Whether a ticket stays where it is: it waits or is not worked on any more, or it is there already. Then
/// whoever would get it is told.
pub(super) fn stays(head: &Head, act: ActKind, place: &Place) -> bool {
    head.status == Status::Waiting || !transition::is_allowed(act, head.status) || is_there(head, place)
}

fn is_there(head: &Head, place: &Place) -> bool {
    match &place.to {
        Some(to) => head.assignee.as_ref() == Some(to),
        None => head.assignee.is_none() && head.team == place.team,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::automation::ladder::testing::{head, roster};

    /// Where `lead or supervisor` means a ticket of tech to go that somebody has.
    fn goes(assignee: &str) -> Text {
        let roster = roster();
        let people = People { roster: &roster, on_duty: &|_| false, is_rota_known: true };
        let mut head = head();
        (head.team, head.assignee) = (Some("tech".into()), Some(assignee.into()));
        place("lead or supervisor", &head, people).unwrap().name()
    }

    #[test]
    fn a_ticket_goes_up_from_place_to_place_and_never_down() {
        assert_eq!(["zhao", "li", "wang"].map(goes), ["li", "wang", "wang"]);
    }
}
