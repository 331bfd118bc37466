//! Errors: typed where they arise, explained in one place.
//!
//! A module declares its errors with [`faults!`](crate::faults): each variant has a code. The language tables in
//! [`crate::text`] hold, for each code, the sentence (with `{field}` placeholders) and, under
//! `<code>.hint`, what to type next. [`Problem`] carries any of them, with the place in a file.
pub mod expected;

use std::error::Error;
use std::fmt;
use std::path::PathBuf;

/// An error that the language tables can put into words.
pub trait Fault: Error + Send + Sync + 'static {
    /// The key of its sentence in the language tables.
    fn code(&self) -> &'static str;
    /// The values of the sentence's placeholders, by name.
    fn args(&self) -> Vec<(&'static str, String)>;
}

/// Where in a file something is wrong. Lines and columns count from 1; columns are characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, as the user would name it.
    pub file: PathBuf,
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
    /// The text of that line, without its end.
    pub excerpt: String,
}

impl Place {
    /// A file, when the place in it is not known: line 0 is not shown.
    pub fn whole(file: PathBuf) -> Self {
        Self { file, line: 0, column: 0, excerpt: String::new() }
    }
}

/// A step into what a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// To the value of a key.
    Key(String),
    /// To an item of a list, from 0.
    Item(usize),
    /// To a key itself, which is what is wrong.
    Name(String),
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl From<usize> for Step {
    fn from(item: usize) -> Self {
        Self::Item(item)
    }
}

/// Any fault on its way to the user.
pub struct Problem(Box<Inner>);

struct Inner {
    fault: Box<dyn Fault>,
    path: Vec<Step>,
    place: Option<Place>,
}

/// Says where in a file something went wrong, for those who know what a value means and not how it is written.
pub trait Within<T> {
    /// What went wrong did so in the value of a key, or in an item of a list; the inner steps are said first.
    fn within(self, step: impl Into<Step>) -> Result<T>;
}

impl<T, F: Into<Problem>> Within<T> for Result<T, F> {
    fn within(self, step: impl Into<Step>) -> Result<T> {
        self.map_err(|fault| fault.into().within(step))
    }
}

/// What the library's functions return.
pub type Result<T, E = Problem> = std::result::Result<T, E>;

impl Problem {
    /// The same problem, at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.0.place = Some(place);
        self
    }

    /// The same problem, its place (when it has one) in `file`.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<PathBuf>) -> Self {
        if let Some(place) = &mut self.0.place {
            place.file = file.into();
        }
        self
    }

    /// The same problem, in the value of a key or in an item of a list.
    #[must_use]
    pub fn within(mut self, step: impl Into<Step>) -> Self {
        self.0.path.insert(0, step.into());
        self
    }

    /// The same problem, where the first step to it has another name.
    #[must_use]
    pub fn renamed(mut self, from: &str, to: &str) -> Self {
        if let Some(Step::Key(key)) = self.0.path.first_mut()
            && key == from
        {
            to.clone_into(key);
        }
        self
    }

    /// The steps from the whole file to the value that is wrong, as far as they were said.
    pub fn path(&self) -> &[Step] {
        &self.0.path
    }

    /// Where it is, when that is known.
    pub fn place(&self) -> Option<&Place> {
        self.0.place.as_ref()
    }

    /// The key of its sentence in the language tables.
    pub fn code(&self) -> &'static str {
        self.0.fault.code()
    }

    /// The values of the sentence's placeholders, by name.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        self.0.fault.args()
    }

    /// The typed fault behind it, when it is an `F`.
    pub fn downcast_ref<F: Fault>(&self) -> Option<&F> {
        let error: &(dyn Error + 'static) = &*self.0.fault;
        error.downcast_ref()
    }
}

impl<F: Fault> From<F> for Problem {
    fn from(fault: F) -> Self {
        Self(Box::new(Inner { fault: Box::new(fault), path: Vec::new(), place: None }))
    }
}

impl fmt::Debug for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Problem")
            .field("fault", &self.0.fault)
            .field("path", &self.0.path)
            .field("place", &self.0.place)
            .finish()
    }
}

/// Declares an enum of faults: `"code" => Variant { field: Type, … }`. Field types are `Display`.
#[macro_export]
macro_rules! faults {
    ($(#[$meta:meta])* $vis:vis enum $name:ident {
        $($(#[$doc:meta])* $code:literal => $variant:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? }),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Debug, thiserror::Error)]
        $vis enum $name {
            $($(#[$doc])* #[doc = concat!("Its sentence: `", $code, "`.")] #[error("{}", $code)] $variant {
                $($(#[$field_doc])* #[doc = concat!("Fills `{", stringify!($field), "}`.")] $field: $type),*
            }),*
        }

        impl $crate::fault::Fault for $name {
            fn code(&self) -> &'static str {
                match self { $(Self::$variant { .. } => $code),* }
            }

            fn args(&self) -> Vec<(&'static str, String)> {
                match self { $(Self::$variant { $($field),* } => vec![$((stringify!($field), $field.to_string())),*]),* }
            }
        }
    };
}
