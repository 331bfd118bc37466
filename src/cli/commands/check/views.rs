//! The saved lists: each must be one that `list` can show.
use std::path::Path;

use crate::cli::context::Context;
use crate::desk::check::{Finding, Severity};
use crate::desk::open::Desk;
use crate::fault::{Problem, Result};
use crate::query::{Query, Sort};
use crate::report::tickets;
use crate::service::filter::{Resolver, schema};
use crate::store::yaml::{self, Step};

/// Where they stand.
pub(super) const FILE: &str = "config/views.yaml";

/// What is wrong with the filters, orders and columns of the saved lists.
pub(super) fn findings(context: &Context, desk: &Desk) -> Vec<Finding> {
    let (resolver, schema) = (Resolver::new(desk, context.reader(desk)), schema(desk));
    let mut findings = Vec::new();
    for (name, view) in &desk.views {
        let mut keep = |key, result: Result<()>| {
            let path = yaml::Path::new([Step::Key(name), Step::Key(key)]);
            let finding = |problem| Finding::within(&desk.root, Path::new(FILE), &path, Severity::Error, problem);
            findings.extend(result.err().map(finding));
        };
        if let Some(filter) = &view.filter {
            keep("where", Query::parse(filter, &schema, &resolver).map(drop));
        }
        if let Some(sort) = &view.sort {
            keep("sort", Sort::parse(sort, &schema).map(drop));
        }
        if let Some(columns) = &view.columns {
            let columns = tickets::table(&[]).select(columns.split(',').map(str::trim));
            keep("columns", columns.map(drop).map_err(Problem::from));
        }
    }
    findings
}
