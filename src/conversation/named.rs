//! Things by their names: what a report holds, and what a person chose for columns and speakers.

use std::{
    fmt,
    marker::PhantomData,
    ops::{Deref, DerefMut, Index},
};

use litemap::LiteMap;
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{MapAccess, Visitor},
};

/// A map from names, in their order. A sorted list: the code of a tree or a hash table weighs several
/// times as much in the page's download, once for each type that it holds, and so would the sort with
/// which the list's own reader begins.
///
/// ```
/// use undertone::conversation::Named;
/// let ages: Named<u8> = [("Eva".to_owned(), 7), ("Ada".to_owned(), 36)].into_iter().collect();
/// assert_eq!(ages["Eva"], 7);
/// assert_eq!(ages.keys().collect::<Vec<_>>(), ["Ada", "Eva"]);
/// ```
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Named<T>(LiteMap<String, T>);

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(LiteMap::new())
    }
}

impl<T: fmt::Debug> fmt::Debug for Named<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(&self.0).finish()
    }
}

impl<T> Deref for Named<T> {
    type Target = LiteMap<String, T>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<T> DerefMut for Named<T> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}

impl<T> Index<&str> for Named<T> {
    type Output = T;

    /// The thing of a name that is there.
    fn index(&self, name: &str) -> &T {
        self.get(name).expect("a thing of that name is there")
    }
}

impl<T> FromIterator<(String, T)> for Named<T> {
    fn from_iter<I: IntoIterator<Item = (String, T)>>(pairs: I) -> Self {
        let mut named = Self::default();
        for (name, thing) in pairs {
            named.insert(name, thing);
        }
        named
    }
}

impl<T> Named<T> {
    /// Takes in the things of another; where both have a name, the other's stays.
    pub fn take_in(&mut self, other: Self) {
        for (name, thing) in other.0.into_tuple_vec() {
            self.0.insert(name, thing);
        }
    }
}

impl<'a, T> IntoIterator for &'a Named<T> {
    type Item = (&'a String, &'a T);
    type IntoIter = <&'a LiteMap<String, T> as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        (&self.0).into_iter()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Pairs(PhantomData))
    }
}

struct Pairs<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Pairs<T> {
    type Value = Named<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("things by their names")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut pairs: A) -> Result<Named<T>, A::Error> {
        let mut named = Named::default();
        while let Some((name, thing)) = pairs.next_entry()? {
            named.insert(name, thing);
        }
        Ok(named)
    }
}
