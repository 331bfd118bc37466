//! A desk that has several processes, and which of them its tickets walk.
use super::wrongs::Wrong;
use super::{Plan, ProcessFault, ProcessFile};
use crate::domain::ids::{Code, Text};
use crate::near;
use crate::time::clocks::Named;

impl ProcessFile {
    /// The processes with their names, first the one that is used, and what is wrong with the choice; without
    /// a choice, the file's own.
    pub(super) fn plans(self) -> (Vec<(Option<Text>, Plan)>, Vec<Wrong>) {
        let Self { stages, layouts, roles, processes: Named(processes), used } = self;
        let Some(place) = place(&processes, used.as_ref()) else {
            let wrongs = used.map(|process| unknown(&processes, process)).into_iter().collect();
            return (vec![(None, Plan { stages, layouts, roles })], wrongs);
        };
        let beside = [("stages", stages.is_empty()), ("layouts", layouts.is_empty()), ("roles", roles.is_empty())];
        let beside = beside.into_iter().filter(|(_, is_empty)| !is_empty);
        let wrongs = beside.map(|(key, _)| (key.to_owned(), ProcessFault::Beside { key })).collect();
        let mut plans: Vec<_> = processes.into_iter().map(|(name, plan)| (Some(name), plan)).collect();
        plans[..=place].rotate_right(1);
        (plans, wrongs)
    }
}

/// The place of the process that is used among all.
fn place(processes: &[(Text, Plan)], used: Option<&Code>) -> Option<usize> {
    processes.iter().position(|(name, _)| used.is_none_or(|used| used.as_str() == name.as_str()))
}

fn unknown(processes: &[(Text, Plan)], process: Code) -> Wrong {
    let nearest = near::list(process.as_str(), processes.iter().map(|(name, _)| name.as_str()));
    ("use".to_owned(), ProcessFault::Unknown { process, nearest })
}
