//! How each figure is counted, in words. One registry: the page's tooltips, the terminal and the
//! documentation read it, and a test holds that every figure on a board is in it.

/// The words behind a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Name in the registry, snake_case.
    pub name: &'static str,
    /// Title on screen.
    pub title: &'static str,
    /// How it is counted, one or two plain sentences.
    pub formula: &'static str,
    /// What is counted, for a rate.
    pub numerator: &'static str,
    /// Out of what, for a rate.
    pub denominator: &'static str,
    /// What is left out.
    pub excluded: &'static str,
    /// What the figure is when there is nothing to count.
    pub when_empty: &'static str,
}

/// The definition of a name.
pub fn definition(name: &str) -> Option<&'static Definition> {
    super::DEFINITIONS.iter().find(|definition| definition.name == name)
}
