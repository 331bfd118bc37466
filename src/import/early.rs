//! What an export tells of before the opening.
use super::fault::ImportFault;
use super::mapping::Early;
use crate::domain::act::ActKind;
use crate::domain::moment::{self, Moment};
use crate::fault::Result;

/// The time of an act, or that of the opening when the act is from before it and is to be moved there.
pub(super) fn not_before(created: Moment, at: Moment, early: Early, act: ActKind) -> Result<Moment> {
    match early {
        _ if at >= created => Ok(at),
        Early::Clamp => Ok(created),
        Early::Reject => {
            let (at, created) = (moment::write(at), moment::write(created));
            Err(ImportFault::EarlyAct { act: act.code().to_owned(), at, created }.into())
        }
    }
}
