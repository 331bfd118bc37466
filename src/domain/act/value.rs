//! The values of acts, as they are written in files.
use crate::domain::field::Field;
use crate::domain::ids::{ClockName, Code, MemberId, TeamId, Text, TicketRef};
use crate::domain::moment::{self, Moment};
use crate::domain::status::Status;
use crate::fault::Problem;

/// A value of an act, as it is written in a file.
pub(super) trait Value: Sized {
    /// Reads the value of a key; `None` means that the key is absent.
    fn read(text: Option<&str>) -> Result<Self, Wrong>;
    /// The text to write; `None` leaves the key out.
    fn write(&self) -> Option<Text>;
}

/// Why a value cannot be read.
pub(super) enum Wrong {
    Missing,
    Malformed(Problem),
}

impl<T: FromText> Value for T {
    fn read(text: Option<&str>) -> Result<Self, Wrong> {
        T::from_text(text.ok_or(Wrong::Missing)?).map_err(Wrong::Malformed)
    }

    fn write(&self) -> Option<Text> {
        Some(self.to_text())
    }
}

impl<T: FromText> Value for Option<T> {
    fn read(text: Option<&str>) -> Result<Self, Wrong> {
        text.map(T::from_text).transpose().map_err(Wrong::Malformed)
    }

    fn write(&self) -> Option<Text> {
        self.as_ref().map(T::to_text)
    }
}

/// A value that is always text.
pub(super) trait FromText: Sized {
    fn from_text(text: &str) -> Result<Self, Problem>;
    fn to_text(&self) -> Text;
}

macro_rules! plain_text {
    ($($type:ty),*) => {$(
        impl FromText for $type {
            fn from_text(text: &str) -> Result<Self, Problem> {
                Ok(text.into())
            }

            fn to_text(&self) -> Text {
                let text: &str = self.as_ref();
                text.into()
            }
        }
    )*};
}

plain_text!(Text, MemberId, TeamId, Code, ClockName);

impl FromText for Moment {
    fn from_text(text: &str) -> Result<Self, Problem> {
        Ok(moment::read(text)?)
    }

    fn to_text(&self) -> Text {
        moment::write(*self).into()
    }
}

impl FromText for TicketRef {
    fn from_text(text: &str) -> Result<Self, Problem> {
        Ok(text.parse()?)
    }

    fn to_text(&self) -> Text {
        compact_str::format_compact!("{self}")
    }
}

impl FromText for Status {
    fn from_text(text: &str) -> Result<Self, Problem> {
        Ok(text.parse()?)
    }

    fn to_text(&self) -> Text {
        self.code().into()
    }
}

impl FromText for Field {
    fn from_text(text: &str) -> Result<Self, Problem> {
        Ok(text.parse()?)
    }

    fn to_text(&self) -> Text {
        self.code().into()
    }
}
