//! Numbers and texts as bytes, and back: little-endian columns, each with its length in front.
//!
//! What is read may be damaged: nothing is taken that is not there, and nothing is allocated for it. It
//! is seldom run, so all of it is compiled once.

use std::{borrow::Cow, collections::BTreeMap, mem::ManuallyDrop};

use crate::conversation::{Day, Evidence, Named, Outcome, Rating, Role};

/// Writes columns one after the other.
#[derive(Debug, Default)]
pub struct Out(pub Vec<u8>);

/// Reads them in the same order. Every method gives `None` where the bytes do not hold what is asked.
#[derive(Debug)]
pub struct In<'b>(pub &'b [u8]);

macro_rules! columns {
    ($($name:ident $number:ty;)*) => {
        impl Out {
            $(
                #[doc = concat!("Writes a column of `", stringify!($number), "`.")]
                #[inline(never)]
                pub fn $name(&mut self, column: &mut dyn ExactSizeIterator<Item = $number>) {
                    self.number(column.len() as u64);
                    self.0.reserve(column.len() * size_of::<$number>());
                    for value in column {
                        self.0.extend_from_slice(&value.to_le_bytes());
                    }
                }
            )*
        }

        impl<'b> In<'b> {
            $(
                #[doc = concat!("Reads a column of `", stringify!($number), "`.")]
                #[inline(never)]
                pub fn $name(&mut self) -> Option<Vec<$number>> {
                    const SIZE: usize = size_of::<$number>();
                    let length = usize::try_from(self.number()?).ok()?;
                    let bytes = self.take(length.checked_mul(SIZE)?)?;
                    let value = |bytes: &[u8]| Some(<$number>::from_le_bytes(bytes.try_into().ok()?));
                    bytes.chunks_exact(SIZE).map(value).collect()
                }
            )*
        }
    };
}

columns! {
    bytes u8;
    shorts u16;
    words u32;
    moments i64;
    reals f64;
}

impl Out {
    /// Writes one number.
    #[inline(never)]
    pub fn number(&mut self, value: u64) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    /// Writes one text.
    #[inline(never)]
    pub fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    /// Writes texts.
    #[inline(never)]
    pub fn texts<'t>(&mut self, count: usize, text: &dyn Fn(usize) -> Cow<'t, str>) {
        self.words(&mut (0..count).map(|at| text(at).len() as u32));
        for at in 0..count {
            self.0.extend_from_slice(text(at).as_bytes());
        }
    }
}

impl<'b> In<'b> {
    /// Reads that many bytes as they are.
    pub fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    /// Reads one byte.
    pub fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|byte| byte[0])
    }

    /// Reads one number.
    #[inline(never)]
    pub fn number(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    /// Reads one text.
    #[inline(never)]
    pub fn text(&mut self) -> Option<String> {
        let length = usize::try_from(self.number()?).ok()?;
        String::from_utf8(self.take(length)?.to_vec()).ok()
    }

    /// Reads texts and shows each to `keep`.
    #[inline(never)]
    pub fn texts(&mut self, keep: &mut dyn FnMut(&'b str)) -> Option<()> {
        for length in self.words()? {
            keep(std::str::from_utf8(self.take(length as usize)?).ok()?);
        }
        Some(())
    }
}

/// What travels between the lead and its shards, to the page, or into a file, as bytes.
///
/// Laws: `thaw` of what `freeze` wrote gives an equal value and leaves nothing over; of any other bytes it
/// gives a value or `None`, and never allocates for what is not there.
pub trait Frozen: Sized {
    /// Writes it.
    fn freeze(&self, out: &mut Out);

    /// Reads it; `None` where the bytes hold none.
    fn thaw(from: &mut In<'_>) -> Option<Self>;

    /// It alone as bytes.
    fn frozen(&self) -> Vec<u8> {
        let mut out = Out::default();
        self.freeze(&mut out);
        out.0
    }

    /// It alone as a text: a character for each byte. So it travels in a request, and is kept among the settings.
    fn as_text(&self) -> String {
        self.frozen().into_iter().map(char::from).collect()
    }

    /// What such a text says.
    fn of_text(text: &str) -> Option<Self> {
        let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(c).ok()).collect();
        Self::thawed(&bytes?)
    }

    /// From bytes that hold it alone.
    fn thawed(bytes: &[u8]) -> Option<Self> {
        let mut from = In(bytes);
        Self::thaw(&mut from).filter(|_| from.0.is_empty())
    }
}

/// Freezes a struct field by field.
///
/// Damaged bytes are refused as a whole. What was read of them until then is let go without being taken
/// apart, which for every field and all before it would be most of the code.
#[macro_export]
#[doc(hidden)]
macro_rules! frozen {
    (@thaw $from:ident 0) => {
        Some(Self($crate::binary::Frozen::thaw($from)?))
    };
    (@thaw $from:ident $($field:ident)*) => {{
        $(let $field = std::mem::ManuallyDrop::new($crate::binary::Frozen::thaw($from)?);)*
        Some(Self { $($field: std::mem::ManuallyDrop::into_inner($field),)* })
    }};
    ($($name:ident { $($field:tt),* $(,)? })*) => {$(
        impl $crate::binary::Frozen for $name {
            fn freeze(&self, out: &mut $crate::binary::Out) {
                $($crate::binary::Frozen::freeze(&self.$field, out);)*
            }

            fn thaw(from: &mut $crate::binary::In<'_>) -> Option<Self> {
                $crate::frozen!(@thaw from $($field)*)
            }
        }
    )*};
}

/// Freezes an enumeration by the place of its value in `ALL`.
#[macro_export]
#[doc(hidden)]
macro_rules! frozen_by_place {
    ($($name:ty),* $(,)?) => {$(
        impl $crate::binary::Frozen for $name {
            fn freeze(&self, out: &mut $crate::binary::Out) {
                // Every value stands in the list of all.
                out.0.push(Self::ALL.iter().position(|one| one == self).unwrap_or(usize::MAX) as u8);
            }

            fn thaw(from: &mut $crate::binary::In<'_>) -> Option<Self> {
                Self::ALL.get(usize::from(from.byte()?)).copied()
            }
        }
    )*};
}

/// Freezes an enumeration by the number in front of each variant; what a variant holds is read as the fields of
/// a struct are. What stands in round brackets is named here only.
#[macro_export]
#[doc(hidden)]
macro_rules! frozen_by_number {
    ($($name:ident {
        $($n:literal $variant:ident $({ $($field:ident),* })? $(($($held:ident),*))?),* $(,)?
    })*) => {$(
        impl $crate::binary::Frozen for $name {
            fn freeze(&self, out: &mut $crate::binary::Out) {
                match self {
                    $(Self::$variant $({ $($field),* })? $(($($held),*))? => {
                        out.0.push($n);
                        $($($crate::binary::Frozen::freeze($field, out);)*)?
                        $($($crate::binary::Frozen::freeze($held, out);)*)?
                    })*
                }
            }

            fn thaw(from: &mut $crate::binary::In<'_>) -> Option<Self> {
                Some(match from.byte()? {
                    $($n => {
                        $($(let $field = std::mem::ManuallyDrop::new($crate::binary::Frozen::thaw(from)?);)*)?
                        $($(let $held = std::mem::ManuallyDrop::new($crate::binary::Frozen::thaw(from)?);)*)?
                        Self::$variant
                            $({ $($field: std::mem::ManuallyDrop::into_inner($field)),* })?
                            $(($(std::mem::ManuallyDrop::into_inner($held)),*))?
                    })*
                    _ => return None,
                })
            }
        }
    )*};
}

crate::frozen! {
    Day { 0 }
    Rating { score, max }
}
crate::frozen_by_place! { Evidence, Outcome, Role }

impl Frozen for u64 {
    /// Seven bits to a byte, the lowest first: most counts are small.
    fn freeze(&self, out: &mut Out) {
        let mut rest = *self;
        while rest >= 0x80 {
            out.0.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        out.0.push(rest as u8);
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = from.byte()?;
            let bits = Self::from(byte & 0x7f);
            if bits << shift >> shift != bits {
                return None;
            }
            value |= bits << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }
}

impl Frozen for u32 {
    fn freeze(&self, out: &mut Out) {
        u64::from(*self).freeze(out);
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        u64::thaw(from)?.try_into().ok()
    }
}

impl Frozen for i64 {
    /// The sign in the lowest bit, so that small numbers are short either way.
    fn freeze(&self, out: &mut Out) {
        ((self << 1 ^ self >> 63) as u64).freeze(out);
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        let bits = u64::thaw(from)?;
        Some((bits >> 1) as Self ^ -((bits & 1) as Self))
    }
}

impl Frozen for i32 {
    fn freeze(&self, out: &mut Out) {
        i64::from(*self).freeze(out);
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        i64::thaw(from)?.try_into().ok()
    }
}

impl Frozen for i16 {
    fn freeze(&self, out: &mut Out) {
        out.0.extend_from_slice(&self.to_le_bytes());
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        Some(Self::from_le_bytes([from.byte()?, from.byte()?]))
    }
}

impl Frozen for i128 {
    fn freeze(&self, out: &mut Out) {
        out.number(*self as u64);
        out.number((self >> 64) as u64);
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        let low = from.number()?;
        Some(Self::from(from.number()? as i64) << 64 | Self::from(low))
    }
}

impl Frozen for f64 {
    fn freeze(&self, out: &mut Out) {
        out.number(self.to_bits());
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        from.number().map(Self::from_bits)
    }
}

impl Frozen for bool {
    fn freeze(&self, out: &mut Out) {
        out.0.push(u8::from(*self));
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        match from.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Frozen for String {
    fn freeze(&self, out: &mut Out) {
        (self.len() as u64).freeze(out);
        out.0.extend_from_slice(self.as_bytes());
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        let length = usize::try_from(u64::thaw(from)?).ok()?;
        Self::from_utf8(from.take(length)?.to_vec()).ok()
    }
}

impl<T: Frozen> Frozen for Option<T> {
    fn freeze(&self, out: &mut Out) {
        self.is_some().freeze(out);
        if let Some(value) = self {
            value.freeze(out);
        }
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        Some(if bool::thaw(from)? { Some(T::thaw(from)?) } else { None })
    }
}

impl<T: Frozen> Frozen for Box<T> {
    fn freeze(&self, out: &mut Out) {
        self.as_ref().freeze(out);
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        T::thaw(from).map(Self::new)
    }
}

/// Freezes a list, with its length in front.
pub fn freeze_all<T: Frozen>(list: &[T], out: &mut Out) {
    (list.len() as u64).freeze(out);
    for value in list {
        value.freeze(out);
    }
}

impl<T: Frozen> Frozen for Vec<T> {
    fn freeze(&self, out: &mut Out) {
        freeze_all(self, out);
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        let mut list = ManuallyDrop::new(Vec::new());
        for _ in 0..u64::thaw(from)? {
            list.push(T::thaw(from)?);
        }
        Some(ManuallyDrop::into_inner(list))
    }
}

impl<T: Frozen, const N: usize> Frozen for [T; N] {
    fn freeze(&self, out: &mut Out) {
        for value in self {
            value.freeze(out);
        }
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        let values: Option<Vec<T>> = (0..N).map(|_| T::thaw(from)).collect();
        values?.try_into().ok()
    }
}

impl<A: Frozen, B: Frozen> Frozen for (A, B) {
    fn freeze(&self, out: &mut Out) {
        self.0.freeze(out);
        self.1.freeze(out);
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        Some((A::thaw(from)?, B::thaw(from)?))
    }
}

impl<A: Frozen, B: Frozen, C: Frozen> Frozen for (A, B, C) {
    fn freeze(&self, out: &mut Out) {
        self.0.freeze(out);
        self.1.freeze(out);
        self.2.freeze(out);
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        Some((A::thaw(from)?, B::thaw(from)?, C::thaw(from)?))
    }
}

impl Frozen for Cow<'static, str> {
    fn freeze(&self, out: &mut Out) {
        (self.len() as u64).freeze(out);
        out.0.extend_from_slice(self.as_bytes());
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        String::thaw(from).map(Self::Owned)
    }
}

impl<T: Frozen> Frozen for Named<T> {
    fn freeze(&self, out: &mut Out) {
        (self.len() as u64).freeze(out);
        for (name, thing) in self {
            name.freeze(out);
            thing.freeze(out);
        }
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        let mut named = ManuallyDrop::new(Self::default());
        for _ in 0..u64::thaw(from)? {
            let name = ManuallyDrop::new(String::thaw(from)?);
            let thing = T::thaw(from)?;
            named.insert(ManuallyDrop::into_inner(name), thing);
        }
        Some(ManuallyDrop::into_inner(named))
    }
}

impl<K: Frozen + Ord, V: Frozen> Frozen for BTreeMap<K, V> {
    fn freeze(&self, out: &mut Out) {
        (self.len() as u64).freeze(out);
        for (key, value) in self {
            key.freeze(out);
            value.freeze(out);
        }
    }

    fn thaw(from: &mut In<'_>) -> Option<Self> {
        (0..u64::thaw(from)?).map(|_| <(K, V)>::thaw(from)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut out = Out::default();
        out.words(&mut [1, u32::MAX].into_iter());
        out.moments(&mut [-1, i64::MIN].into_iter());
        out.texts(2, &|at| ["", "grün"][at].into());
        out.number(7);
        let mut read = In(&out.0);
        assert_eq!(read.words(), Some(vec![1, u32::MAX]));
        assert_eq!(read.moments(), Some(vec![-1, i64::MIN]));
        let mut texts = Vec::new();
        assert!(read.texts(&mut |text| texts.push(text)).is_some());
        assert_eq!(texts, ["", "grün"]);
        assert_eq!(read.number(), Some(7));
        assert!(read.0.is_empty() && read.number().is_none());
    }

    #[test]
    fn a_length_that_is_not_there_takes_nothing() {
        let mut out = Out::default();
        out.number(u64::MAX);
        assert!(In(&out.0).words().is_none() && In(&out.0).bytes().is_none());
        out.0.clear();
        out.words(&mut [3].into_iter());
        out.0.extend_from_slice(b"\xff\xff\xff");
        assert!(In(&out.0).texts(&mut |_| ()).is_none(), "no text");
    }

    #[test]
    fn values_come_back_from_as_many_bytes_as_they_need() {
        for value in [0, 1, 127, 128, 1 << 32, u64::MAX] {
            assert_eq!(u64::thawed(&value.frozen()), Some(value));
        }
        for value in [0, -1, 63, i64::MIN, i64::MAX] {
            assert_eq!(i64::thawed(&value.frozen()), Some(value));
        }
        for value in [i128::MIN, -1, 0, 1 << 70] {
            assert_eq!(i128::thawed(&value.frozen()), Some(value));
        }
        assert_eq!((63u64.frozen().len(), (-64i64).frozen().len()), (1, 1));
        let map = BTreeMap::from([(3, vec![Some(String::from("grün")), None])]);
        assert_eq!(BTreeMap::<i32, Vec<Option<String>>>::thawed(&map.frozen()), Some(map));
        assert_eq!(<[u32; 3]>::thawed(&[1u32, 2, u32::MAX].frozen()), Some([1, 2, u32::MAX]));
        assert_eq!(<(bool, f64)>::thawed(&(true, -0.5).frozen()), Some((true, -0.5)));
        let named: Named<Cow<'static, str>> =
            [("b".into(), "grün".into()), ("a".into(), "".into())].into_iter().collect();
        assert_eq!(Named::thawed(&named.frozen()), Some(named));
    }

    #[derive(Debug, PartialEq)]
    enum Word {
        Nothing,
        Named { n: u64, text: String },
        Held(u32, Option<bool>),
    }
    crate::frozen_by_number! { Word { 0 Nothing, 1 Named { n, text }, 4 Held(one, two) } }

    #[test]
    fn enumerations_come_back_by_their_numbers() {
        for word in [Word::Nothing, Word::Named { n: 300, text: "grün".into() }, Word::Held(7, Some(true))] {
            let bytes = word.frozen();
            assert_eq!(Word::thawed(&bytes), Some(word));
            assert_eq!(Word::thawed(&bytes[..bytes.len() - 1]), None, "cut short");
        }
        assert_eq!(Word::thawed(&[2]), None, "a number that none has");
    }

    #[test]
    fn bytes_that_hold_nothing_give_nothing() {
        assert_eq!(u64::thawed(&[0xff; 10]), None, "more than 64 bits");
        assert_eq!(u32::thawed(&u64::MAX.frozen()), None);
        assert_eq!(bool::thawed(&[2]), None);
        assert_eq!(u64::thawed(&[0, 0]), None, "something is left over");
        assert_eq!(Vec::<u64>::thawed(&u64::MAX.frozen()), None, "a length that is not there");
    }
}
