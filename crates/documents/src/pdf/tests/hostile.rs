//! Files that are broken, locked or meant to harm: each is answered, none takes long.

use super::paper::{Page, file, pdf, stream};
use super::read;
use crate::Refusal;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("writes to memory");
    encoder.finish().expect("writes to memory")
}

/// A file of one page with this content stream.
fn page_of(entries: &str, content: &[u8]) -> Vec<u8> {
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>";
    file(
        &[
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
            page.as_bytes().to_vec(),
            stream(entries, content),
        ],
        "",
    )
}

#[test]
fn bombs_are_refused() {
    let bomb = deflated(&vec![b' '; 80 << 20]);
    assert_eq!(
        read(&page_of("/Filter/FlateDecode", &bomb)),
        Err(Refusal::Bomb)
    );
    let twice = deflated(&bomb);
    let filters = "/Filter[/FlateDecode/FlateDecode]";
    assert_eq!(read(&page_of(filters, &twice)), Err(Refusal::Bomb));
}

#[test]
fn deep_nesting_is_refused() {
    for content in [vec![b'['; 1 << 20], b"<<".repeat(1 << 19)] {
        let refused = read(&page_of("", &content));
        assert!(
            matches!(refused, Err(Refusal::TooMany { what: "depth", .. })),
            "{refused:?}"
        );
        let hidden = read(&page_of("/Filter/FlateDecode", &deflated(&content)));
        assert!(
            matches!(hidden, Err(Refusal::TooMany { what: "depth", .. })),
            "{hidden:?}"
        );
    }
}

#[test]
fn page_trees_that_never_end_are_refused() {
    let ring = file(
        &[
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/K#69ds 3 0 R/Count 1>>".to_vec(),
            b"[2 0 R]".to_vec(),
        ],
        "",
    );
    assert!(matches!(read(&ring), Err(Refusal::Damaged { .. })));
    let mut shared = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec()];
    for node in 3..16 {
        let kids = format!("{node} 0 R ").repeat(10);
        shared.push(format!("<</Type/Pages/Kids[{kids}]/Count 1>>").into_bytes());
    }
    shared.push(b"<</Type/Page/MediaBox[0 0 9 9]>>".to_vec());
    assert!(matches!(
        read(&file(&shared, "")),
        Err(Refusal::TooMany { what: "pages", .. })
    ));
}

/// A ring whose objects lie in an object stream, where the library itself does not see it.
#[test]
fn rings_within_object_streams_are_refused() {
    let objects = "1 0 2 30 <</Type/Catalog/Pages 2 0 R>> <</Type/Pages/Kids[2 0 R]/Count 1>>";
    let entries = "/Type/ObjStm/N 2/First 9/Filter/FlateDecode";
    let bytes = file(&[stream(entries, &deflated(objects.as_bytes()))], "");
    assert!(matches!(read(&bytes), Err(Refusal::Damaged { .. })));
}

#[test]
fn object_streams_that_burst_are_refused() {
    let entries = "/Type/ObjStm/N 1/First 4/Filter/FlateDecode";
    let bytes = file(&[stream(entries, &deflated(&vec![b' '; 100 << 20]))], "");
    assert_eq!(read(&bytes), Err(Refusal::Bomb));
}

#[test]
fn forms_that_call_themselves_end() {
    let form = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>";
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R\
                /Resources<</XObject<</X 5 0 R>>>>>>";
    let bytes = file(
        &[
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
            page.as_bytes().to_vec(),
            stream("", b"/X Do"),
            stream(form, b"/X Do /X Do"),
        ],
        "",
    );
    assert_eq!(read(&bytes), Err(Refusal::Empty));
}

#[test]
fn locked_files_are_refused() {
    let hash = "00".repeat(32);
    let lock =
        format!("/Encrypt<</Filter/Standard/V 1/R 2/O<{hash}>/U<{hash}>/P -4>>/ID[<00><00>]");
    let bytes = file(
        &[
            b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]>>".to_vec(),
        ],
        &lock,
    );
    assert_eq!(read(&bytes), Err(Refusal::Encrypted));
}

#[test]
fn garbage_is_damaged() {
    for bytes in [
        &b"%PDF-1.7"[..],
        b"%PDF-1.4 garbage",
        b"%PDF-\xff\xfe\x00endobj obj stream",
    ] {
        assert!(matches!(read(bytes), Err(Refusal::Damaged { .. })));
    }
}

/// A plan in small, as food for mutations.
fn sample() -> Vec<u8> {
    let page = Page::new()
        .text(70.0, 40.0, 10.0, "KẾ HOẠCH")
        .grid(&[50.0, 100.0, 250.0], &[50.0, 80.0, 110.0])
        .text(55.0, 68.0, 10.0, "STT")
        .text(105.0, 98.0, 10.0, "Nhận thức số");
    let mut turned = page.clone();
    turned.entries.push_str("/Rotate 270");
    pdf(&[page, turned])
}

/// A small generator of numbers, the same in every run.
fn next(seed: &mut u64) -> usize {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    usize::try_from(*seed >> 33).expect("31 bits")
}

#[test]
fn damage_of_any_kind_is_answered() {
    let whole = sample();
    let seed = &mut 1;
    for _ in 0..400 {
        let mut bytes = whole.clone();
        for _ in 0..=next(seed) % 6 {
            let at = next(seed) % bytes.len();
            match next(seed) % 4 {
                0 => bytes[at] = u8::try_from(next(seed) % 256).expect("a byte"),
                1 => bytes.truncate(at.max(9)),
                2 => {
                    bytes.drain(at..(at + next(seed) % 40).min(bytes.len()));
                }
                _ => {
                    let from = next(seed) % bytes.len();
                    let piece = bytes[from..(from + 30).min(bytes.len())].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
            if bytes.len() < 16 {
                break;
            }
        }
        match read(&bytes) {
            Ok(source) => assert!(source.blocks.len() < 1_000),
            Err(refusal) => assert_ne!(refusal, Refusal::Bomb),
        }
    }
}
