//! Writes a synthetic desk: `cargo run --release --example generate -- DIR TICKETS [OPEN]`.
//!
//! Tickets have 4–15 history entries in Chinese or English and 0.8–3 KB; of the closed ones two in
//! three have a survey response. The same arguments give the same bytes.
#![expect(clippy::disallowed_methods, reason = "an example with its own files, clock and arguments")]
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, TimeDelta};
use fastrand::Rng;
use tickets::desk::presets;
use tickets::domain::act::{Act, Entry};
use tickets::domain::draft::Draft;
use tickets::domain::field::Field;
use tickets::domain::fold;
use tickets::domain::ids::{Key, TicketRef};
use tickets::domain::number::NumberFormat;
use tickets::domain::ticket::Ticket;
use tickets::store::allocate;
use tickets::text::Language;

type Outcome<T> = Result<T, Box<dyn Error>>;

const TYPES: [&str; 4] = ["inquiry", "complaint", "suggestion", "technical"];
const PRIORITIES: [&str; 4] = ["urgent", "high", "medium", "low"];
const CHANNELS: [&str; 5] = ["phone", "chat", "email", "social", "product"];
const MEMBERS: [&str; 3] = ["wang", "li", "zhao"];
const TEAMS: [&str; 2] = ["service", "tech"];
const SENTENCES: [&str; 12] = [
    "下单后点击支付,提示“系统繁忙”,订单没有生成。",
    "客户反映昨晚升级之后无法登录,多次重试仍然失败。",
    "已联系客户核实订单号,并请客户更换支付方式后重试。",
    "后台日志显示连接池耗尽,已扩容并观察半小时,恢复正常。",
    "电池充不满,客户要求更换,已登记序列号。",
    "发票抬头有误,请财务重新开具并寄出。",
    "The invoice shows the wrong address, and the customer wants a corrected one by Friday.",
    "After the update the app closes right after the start; reinstalling does not help.",
    "We asked for the log file and the exact version; the customer will send both today.",
    "The certificate of the mail gateway had expired; it was renewed and the queue is empty again.",
    "Delivery is three days late, the carrier says that the parcel is held at customs.",
    "Could you please add a way to export the monthly statement as a spreadsheet?",
];

struct Life<'a> {
    random: &'a mut Rng,
    ticket: Ticket,
    at: DateTime<FixedOffset>,
}

impl Life<'_> {
    fn text(&mut self, sentences: usize) -> String {
        (0..sentences).map(|_| SENTENCES[self.random.usize(..SENTENCES.len())]).collect::<Vec<_>>().join("\n")
    }

    fn then(&mut self, minutes: i64, by: &str, act: Act) {
        self.at += TimeDelta::seconds(self.random.i64(30..=minutes * 60));
        let entry = Entry::new(self.at, by.into(), act);
        fold::apply(&mut self.ticket.head, &entry);
        self.ticket.history.push(entry);
    }

    fn talk(&mut self, handler: &str, turns: usize) {
        for _ in 0..turns {
            let sentences = self.random.usize(1..=3);
            let text = self.text(sentences).as_str().into();
            match self.random.u8(..5) {
                0 | 1 => self.then(600, handler, Act::Replied { channel: Some("phone".into()), article: None, text }),
                2 => self.then(600, handler, Act::Received { channel: Some("email".into()), text }),
                3 => self.then(900, handler, Act::Noted { text }),
                _ => self.then(900, handler, Act::Progressed { next: Some("观察".into()), until: None, text }),
            }
        }
    }

    fn live(&mut self, closes: bool) {
        let handler = MEMBERS[self.random.usize(..MEMBERS.len())];
        let team = TEAMS[self.random.usize(..TEAMS.len())];
        let assigned = Act::Assigned { team: Some(team.into()), to: Some(handler.into()), reason: None, note: None };
        self.then(20, "wang", assigned);
        self.then(40, handler, Act::Accepted { note: None });
        let turns = self.random.usize(0..=8);
        self.talk(handler, turns);
        if closes {
            let text = self.text(1).as_str().into();
            self.then(3000, handler, Act::Resolved { result: None, evidence: None, text });
            self.then(2000, "wang", Act::Closed { reason: "solved".into(), text: None });
        }
    }
}

fn ticket(
    random: &mut Rng,
    format: &NumberFormat,
    sequence: u64,
    created: DateTime<FixedOffset>,
    closes: bool,
) -> Outcome<(TicketRef, Ticket)> {
    let number = format.render(created.date_naive(), sequence, 0, None).map_err(|error| error.to_string())?;
    let reference = TicketRef { number: number.clone(), key: Key::from_random(random.u64(..)) };
    let mut draft = Draft::default();
    draft.set(Field::Title, SENTENCES[random.usize(..SENTENCES.len())]);
    draft.set(Field::Type, TYPES[random.usize(..TYPES.len())]);
    draft.set(Field::Priority, PRIORITIES[random.usize(..PRIORITIES.len())]);
    draft.set(Field::Channel, CHANNELS[random.usize(..CHANNELS.len())]);
    draft.set(Field::Customer, format!("C{}", 1001 + random.u32(..5000)));
    draft.set(
        Field::Description,
        (0..3).map(|_| SENTENCES[random.usize(..SENTENCES.len())]).collect::<Vec<_>>().join("\n"),
    );
    let ticket = draft.open(number, created, "wang".into()).map_err(|problem| format!("{problem:?}"))?;
    let mut life = Life { random, ticket, at: created };
    life.live(closes);
    Ok((reference, life.ticket))
}

fn response(random: &mut Rng, reference: &TicketRef, ticket: &Ticket) -> (PathBuf, String) {
    let at = ticket.last_at() + TimeDelta::minutes(30);
    let written = tickets::domain::moment::write(at);
    let scores: Vec<_> =
        ["attitude", "speed", "solved", "overall"].iter().map(|name| format!("{name}: {}", random.u8(1..=5))).collect();
    let text = format!("ticket: {reference}\nat: {written}\nchannel: email\nscores: {{{}}}\n", scores.join(", "));
    (tickets::store::layout::response(reference, at, Key::of_content(&text)), text)
}

fn put(root: &Path, path: &Path, text: &[u8]) -> Outcome<()> {
    let path = root.join(path);
    if let Some(dir) = path.parent() {
        fs::create_dir_all(dir)?;
    }
    Ok(fs::write(path, text)?)
}

fn main() -> Outcome<()> {
    let mut arguments = std::env::args().skip(1);
    let root = PathBuf::from(arguments.next().ok_or("generate DIR TICKETS [OPEN]")?);
    let count: u64 = arguments.next().ok_or("generate DIR TICKETS [OPEN]")?.parse()?;
    let open: u64 = arguments.next().map_or(Ok(count / 50), |open| open.parse())?;
    for (path, bytes) in presets::files("support-desk", Language::English).map_err(|problem| format!("{problem:?}"))? {
        put(&root, &path, bytes)?;
    }
    let format = NumberFormat::parse("CS{yyyy}{mm}{dd}{seq:4}").map_err(|error| error.to_string())?;
    let mut random = Rng::with_seed(1);
    let first = DateTime::parse_from_rfc3339("2025-11-01T00:00:00+00:00")?;
    let (mut day, mut sequence) = (first.date_naive(), 0);
    for place in 0..count {
        let share = i64::try_from(place * 365 * 86400 / count.max(1))?;
        let created = first + TimeDelta::seconds(share);
        sequence = if created.date_naive() == day { sequence + 1 } else { 1 };
        day = created.date_naive();
        let closes = place + open < count;
        let (reference, ticket) = ticket(&mut random, &format, sequence, created, closes)?;
        let (path, text) = allocate::file(&reference, &ticket);
        put(&root, &path, text.as_bytes())?;
        if closes && random.u8(..3) > 0 {
            let (path, text) = response(&mut random, &reference, &ticket);
            put(&root, &path, text.as_bytes())?;
        }
    }
    Ok(())
}
