//! The subcommands, one file each.
mod accept;
mod analyse;
mod approve;
mod assign;
mod attach;
mod blame;
mod calendar;
mod check;
mod classify;
mod close;
mod confirm;
mod customer;
mod decline;
mod demo;
mod diff;
mod done;
mod due;
mod edit;
mod escalate;
mod extend;
mod follow_up;
mod git;
mod import;
mod init;
mod involve;
mod kb;
mod link;
mod list;
mod log;
mod merge;
mod new;
mod note;
mod plan;
mod pool;
mod process;
mod progress;
mod receive;
mod reject;
mod reopen;
mod reply;
mod report;
mod resolve;
mod resume;
mod rota;
mod script;
mod send_back;
mod show;
mod stage;
mod survey;
mod sync;
mod tick;
mod transfer;
mod verify;
mod wait;
mod watch;
mod wording;

use super::context::Context;
use super::exit::Exit;
use crate::fault::Result;

/// Declares subcommands, in the order of the help. Their files are declared above: what a macro declares the
/// formatter does not find.
macro_rules! commands {
    ($(#[$meta:meta])* $vis:vis enum $all:ident: $($module:ident::$name:ident),* $(,)?) => {
        $(#[$meta])*
        #[derive(Debug, clap::Subcommand)]
        $vis enum $all {
            $($name($module::$name),)*
        }

        impl $all {
            /// Does it.
            $vis fn run(self, context: &mut Context) -> Result<Exit> {
                match self {
                    $(Self::$name(command) => command.run(context),)*
                }
            }
        }
    };
}
use commands;

commands! {
    /// What to do.
    #[expect(clippy::large_enum_variant, reason = "made once per process")]
    pub(super) enum Command:
    init::Init,
    demo::Demo,
    new::New,
    list::List,
    due::Due,
    tick::Tick,
    watch::Watch,
    show::Show,
    edit::Edit,
    classify::Classify,
    note::Note,
    reply::Reply,
    receive::Receive,
    assign::Assign,
    pool::Pool,
    rota::Rota,
    accept::Accept,
    decline::Decline,
    transfer::Transfer,
    analyse::Analyse,
    plan::Plan,
    progress::Progress,
    stage::Stage,
    process::Process,
    escalate::Escalate,
    extend::Extend,
    approve::Approve,
    reject::Reject,
    involve::Involve,
    done::Done,
    wait::Wait,
    resume::Resume,
    resolve::Resolve,
    verify::Verify,
    send_back::SendBack,
    confirm::Confirm,
    reopen::Reopen,
    close::Close,
    follow_up::FollowUp,
    attach::Attach,
    link::Link,
    merge::Merge,
    log::Log,
    blame::Blame,
    diff::Diff,
    customer::Customer,
    survey::Survey,
    script::Script,
    wording::Wording,
    kb::Kb,
    check::Check,
    sync::Sync,
    report::Report,
    calendar::Calendar,
    import::Import,
    git::Git,
}
