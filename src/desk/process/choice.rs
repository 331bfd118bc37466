//! A desk that has several processes, and which of them a ticket walks.
use super::wrongs::{self, Wrong};
use super::{
    COLUMNS, Layout, LayoutColumn, Outcome, Plan, Process, ProcessFault, ProcessFile, Stage, StageFault, called,
};
use crate::desk::open::Desk;
use crate::desk::vocabulary::means;
use crate::domain::ids::{Code, Text};
use crate::domain::process::Route;
use crate::domain::ticket::{Head, Ticket};
use crate::near;
use crate::query::Query;
use crate::time::clocks::Named;

/// A process with its name among several.
pub(super) type NamedPlan = (Option<Text>, Plan);

impl ProcessFile {
    /// The processes, first the one that is used, and what is wrong with them; without several, the file's own.
    pub(super) fn plans(self) -> (Vec<NamedPlan>, Vec<Wrong>) {
        let Self { stages, layouts, roles, processes: Named(processes), used } = self;
        let own = Plan { stages, layouts, roles, ..Plan::default() };
        let mut wrongs = own.wrongs(None);
        let Some(place) = place(&processes, used.as_ref()) else {
            wrongs.extend(used.map(|process| unknown(&processes, process)));
            wrongs.extend(wrongs::labels_that_differ([(None, &own)]));
            return (vec![(None, own)], wrongs);
        };
        wrongs.extend((!own.stages.is_empty()).then(|| ("stages".to_owned(), ProcessFault::Beside {})));
        wrongs.extend(processes.iter().flat_map(|(name, plan)| plan.wrongs(Some(name))));
        let named = || processes.iter().map(|(name, plan)| (Some(name.as_str()), plan));
        if processes.iter().any(|(_, plan)| plan.when.is_some()) {
            // Tickets of several processes stand in one list: what one word says must not depend on the ticket.
            wrongs.extend(wrongs::labels_that_differ(named()));
            wrongs.extend(unwalked(&processes, place));
        } else {
            wrongs.extend(named().flat_map(|plan| wrongs::labels_that_differ([plan])));
        }
        let mut plans: Vec<_> = processes.into_iter().map(|(name, plan)| (Some(name), plan.sharing(&own))).collect();
        plans[..=place].rotate_right(1);
        (plans, wrongs)
    }
}

/// The place of the process that is used among all.
fn place(processes: &[(Text, Plan)], used: Option<&Code>) -> Option<usize> {
    let Some(used) = used else {
        let asks_nothing = processes.iter().position(|(_, plan)| plan.when.is_none());
        return asks_nothing.or_else(|| (!processes.is_empty()).then_some(0));
    };
    processes.iter().position(|(name, _)| used.as_str() == name.as_str())
}

fn unknown(processes: &[(Text, Plan)], process: Code) -> Wrong {
    let nearest = near::list(process.as_str(), processes.iter().map(|(name, _)| name.as_str()));
    ("use".to_owned(), ProcessFault::Unknown { process, nearest })
}

/// Processes that ask for nothing where others do, and so are for no ticket.
fn unwalked(processes: &[(Text, Plan)], used: usize) -> impl Iterator<Item = Wrong> {
    let idle = processes.iter().enumerate().filter(move |(place, (_, plan))| *place != used && plan.when.is_none());
    idle.map(|(_, (name, _))| (format!("processes.{name}"), ProcessFault::Idle { process: name.clone() }))
}

impl Plan {
    /// With the layouts and roles of all where it has none.
    fn sharing(mut self, all: &Self) -> Self {
        if self.layouts.is_empty() {
            self.layouts.clone_from(&all.layouts);
        }
        if self.roles.is_empty() {
            self.roles.clone_from(&all.roles);
        }
        self
    }

    fn process(self, name: Option<Text>, when: Option<Query>, first: usize) -> Process {
        let route = Route(self.stages.iter().map(Stage::moves).collect());
        let column = |code| LayoutColumn { code, label: String::new() };
        let default =
            || vec![Layout { code: "table".into(), label: String::new(), columns: COLUMNS.map(column).into() }];
        let layouts = if self.layouts.is_empty() { default() } else { self.layouts };
        let Self { label, stages, roles, .. } = self;
        Process { name, label, when, first, stages, layouts, roles, route, others: Vec::new() }
    }
}

impl Process {
    /// The processes of a desk, each with its condition: the first, with the others.
    pub(super) fn choice(plans: Vec<NamedPlan>, conditions: Vec<Option<Query>>) -> Self {
        let mut first = 0;
        let mut processes = plans.into_iter().zip(conditions).map(|((name, plan), when)| {
            let process = plan.process(name, when, first);
            first += process.stages.len();
            process
        });
        let used = processes.next().unwrap_or_default();
        Self { others: processes.collect(), ..used }
    }

    /// This process and those that could be used instead.
    pub fn all(&self) -> impl Iterator<Item = &Self> + Clone {
        [self].into_iter().chain(&self.others)
    }

    /// The processes that tickets walk: several where each ticket chooses.
    pub fn walked(&self) -> impl Iterator<Item = &Self> + Clone {
        [self].into_iter().chain(self.others.iter().filter(|other| other.when.is_some()))
    }

    /// Whether each ticket chooses among several.
    pub fn is_chosen(&self) -> bool {
        self.walked().nth(1).is_some()
    }

    /// The layout of a name, and the process whose table it lays out; the default of this one without a name.
    pub fn layout_called(&self, name: Option<&str>) -> Result<(&Self, &Layout), StageFault> {
        if !self.is_on() {
            return Err(StageFault::Off {});
        }
        let own = |process| Some((process, Self::layout(process, name)?));
        self.all().find_map(own).ok_or_else(|| {
            let layout = name.unwrap_or_default().to_owned();
            let known = self.all().flat_map(|process| &process.layouts);
            let known = known.map(|known| called(&layout, &known.code, &known.label));
            StageFault::Layout { nearest: near::list(&layout, known), layout: layout.clone() }
        })
    }

    /// Its own layout of a name; the default without a name.
    fn layout(&self, name: Option<&str>) -> Option<&Layout> {
        let wanted = |layout: &&Layout| name.is_none_or(|name| means(name, &layout.code, &layout.label));
        self.layouts.iter().find(wanted)
    }

    /// What people call a stage; what its own process does not have may be another's.
    pub fn stage_label(&self, code: &str) -> Option<&str> {
        let mut stages = self.all().flat_map(|process| &process.stages);
        let labelled = |stage: &&Stage| stage.code.as_str() == code && !stage.label.is_empty();
        stages.find(labelled).map(|stage| stage.label.as_str())
    }

    /// What people call a role.
    pub fn role_label(&self, code: &str) -> Option<&str> {
        let mut roles = self.all().flat_map(|process| &process.roles);
        roles.find(|role| role.code.as_str() == code).map(|role| role.label.as_str())
    }

    /// What people call a result.
    pub fn result_label(&self, code: &str) -> Option<&str> {
        let mut results = self.all().flat_map(|process| &process.stages).flat_map(|stage| &stage.results);
        let labelled = |result: &&Outcome| result.code.as_str() == code && !result.label.is_empty();
        results.find(labelled).map(|result| result.label.as_str())
    }

    /// What people call a process.
    pub fn name_label(&self, name: &str) -> Option<&str> {
        let mut processes = self.all();
        let named = |process: &&Self| process.name.as_deref() == Some(name);
        processes.find(named).map(|process| process.label.as_str())
    }
}

impl Desk {
    /// The process that a ticket walks: the first whose condition holds, else the one that is used.
    pub fn process_of(&self, head: &Head) -> &Process {
        let asked = super::condition::Asked { head, vocabulary: &self.vocabulary };
        let meant = |process: &&Process| process.when.as_ref().is_some_and(|when| when.matches(&asked));
        self.process.others.iter().find(meant).unwrap_or(&self.process)
    }

    /// The code of the stage where a ticket stands.
    pub fn stage_of(&self, ticket: &Ticket) -> Option<&Code> {
        let process = self.process_of(&ticket.head);
        let walk = process.route.walk(ticket);
        Some(&process.stages.get(walk.current()?.stage)?.code)
    }

    /// The process and the layout that a ticket is shown in: its own, where that has a layout of the name.
    pub fn table_of(&self, head: &Head, layout: Option<&str>) -> Result<(&Process, &Layout), StageFault> {
        let own = self.process_of(head);
        own.layout(layout).map_or_else(|| self.process.layout_called(layout), |layout| Ok((own, layout)))
    }
}
