//! What can be wrong with a desk beside what its readers refuse, and what was mended.
use crate::domain::ids::MemberId;
use crate::domain::status::Status;

crate::faults! {
    /// What can be wrong with a desk.
    pub enum CheckFault {
        "stray-file" => Stray { path: String },
        "config-unused" => UnusedConfig { path: String, nearest: String },
        "role-absent" => Role { role: String, nearest: String },
        "permission-nobody" => Nobody { permission: &'static str },
        "assignment-never-on-duty" => NeverOnDuty { team: String },
        "alert-close-unconfirmed" => Unconfirmed { reason: &'static str },
        "email-twice" => EmailTwice { email: String, member: String, other: String },
        "ticket-twice" => Twice { reference: String, other: String },
        "alert-twice" => SameAlert { id: String, first: String },
        "duplicates-ring" => Ring { id: String, tickets: String },
        "number-double" => DoubleNumber { number: String, others: String },
        "number-differs" => NumberDiffers { number: String, id: String },
        "ticket-misplaced" => Misplaced { status: Status, place: String },
        "head-contradicts" => Head { key: &'static str, head: String, history: String },
        "history-missing" => NoHistory {},
        "history-headless" => Headless { did: String },
        "time-disorder" => Disorder { at: String, before: String },
        "entry-ahead" => Ahead { at: String },
        "entry-before-creation" => BeforeCreation { at: String, created: String },
        "act-overlaps" => Overlap { field: &'static str, from: String, was: String },
        "act-takes" => Taken { assignee: MemberId },
        "merge-conflict-in-field" => InField { key: String },
        "act-contradicts" => Contradiction { act: &'static str, status: Status },
        "act-unknown" => UnknownAct { act: String, count: usize },
        "member-absent" => Member { member: String, count: usize, nearest: String },
        "team-absent" => Team { team: String, count: usize, nearest: String },
        "code-absent" => Code { list: &'static str, code: String, count: usize, nearest: String },
        "stage-absent" => Stage { stage: String, count: usize, nearest: String },
        "stage-result-absent" => StageResult { result: String, count: usize, nearest: String },
        "customer-absent" => Customer { customer: String, count: usize },
        "reference-dangling" => Dangling { reference: String },
        "reference-stale" => Stale { reference: String, now: String },
        "attachment-missing" => Attachment { file: String },
        "attachments-ownerless" => Ownerless { path: String },
        "article-verified-ahead" => VerifiedAhead { date: String },
        "response-missing" => Response { response: String },
        "private-tracked" => Tracked { path: String },
        "private-not-ignored" => NotIgnored { path: String },
        "private-readable" => Readable { path: String },
        "journal-pending" => Journal {},
    }
}

crate::faults! {
    /// What was mended.
    pub enum Mended {
        "mended-label" => Label { label: String, code: String },
        "mended-united" => United { files: String },
        "mended-number" => Number { from: String, to: String },
        "mended-reference" => Reference { from: String, to: String },
        "mended-head" => Head { keys: String },
        "mended-folder" => Folder { from: String },
    }
}
