//! What can happen to a ticket: the acts of its history.
mod value;

use self::value::{Value, Wrong};
use super::field::Field;
use super::ids::{ClockName, Code, MemberId, TeamId, Text, TicketRef};
use super::moment::Moment;
use super::status::Status;
use crate::fault::Problem;
use crate::faults;

faults! {
    /// Why an entry is no act.
    pub enum ActFault {
        "act-field-missing" => Missing { act: &'static str, field: &'static str },
    }
}

/// Declares [`Act`] and [`ActKind`]: each act's code in files and its keys there.
macro_rules! acts {
    ($($(#[$meta:meta])* $code:literal => $name:ident { $($key:ident: $type:ty),* $(,)? }),* $(,)?) => {
        /// One act. A field's name is its key in the file.
        #[derive(Debug, Clone, PartialEq, Eq)]
        #[expect(missing_docs, reason = "the keys are explained in docs/format.md")]
        pub enum Act {
            $($(#[$meta])* $name { $($key: $type),* },)*
            /// An act of a newer version: kept, passed through, without effect.
            Other { did: Text },
        }

        /// Which act it is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum ActKind {
            $($(#[$meta])* $name,)*
            /// An act of a newer version.
            Other,
        }

        impl ActKind {
            /// All acts this version knows.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The code of the act in files; `other` for one that is not known.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* Self::Other => "other" }
            }

            /// The keys of its own that an entry can have.
            pub const fn keys(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$(stringify!($key)),*],)* Self::Other => &[] }
            }

            /// The act of a code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$name),)* _ => None }
            }
        }

        impl Act {
            /// Which act it is.
            pub const fn kind(&self) -> ActKind {
                match self { $(Self::$name { .. } => ActKind::$name,)* Self::Other { .. } => ActKind::Other }
            }

            /// Its word in files, also of an act that this version does not know.
            pub fn did(&self) -> &str {
                match self { Self::Other { did } => did, known => known.kind().code() }
            }

            /// Reads the act `did` from an entry; `get` gives the text of a key.
            ///
            /// # Errors
            /// The key that is missing or malformed, with the problem.
            pub fn read<'a>(did: &str, get: impl Fn(&'static str) -> Option<&'a str>) -> Result<Self, (&'static str, Problem)> {
                match did {
                    $($code => Ok(Self::$name { $($key: read_key($code, stringify!($key), &get)?),* }),)*
                    _ => Ok(Self::Other { did: did.into() }),
                }
            }

            /// The keys and texts of the entry, after `did`.
            pub fn keys(&self) -> Vec<(&'static str, Text)> {
                match self {
                    $(Self::$name { $($key),* } => {
                        let keys: [(&'static str, Option<Text>); 0 $(+ { let _ = stringify!($key); 1 })*] =
                            [$((stringify!($key), $key.write())),*];
                        keys.into_iter().filter_map(|(key, text)| Some((key, text?))).collect()
                    })*
                    Self::Other { .. } => Vec::new(),
                }
            }
        }
    };
}

fn read_key<'a, T: Value>(
    act: &'static str,
    key: &'static str,
    get: &impl Fn(&'static str) -> Option<&'a str>,
) -> Result<T, (&'static str, Problem)> {
    T::read(get(key)).map_err(|wrong| match wrong {
        Wrong::Missing => (key, ActFault::Missing { act, field: key }.into()),
        Wrong::Malformed(problem) => (key, problem),
    })
}

acts! {
    /// Opened; `text` is a public message the opening carried, which is no answer yet.
    "created" => Created { channel: Option<Code>, text: Option<Text> },
    /// A classification was set or corrected.
    "classified" => Classified { field: Field, from: Option<Text>, to: Option<Text>, note: Option<Text> },
    /// A head field was changed; of long texts only that they changed.
    "edited" => Edited { field: Field, from: Option<Text>, to: Option<Text>, note: Option<Text> },
    /// Given to a team, a member or both.
    "assigned" => Assigned { team: Option<TeamId>, to: Option<MemberId>, reason: Option<Text>, note: Option<Text> },
    /// The handler took it.
    "accepted" => Accepted { note: Option<Text> },
    /// The handler gave it back.
    "declined" => Declined { reason: Text },
    /// Handed over, with what is expected by when.
    "transferred" => Transferred { team: Option<TeamId>, to: Option<MemberId>, reason: Text, until: Option<Moment> },
    /// A message of the customer.
    "received" => Received { channel: Option<Code>, text: Text },
    /// A public message to the customer; `article` names the article that it gives.
    "replied" => Replied { channel: Option<Code>, article: Option<Text>, text: Text },
    /// An internal remark.
    "noted" => Noted { text: Text },
    /// A finding.
    "analysed" => Analysed { text: Text },
    /// How it will be handled: `fix`, `iteration` or `external`.
    "planned" => Planned { kind: Option<Code>, to: Option<MemberId>, until: Option<Moment>, text: Text },
    /// What was done, what comes next, when it is expected to be complete.
    "progressed" => Progressed { next: Option<Text>, until: Option<Moment>, text: Text },
    /// Clocks that pause stand still until the party answers.
    "waiting" => Waiting { party: Option<Code>, reason: Option<Text>, until: Option<Moment> },
    /// Work goes on.
    "resumed" => Resumed { note: Option<Text> },
    /// A process stage's result.
    "stage" => Stage { stage: Code, result: Option<Code>, note: Option<Text> },
    /// More time is asked for.
    "extension-requested" => ExtensionRequested { clock: ClockName, until: Moment, reason: Text },
    /// A higher handler is asked for.
    "escalation-requested" => EscalationRequested { team: Option<TeamId>, to: Option<MemberId>, reason: Text, progress: Option<Text>, demand: Option<Text> },
    /// A request was granted; for an extension `clock` and `until` are what is granted.
    "approved" => Approved { what: Code, clock: Option<ClockName>, until: Option<Moment>, note: Option<Text> },
    /// A request was refused.
    "rejected" => Rejected { what: Code, reason: Text },
    /// Moved up a level.
    "escalated" => Escalated { team: Option<TeamId>, to: Option<MemberId>, level: Option<Text>, reason: Option<Text> },
    /// The handler says it is solved.
    "resolved" => Resolved { result: Option<Code>, evidence: Option<Text>, text: Text },
    /// Checked inside the desk.
    "verified" => Verified { note: Option<Text> },
    /// Not good enough; back to the handler.
    "sent-back" => SentBack { reason: Text, until: Option<Moment> },
    /// The customer agrees that it is solved.
    "confirmed" => Confirmed { channel: Option<Code>, note: Option<Text> },
    /// Not solved after all.
    "reopened" => Reopened { reason: Text, until: Option<Moment> },
    /// Ended, with the reason and the final result.
    "closed" => Closed { reason: Code, text: Option<Text> },
    /// The survey went out.
    "survey-sent" => SurveySent { channel: Option<Code>, reason: Option<Text> },
    /// The customer answered the survey; `response` names the file, `result` is `low` for a poor score.
    "survey-answered" => SurveyAnswered { response: Text, result: Option<Code> },
    /// The customer was contacted after a poor score.
    "followed-up" => FollowedUp { channel: Option<Code>, text: Text },
    /// A file was added under `attachments/`.
    "attached" => Attached { file: Text, note: Option<Text> },
    /// Related to another ticket: `duplicate-of`, `related`, `caused-by` …
    "linked" => Linked { kind: Code, to: TicketRef },
    /// No longer related to that ticket in that way.
    "unlinked" => Unlinked { kind: Code, to: TicketRef },
    /// It was no duplicate: the ticket stands again where it stood when it was closed as one.
    "unmerged" => Unmerged { status: Status, reason: Text },
    /// Another team works along: its duty, and by when.
    "involved" => Involved { team: TeamId, to: Option<MemberId>, until: Option<Moment>, text: Text },
    /// A team that works along did its duty.
    "contributed" => Contributed { team: TeamId, text: Text },
    /// Somebody was told.
    "notified" => Notified { what: Code, to: Option<Text>, channel: Option<Code> },
}

/// In `survey-answered`: the score is poor.
pub const LOW: &str = "low";

/// The key of an entry that says what set it off.
pub const TRIGGER: &str = "trigger";

/// One entry of a history: who did what when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it happened.
    pub at: Moment,
    /// A member or an automatic actor.
    pub by: MemberId,
    /// What happened.
    pub act: Act,
    /// What set it off, when nobody did: a promise and how far it had run. Two entries of one trigger
    /// and one kind are one deed, done in two clones.
    pub trigger: Option<Text>,
}

impl Act {
    /// The team that it gives a ticket to.
    pub const fn team(&self) -> Option<&TeamId> {
        match self {
            Self::Assigned { team, .. } | Self::Transferred { team, .. } | Self::Escalated { team, .. } => {
                team.as_ref()
            }
            _ => None,
        }
    }

    /// The member that it gives a ticket to.
    pub const fn given_to(&self) -> Option<&MemberId> {
        match self {
            Self::Assigned { to, .. } | Self::Transferred { to, .. } | Self::Escalated { to, .. } => to.as_ref(),
            _ => None,
        }
    }

    /// By when something is expected or granted, where it says so.
    pub const fn until(&self) -> Option<Moment> {
        match self {
            Self::Transferred { until, .. }
            | Self::Planned { until, .. }
            | Self::Progressed { until, .. }
            | Self::Waiting { until, .. }
            | Self::Approved { until, .. }
            | Self::SentBack { until, .. }
            | Self::Reopened { until, .. }
            | Self::Involved { until, .. } => *until,
            Self::ExtensionRequested { until, .. } => Some(*until),
            _ => None,
        }
    }

    /// Whether the customer gave a poor score, as the desk judged it then.
    pub fn is_low_score(&self) -> bool {
        matches!(self, Self::SurveyAnswered { result: Some(result), .. } if result.as_str() == LOW)
    }
}

impl Entry {
    /// What somebody did.
    pub fn new(at: Moment, by: MemberId, act: Act) -> Self {
        Self { at, by, act, trigger: None }
    }

    /// The keys and texts after `did`, in the order of files.
    pub fn keys(&self) -> Vec<(&'static str, Text)> {
        let mut keys = self.act.keys();
        keys.extend(self.trigger.clone().map(|trigger| (TRIGGER, trigger)));
        keys
    }

    /// Whether the customer sees it as an answer: a public message by a person of the desk.
    pub fn is_response(&self) -> bool {
        matches!(self.act, Act::Replied { .. }) && !self.by.is_automatic()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(did: &str, keys: &[(&'static str, &'static str)]) -> Result<Act, (&'static str, Problem)> {
        Act::read(did, |name| keys.iter().find(|(key, _)| *key == name).map(|(_, text)| *text))
    }

    #[test]
    fn an_act_is_read_from_its_keys_and_written_back() {
        let keys = [("team", "tech"), ("to", "1.10"), ("reason", "r"), ("until", "2026-10-28T09:00:00+08:00")];
        let act = read("transferred", &keys).unwrap();
        assert_eq!(act.kind(), ActKind::Transferred);
        let written: Vec<_> = act.keys().into_iter().map(|(key, text)| (key, text.to_string())).collect();
        assert_eq!(written, keys.map(|(key, text)| (key, text.to_owned())));
    }

    #[test]
    fn a_missing_or_malformed_key_is_named() {
        let (key, problem) = read("declined", &[]).unwrap_err();
        assert_eq!((key, problem.code()), ("reason", "act-field-missing"));
        let (key, problem) = read("reopened", &[("reason", "r"), ("until", "soon")]).unwrap_err();
        assert_eq!((key, problem.code()), ("until", "time-malformed"));
    }

    #[test]
    fn an_unknown_act_is_kept() {
        assert_eq!(read("teleported", &[]).unwrap(), Act::Other { did: "teleported".into() });
    }

    #[test]
    fn codes_are_unique_and_found() {
        for kind in ActKind::ALL {
            assert_eq!(ActKind::from_code(kind.code()), Some(*kind));
        }
    }
}
