//! The subcommands, one file each.
use clap::Subcommand;

use super::context::Context;
use super::exit::Exit;
use crate::fault::Result;

/// Declares the subcommands: the file, the type, and the order of the help.
macro_rules! commands {
    ($($module:ident::$name:ident),* $(,)?) => {
        $(mod $module;)*

        /// What to do.
        #[derive(Debug, Subcommand)]
        #[expect(clippy::large_enum_variant, reason = "made once per process")]
        pub(super) enum Command {
            $($name($module::$name),)*
        }

        impl Command {
            /// Does it.
            pub(super) fn run(self, context: &mut Context) -> Result<Exit> {
                match self {
                    $(Self::$name(command) => command.run(context),)*
                }
            }
        }
    };
}

commands! {
    init::Init,
    demo::Demo,
    new::New,
    list::List,
    due::Due,
    digest::Digest,
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
