//! What follows from the history: open requests, the duties of other teams, links.
use serde_json::{Value, json};

use crate::cli::telling::Teller;
use crate::domain::act::{Act, Entry};
use crate::domain::collaboration::{Duty, duties};
use crate::domain::moment;
use crate::domain::request::{Matter, pending};
use crate::domain::ticket::Ticket;

/// The lines about them, each with its key.
pub(super) fn lines<'t>(teller: Teller<'t>, ticket: &'t Ticket) -> impl Iterator<Item = (&'static str, String)> {
    let open = pending(ticket).into_iter().map(move |(matter, entry)| ("pending", asked(teller, matter, entry)));
    let duties = duties(ticket).into_iter().map(move |duty| ("collaborating", owed(teller, &duty)));
    let links = ticket
        .links()
        .into_iter()
        .map(move |(kind, to)| ("linked", format!("{} {}", teller.label("link", kind.as_str()), to.number)));
    open.chain(duties).chain(links)
}

/// A request that is open: what is asked for, by whom and why.
fn asked(teller: Teller<'_>, matter: Matter, entry: &Entry) -> String {
    let (clock, until, reason) = match &entry.act {
        Act::ExtensionRequested { clock, until, reason } => (Some(clock), Some(*until), reason.as_str()),
        Act::EscalationRequested { reason, .. } => (None, None, reason.as_str()),
        _ => (None, None, ""),
    };
    let matter = teller.label("matter", matter.code());
    let by = teller.label("member", entry.by.as_str());
    let mut text = teller.context.say("show-pending", &[("matter", &matter), ("by", &by), ("reason", reason)]);
    if let (Some(clock), Some(until)) = (clock, until) {
        let clock = teller.label("clock", clock.as_str());
        let until = format!("{clock} {}", teller.local(until));
        text.push_str(&teller.context.say("show-duty-until", &[("until", &until)]));
    }
    text
}

fn owed(teller: Teller<'_>, duty: &Duty<'_>) -> String {
    let team = teller.label("team", duty.team.as_str());
    let words = [("team", team.as_str()), ("text", duty.text.as_str())];
    let mut text = match duty.to {
        Some(to) => {
            let member = teller.label("member", to.as_str());
            teller.context.say("show-duty-member", &[words[0], words[1], ("member", &member)])
        }
        None => teller.context.say("show-duty", &words),
    };
    match (duty.done, duty.until) {
        (Some(at), _) => text.push_str(&teller.context.say("show-duty-done", &[("at", &teller.local(at))])),
        (None, Some(until)) => {
            text.push_str(&teller.context.say("show-duty-until", &[("until", &teller.local(until))]));
        }
        (None, None) => {}
    }
    text
}

/// The same for programs: codes and RFC 3339 times.
pub(super) fn json(ticket: &Ticket) -> [(&'static str, Value); 3] {
    let open = pending(ticket).into_iter().map(
        |(matter, entry)| json!({ "what": matter.code(), "at": moment::write(entry.at), "by": entry.by.as_str() }),
    );
    let duties = duties(ticket).into_iter().map(|duty| {
        json!({
            "team": duty.team.as_str(),
            "to": duty.to.map(AsRef::<str>::as_ref),
            "duty": duty.text.as_str(),
            "until": duty.until.map(moment::write),
            "done": duty.done.map(moment::write),
        })
    });
    let links = ticket.links().into_iter().map(|(kind, to)| json!({ "kind": kind.as_str(), "to": to.to_string() }));
    [("pending", open.collect()), ("collaborating", duties.collect()), ("links", links.collect())]
}
