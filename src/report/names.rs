//! Names kept once: a ticket's facts hold four bytes for each.
use std::collections::HashMap;
use std::num::NonZeroU32;

use crate::domain::ids::Text;

/// A name of an [`Interner`]; means nothing to another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Symbol(NonZeroU32);

/// The names of one collection of facts.
#[derive(Debug, Default)]
pub struct Interner {
    names: Vec<Text>,
    symbols: HashMap<Text, Symbol>,
}

impl Interner {
    /// The symbol of a name, new or known.
    pub fn intern(&mut self, name: &str) -> Symbol {
        if let Some(symbol) = self.symbols.get(name) {
            return *symbol;
        }
        self.names.push(name.into());
        // Four thousand million different names do not fit into memory; were there more, the last would be shared.
        let symbol = Symbol(NonZeroU32::MIN.saturating_add(u32::try_from(self.names.len() - 1).unwrap_or(u32::MAX)));
        self.symbols.insert(name.into(), symbol);
        symbol
    }

    /// The symbol of a name that is known.
    pub fn find(&self, name: &str) -> Option<Symbol> {
        self.symbols.get(name).copied()
    }

    /// The name of a symbol.
    pub fn name(&self, symbol: Symbol) -> &str {
        self.names.get(symbol.0.get() as usize - 1).map_or("", Text::as_str)
    }

    /// Takes over the names of another one; the answer gives the symbol here of each symbol there.
    pub(super) fn absorb(&mut self, other: &Self) -> impl Fn(Symbol) -> Symbol + use<> {
        let here: Vec<_> = other.names.iter().map(|name| self.intern(name)).collect();
        move |there| here.get(there.0.get() as usize - 1).copied().unwrap_or(there)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_symbol() {
        let mut names = Interner::default();
        let (li, zhao) = (names.intern("li"), names.intern("zhao"));
        assert_eq!((names.intern("li"), names.name(zhao), names.find("wang")), (li, "zhao", None));
    }

    #[test]
    fn names_of_another_interner_are_translated() {
        let (mut here, mut there) = (Interner::default(), Interner::default());
        here.intern("li");
        let (zhao, li) = (there.intern("zhao"), there.intern("li"));
        let translate = here.absorb(&there);
        assert_eq!((here.name(translate(zhao)), here.name(translate(li))), ("zhao", "li"));
        assert_eq!(here.find("li"), Some(translate(li)));
    }
}
