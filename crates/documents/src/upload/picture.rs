//! Pictures by their headers alone: kind, width, height. Nothing is decoded.

use super::MediaKind;
use crate::Refusal;
use crate::limits::{PICTURE_PIXELS_MAX, PICTURE_SIDE_MAX};

/// What a header says.
pub(super) struct Picture {
    pub(super) kind: MediaKind,
    pub(super) size: Option<(u32, u32)>,
}

/// The picture, if the file is one; refused when broken or larger than any camera makes.
pub(super) fn read(bytes: &[u8]) -> Result<Option<Picture>, Refusal> {
    let (kind, size) = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        (MediaKind::Png, png(bytes))
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        (MediaKind::Jpeg, jpeg(bytes))
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        (MediaKind::WebP, webp(bytes))
    } else if is_heic(bytes) {
        let picture = Picture {
            kind: MediaKind::Heic,
            size: None,
        };
        return Ok(Some(picture));
    } else {
        return Ok(None);
    };
    let Some((width, height)) = size else {
        return Err(Refusal::Damaged {
            detail: "a picture without a size".to_owned(),
        });
    };
    let pixels = u64::from(width) * u64::from(height);
    let absurd = width.max(height) > PICTURE_SIDE_MAX || pixels > PICTURE_PIXELS_MAX;
    if absurd || pixels == 0 {
        return Err(Refusal::PictureSize { width, height });
    }
    Ok(Some(Picture {
        kind,
        size: Some((width, height)),
    }))
}

fn big(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let number = bytes.get(at..at.checked_add(length)?)?;
    Some(
        number
            .iter()
            .fold(0, |sum, byte| sum << 8 | u32::from(*byte)),
    )
}

fn little(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let number = bytes.get(at..at.checked_add(length)?)?;
    let sum = number.iter().rev();
    Some(sum.fold(0, |sum, byte| sum << 8 | u32::from(*byte)))
}

fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    (bytes.get(12..16)? == b"IHDR").then_some(())?;
    Some((big(bytes, 16, 4)?, big(bytes, 20, 4)?))
}

/// The first frame header; the segments before it are stepped over by their lengths.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        let marker = *bytes.get(at + 1)?;
        match (bytes.get(at)?, marker) {
            (0xff, 0xff) => at += 1,
            (0xff, 0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf) => {
                return Some((big(bytes, at + 7, 2)?, big(bytes, at + 5, 2)?));
            }
            (0xff, 0x01 | 0xd0..=0xd7) => at += 2,
            (0xff, 0xd8..=0xda) | (0..=0xfe, _) => return None,
            (0xff, _) => at += 2 + usize::try_from(big(bytes, at + 2, 2)?).ok()?,
        }
    }
}

fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    match bytes.get(12..16)? {
        b"VP8X" => Some((little(bytes, 24, 3)? + 1, little(bytes, 27, 3)? + 1)),
        b"VP8L" => {
            let bits = little(bytes, 21, 4)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8 " => Some((
            little(bytes, 26, 2)? & 0x3fff,
            little(bytes, 28, 2)? & 0x3fff,
        )),
        _ => None,
    }
}

/// The brands that phones write.
fn is_heic(bytes: &[u8]) -> bool {
    let brand = bytes.get(8..12).unwrap_or_default();
    let brands: [&[u8]; 8] = [
        b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1",
    ];
    bytes.get(4..8) == Some(b"ftyp") && brands.contains(&brand)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: Option<(MediaKind, Option<(u32, u32)>)>) {
        let found = read(bytes).expect("the picture is taken");
        assert_eq!(found.map(|picture| (picture.kind, picture.size)), expected);
    }

    fn png_of(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes
    }

    #[test]
    fn headers_tell_the_size() {
        check(&png_of(640, 480), Some((MediaKind::Png, Some((640, 480)))));
        let jpeg = b"\xff\xd8\xff\xe0\0\x04ab\xff\xff\xc2\0\x11\x08\x01\xe0\x02\x80\x03";
        check(jpeg, Some((MediaKind::Jpeg, Some((640, 480)))));
        let webp = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x7f\x02\0\xdf\x01\0";
        check(webp, Some((MediaKind::WebP, Some((640, 480)))));
        let webp = b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\x30\x01\0\x9d\x01\x2a\x80\x02\xe0\x01";
        check(webp, Some((MediaKind::WebP, Some((640, 480)))));
        check(b"\0\0\0\x18ftypheic\0\0\0\0", Some((MediaKind::Heic, None)));
        check(b"\0\0\0\x18ftypisom\0\0\0\0", None);
        check(b"text", None);
    }

    #[test]
    fn broken_and_absurd_pictures_are_refused() {
        for broken in [
            &png_of(1, 1)[..20],
            b"\xff\xd8\xff",
            b"\xff\xd8\xff\xe0\0\0",
        ] {
            assert!(matches!(read(broken), Err(Refusal::Damaged { .. })));
        }
        for (width, height) in [(u32::MAX, 1), (30_000, 30_000), (0, 5)] {
            let refused = Refusal::PictureSize { width, height };
            assert_eq!(read(&png_of(width, height)).err(), Some(refused));
        }
    }
}
