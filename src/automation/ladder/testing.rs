//! A desk for the tests of what it does by itself. The office is open Mondays to Fridays 09:00–12:00 and
//! 13:00–18:00, Shanghai time; 2026-10-28 is a Wednesday.
use crate::domain::ids::TeamId;
use crate::domain::member::{Member, Roster, Team};
use crate::domain::moment::{self, Moment};
use crate::domain::ticket::Head;

/// `10-28T09:00` of 2026, in Shanghai.
pub fn moment(text: &str) -> Moment {
    moment::read(&format!("2026-{text}:00+08:00")).unwrap()
}

/// A ticket of no team, opened at 09:00.
pub fn head() -> Head {
    let mut head = Head::new("T1".into(), moment("10-28T09:00"));
    head.priority = "high".into();
    head
}

/// wang supervises and leads the service, where chen works; li leads tech, where zhao works.
pub fn roster() -> Roster {
    let member =
        |team: &str, role: &str| Member { teams: vec![team.into()], roles: vec![role.to_owned()], ..Member::default() };
    let team = |lead: &str| Team { name: String::new(), lead: Some(lead.into()) };
    Roster {
        members: [
            ("wang".into(), member("service", "supervisor")),
            ("chen".into(), member("service", "agent")),
            ("li".into(), member("tech", "agent")),
            ("zhao".into(), member("tech", "agent")),
        ]
        .into(),
        teams: [(TeamId::from("service"), team("wang")), (TeamId::from("tech"), team("li"))].into(),
    }
}
