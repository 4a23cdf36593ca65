//! Numbers and texts as bytes, and back: little-endian columns, each with its length in front.
//!
//! What is read may be damaged: nothing is taken that is not there, and nothing is allocated for it. It
//! travels in the worker and is seldom run, so all of it is compiled once.

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
    pub fn texts<'t>(&mut self, count: usize, text: &dyn Fn(usize) -> &'t str) {
        self.words(&mut (0..count).map(|at| text(at).len() as u32));
        for at in 0..count {
            self.0.extend_from_slice(text(at).as_bytes());
        }
    }
}

impl<'b> In<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let mut out = Out::default();
        out.words(&mut [1, u32::MAX].into_iter());
        out.moments(&mut [-1, i64::MIN].into_iter());
        out.texts(2, &|at| ["", "grün"][at]);
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
}
