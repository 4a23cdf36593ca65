//! Dense numbers for names that repeat: channels, languages, intents, variants, tags.

use std::collections::HashMap;

/// Numbers names in order of first appearance.
#[derive(Debug, Default)]
pub struct Names {
    numbers: HashMap<String, u32>,
    names: Vec<String>,
}

/// The number of no name.
pub const NO_NAME: u32 = u32::MAX;

impl Names {
    /// The number of a name, given now if it is new.
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether a name has a number.
    pub fn knows(&self, name: &str) -> bool {
        self.numbers.contains_key(name)
    }

    /// The name of a number; `None` for [`NO_NAME`].
    pub fn name(&self, number: u32) -> Option<&str> {
        self.names.get(number as usize).map(String::as_str)
    }
}
