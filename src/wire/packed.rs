//! Values as one block of bytes and back: what the worker's larger answers travel as. A block is
//! transferred, not copied, and the code that unpacks it is a fraction of what unpacking objects of
//! the browser takes in the page's download.
//!
//! Numbers are written in sevens of bits, the lowest first, so that small ones take one byte; texts and
//! lists have their length in front. A reading is never interrupted: what is not there reads as zero
//! or nothing and leaves the block [`Unpacker::is_whole`] no more, so that no value needs a way out
//! in the middle, which would be most of the code. Both sides are of one build, so there is no version.

use std::borrow::Cow;

use crate::conversation::Named;

/// A value that goes into a block.
pub trait Packed: Sized {
    /// Writes it.
    fn pack(&self, block: &mut Packer);
    /// Reads it.
    fn unpack(block: &mut Unpacker<'_>) -> Self;
}

/// The block of a value.
pub fn pack(value: &impl Packed) -> Vec<u8> {
    let mut block = Packer::default();
    value.pack(&mut block);
    block.0
}

/// The block of a list of values.
pub fn pack_list<T: Packed>(list: &[T]) -> Vec<u8> {
    let mut block = Packer::default();
    block.list(list);
    block.0
}

/// The value of a block; `None` if the block is not one of it.
pub fn unpack<T: Packed>(bytes: &[u8]) -> Option<T> {
    let mut block = Unpacker { rest: bytes, damaged: false };
    let value = T::unpack(&mut block);
    block.is_whole().then_some(value)
}

/// Writes a block.
#[derive(Debug, Default)]
pub struct Packer(Vec<u8>);

impl Packer {
    /// Writes one byte.
    pub fn byte(&mut self, byte: u8) {
        self.0.push(byte);
    }

    /// Writes a number.
    pub fn number(&mut self, mut number: u64) {
        while number > 0x7f {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    fn list<T: Packed>(&mut self, list: &[T]) {
        self.number(list.len() as u64);
        for value in list {
            value.pack(self);
        }
    }
}

/// Reads a block.
#[derive(Debug)]
pub struct Unpacker<'b> {
    rest: &'b [u8],
    damaged: bool,
}

impl<'b> Unpacker<'b> {
    /// Whether all that was read was there, and nothing is left.
    pub fn is_whole(&self) -> bool {
        !self.damaged && self.rest.is_empty()
    }

    /// Says that what was read cannot be.
    #[inline(never)]
    pub fn damage(&mut self) {
        self.damaged = true;
        self.rest = &[];
    }

    #[inline(never)]
    fn take(&mut self, length: usize) -> &'b [u8] {
        if let Some((taken, rest)) = self.rest.split_at_checked(length) {
            self.rest = rest;
            return taken;
        }
        self.damage();
        &[]
    }

    /// Reads one byte.
    #[inline(never)]
    pub fn byte(&mut self) -> u8 {
        self.take(1).first().copied().unwrap_or(0)
    }

    /// Reads a number.
    #[inline(never)]
    pub fn number(&mut self) -> u64 {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                return number;
            }
            if shift > 63 {
                self.damage();
                return 0;
            }
        }
    }

    /// Reads how many follow, each of at least a byte.
    #[inline(never)]
    fn length(&mut self) -> usize {
        let length = self.number();
        if length > self.rest.len() as u64 {
            self.damage();
            return 0;
        }
        length as usize
    }

    #[inline(never)]
    fn real(&mut self) -> f64 {
        self.take(8).try_into().map_or(0.0, f64::from_le_bytes)
    }

    #[inline(never)]
    fn text(&mut self) -> String {
        let length = self.length();
        if let Ok(text) = str::from_utf8(self.take(length)) {
            return text.to_owned();
        }
        self.damage();
        String::new()
    }
}

impl Packed for u64 {
    fn pack(&self, block: &mut Packer) {
        block.number(*self);
    }

    fn unpack(block: &mut Unpacker<'_>) -> Self {
        block.number()
    }
}

impl Packed for u32 {
    fn pack(&self, block: &mut Packer) {
        block.number(u64::from(*self));
    }

    fn unpack(block: &mut Unpacker<'_>) -> Self {
        block.number() as Self
    }
}

impl Packed for i64 {
    /// The sign goes to the lowest bit, so that a small number is short on either side of zero.
    fn pack(&self, block: &mut Packer) {
        block.number(((self << 1) ^ (self >> 63)) as u64);
    }

    fn unpack(block: &mut Unpacker<'_>) -> Self {
        let number = block.number();
        (number >> 1) as Self ^ -((number & 1) as Self)
    }
}

impl Packed for f64 {
    fn pack(&self, block: &mut Packer) {
        block.0.extend_from_slice(&self.to_le_bytes());
    }

    fn unpack(block: &mut Unpacker<'_>) -> Self {
        block.real()
    }
}

impl Packed for bool {
    fn pack(&self, block: &mut Packer) {
        block.byte(u8::from(*self));
    }

    fn unpack(block: &mut Unpacker<'_>) -> Self {
        block.byte() != 0
    }
}

impl Packed for String {
    fn pack(&self, block: &mut Packer) {
        block.text(self);
    }

    fn unpack(block: &mut Unpacker<'_>) -> Self {
        block.text()
    }
}

impl Packed for Cow<'static, str> {
    fn pack(&self, block: &mut Packer) {
        block.text(self);
    }

    fn unpack(block: &mut Unpacker<'_>) -> Self {
        Cow::Owned(block.text())
    }
}

impl<T: Packed> Packed for Option<T> {
    fn pack(&self, block: &mut Packer) {
        block.byte(u8::from(self.is_some()));
        if let Some(value) = self {
            value.pack(block);
        }
    }

    fn unpack(block: &mut Unpacker<'_>) -> Self {
        (block.byte() != 0).then(|| T::unpack(block))
    }
}

impl<T: Packed> Packed for Box<T> {
    fn pack(&self, block: &mut Packer) {
        (**self).pack(block);
    }

    fn unpack(block: &mut Unpacker<'_>) -> Self {
        Self::new(T::unpack(block))
    }
}

impl<T: Packed> Packed for Vec<T> {
    fn pack(&self, block: &mut Packer) {
        block.list(self);
    }

    fn unpack(block: &mut Unpacker<'_>) -> Self {
        (0..block.length()).map(|_| T::unpack(block)).collect()
    }
}

impl<T: Packed> Packed for Named<T> {
    fn pack(&self, block: &mut Packer) {
        block.number(self.len() as u64);
        for (name, thing) in self {
            block.text(name);
            thing.pack(block);
        }
    }

    fn unpack(block: &mut Unpacker<'_>) -> Self {
        (0..block.length()).map(|_| Packed::unpack(block)).collect()
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    fn pack(&self, block: &mut Packer) {
        self.0.pack(block);
        self.1.pack(block);
    }

    fn unpack(block: &mut Unpacker<'_>) -> Self {
        (A::unpack(block), B::unpack(block))
    }
}

impl<A: Packed, B: Packed, C: Packed> Packed for (A, B, C) {
    fn pack(&self, block: &mut Packer) {
        self.0.pack(block);
        self.1.pack(block);
        self.2.pack(block);
    }

    fn unpack(block: &mut Unpacker<'_>) -> Self {
        (A::unpack(block), B::unpack(block), C::unpack(block))
    }
}

/// Says of structs and enums of what they consist, in the order in which it is written. A field that is
/// missing here does not compile. A variant has its number in front; the first has nothing in it, and
/// stands for a number that no variant has.
macro_rules! packed {
    () => {};
    (struct $name:ident { $($field:ident),* $(,)? } $($rest:tt)*) => {
        impl $crate::wire::packed::Packed for $name {
            fn pack(&self, block: &mut $crate::wire::packed::Packer) {
                let Self { $($field),* } = self;
                $($crate::wire::packed::Packed::pack($field, block);)*
            }

            fn unpack(block: &mut $crate::wire::packed::Unpacker<'_>) -> Self {
                Self { $($field: $crate::wire::packed::Packed::unpack(block)),* }
            }
        }
        $crate::wire::packed::packed! { $($rest)* }
    };
    (enum $name:ident { 0 $first:ident $(, $n:literal $variant:ident $({ $($field:ident),* })?)* $(,)? } $($rest:tt)*) => {
        impl $crate::wire::packed::Packed for $name {
            fn pack(&self, block: &mut $crate::wire::packed::Packer) {
                match self {
                    Self::$first => block.byte(0),
                    $(Self::$variant $({ $($field),* })? => {
                        block.byte($n);
                        $($($crate::wire::packed::Packed::pack($field, block);)*)?
                    })*
                }
            }

            fn unpack(block: &mut $crate::wire::packed::Unpacker<'_>) -> Self {
                match block.byte() {
                    0 => Self::$first,
                    $($n => Self::$variant $({ $($field: $crate::wire::packed::Packed::unpack(block)),* })?,)*
                    _ => {
                        block.damage();
                        Self::$first
                    }
                }
            }
        }
        $crate::wire::packed::packed! { $($rest)* }
    };
}

pub(super) use packed;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn crosses<T: Packed + PartialEq + std::fmt::Debug>(value: T) {
        assert_eq!(unpack(&pack(&value)), Some(value));
    }

    proptest! {
        #[test]
        fn every_value_is_read_as_it_was_written(
            numbers: Vec<u64>,
            signed: (i64, i64, i64),
            small: Option<u32>,
            real: f64,
            texts: Vec<Option<String>>,
            named: Vec<(String, bool)>,
        ) {
            crosses(numbers);
            crosses(signed);
            crosses(small);
            prop_assert_eq!(unpack(&pack(&real)).map(f64::to_bits), Some(real.to_bits()));
            crosses(texts);
            crosses(named.into_iter().collect::<Named<bool>>());
        }

        #[test]
        fn any_bytes_are_a_value_or_none(bytes: Vec<u8>) {
            let value: Option<Vec<(String, Option<i64>)>> = unpack(&bytes);
            if let Some(value) = value {
                crosses(value);
            }
        }
    }

    #[test]
    fn small_numbers_are_short() {
        assert_eq!((pack(&127_u64).len(), pack(&128_u64).len(), pack(&u64::MAX).len()), (1, 2, 10));
        assert_eq!((pack(&-64_i64).len(), pack(&i64::MIN).len()), (1, 10));
    }

    #[test]
    fn a_length_that_is_not_there_takes_nothing() {
        assert_eq!(unpack::<Vec<u64>>(&pack(&u64::MAX)), None);
        assert_eq!(unpack::<String>(&[2, b'a']), None);
        assert_eq!(unpack::<u64>(&[0xff; 11]), None, "more than a number holds");
        assert_eq!(unpack::<bool>(&[1, 1]), None, "something is left");
    }
}
