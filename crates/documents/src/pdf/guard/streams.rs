//! Object streams and cross-reference streams, the two kinds that the library inflates by itself.

use super::tree::Tree;
use crate::Refusal;
use crate::limits::{
    PDF_ENCRYPTED_BYTES_MAX, PDF_OBJECT_STREAM_BYTES_MAX, PDF_OBJECT_STREAM_ENTRIES_MAX,
};
use flate2::read::ZlibDecoder;
use hayro_syntax::Filter;
use hayro_syntax::object::{Array, Dict, FromBytes, Stream};
use std::collections::BTreeSet;
use std::io::Read;

/// What the streams seen so far add up to.
#[derive(Debug)]
pub(super) struct Streams {
    encrypted: bool,
    inflated: u64,
    raw: u64,
    /// Objects that are in a stream, and streams that hold objects.
    inside: BTreeSet<u64>,
    holders: BTreeSet<u64>,
}

fn damaged(detail: &str) -> Refusal {
    Refusal::Damaged {
        detail: detail.to_owned(),
    }
}

impl Streams {
    pub(super) fn new(encrypted: bool) -> Streams {
        let (inside, holders) = (BTreeSet::new(), BTreeSet::new());
        Streams {
            encrypted,
            inflated: 0,
            raw: 0,
            inside,
            holders,
        }
    }

    /// Looks at a stream: `object` begins with its dictionary, `data` with its data; both go on to
    /// the end of the file.
    pub(super) fn look(
        &mut self,
        object: &[u8],
        data: &[u8],
        tree: &mut Tree,
    ) -> Result<(), Refusal> {
        let Some(stream) = Stream::from_bytes(object) else {
            return Ok(());
        };
        let dict = stream.dict();
        let objects = dict.contains_key("First");
        let references = dict.contains_key("W") && dict.contains_key("Size");
        if !objects && !references {
            return Ok(());
        }
        if dict
            .get::<u32>("N")
            .map(u64::from)
            .is_some_and(|count| count > PDF_OBJECT_STREAM_ENTRIES_MAX)
        {
            return Err(Refusal::TooMany {
                what: "objects",
                limit: PDF_OBJECT_STREAM_ENTRIES_MAX,
            });
        }
        if self.encrypted && objects {
            self.raw += super::find(data, b"endstream", 0).unwrap_or(data.len()) as u64;
            return if self.raw > PDF_ENCRYPTED_BYTES_MAX {
                Err(Refusal::Bomb)
            } else {
                Ok(())
            };
        }
        self.measure(&stream, data)?;
        let content = stream.decoded().map_err(|_| damaged("an object stream"))?;
        if objects {
            super::nesting(&content)?;
            tree.object_stream(&content, dict.get::<usize>("First").unwrap_or(0));
        } else {
            self.references(dict, &content);
        }
        Ok(())
    }

    /// Inflates within the limit, so that the library may do it again without one.
    fn measure(&mut self, stream: &Stream, data: &[u8]) -> Result<(), Refusal> {
        let filters = stream.filters();
        let wide = stream
            .dict()
            .get::<Dict>("DecodeParms")
            .is_some_and(|parms| !(1..=1024).contains(&parms.get::<i64>("Columns").unwrap_or(1)));
        let plain = filters.is_empty() && !stream.dict().contains_key("Filter");
        if wide || !(plain || *filters == [Filter::FlateDecode]) {
            return Err(damaged("an object stream with unusual filters"));
        }
        if !plain {
            let left = PDF_OBJECT_STREAM_BYTES_MAX - self.inflated;
            let mut reader = ZlibDecoder::new(data).take(left + 1);
            self.inflated += std::io::copy(&mut reader, &mut std::io::sink()).unwrap_or(0);
            // What cannot be inflated at all, the library can neither.
        }
        if self.inflated > PDF_OBJECT_STREAM_BYTES_MAX {
            Err(Refusal::Bomb)
        } else {
            Ok(())
        }
    }

    /// Notes which objects lie in which streams.
    fn references(&mut self, dict: &Dict, content: &[u8]) {
        let Some(widths) = dict.get::<[u8; 3]>("W") else {
            return;
        };
        let widths = widths.map(usize::from);
        let size = dict.get::<u32>("Size").map_or(0, u64::from);
        let index = dict.get::<Array>("Index");
        let mut ranges: Vec<(u64, u64)> = index
            .iter()
            .flat_map(Array::iter::<(u32, u32)>)
            .map(|(start, count)| (u64::from(start), u64::from(count)))
            .collect();
        if index.is_none() {
            ranges.push((0, size));
        }
        let numbers = ranges
            .into_iter()
            .flat_map(|(start, count)| start..start.saturating_add(count));
        let length = widths.iter().sum::<usize>().max(1);
        for (number, entry) in numbers.zip(content.chunks_exact(length)) {
            let (kind, rest) = entry.split_at(widths[0]);
            if kind.last() == Some(&2) {
                self.inside.insert(number);
                let holder = rest[..widths[1]]
                    .iter()
                    .fold(0u64, |sum, byte| sum << 8 | u64::from(*byte));
                self.holders.insert(holder);
            }
        }
    }

    /// A stream that lies in a stream would be looked for without end.
    pub(super) fn containers(&self) -> Result<(), Refusal> {
        let nested = self.holders.intersection(&self.inside).next().is_some();
        if nested {
            Err(damaged("an object stream within an object stream"))
        } else {
            Ok(())
        }
    }
}
