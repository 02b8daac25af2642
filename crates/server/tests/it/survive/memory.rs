//! Large files, several at once: the process never holds them whole beside each other.

use app::testing::with_both;
use serde_json::Value;
use xtask::wire::Wire;

use super::office::Office;
use super::process::{Place, Process};

/// Bytes of each file: a scan of two hundred pages.
const LARGE: usize = 47 << 20;
/// Files sent at the same time.
const AT_ONCE: usize = 6;
/// What the process may have in memory, at any moment.
const RESIDENT_KILOBYTES_MAX: u64 = 150 << 10;

#[test]
fn large_files_come_and_go_in_pieces() {
    with_both(|database| {
        // Which database it is changes nothing here.
        if database.is_some() {
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let place = Place {
            data: folder.path().to_owned(),
            database,
        };
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let office = runtime.block_on(Office::fill(&place));
        let process = Process::start(&place);
        let idle = process.most_kilobytes();
        let threads: Vec<_> = (0..AT_ONCE)
            .map(|number| {
                let (ward, address) = (office.wards[0].clone(), process.address.clone());
                std::thread::spawn(move || {
                    let bytes = large(number);
                    let kind = if number.is_multiple_of(2) {
                        "pdf"
                    } else {
                        "png"
                    };
                    let slug = &ward.unit.slug;
                    let path = format!("/api/v1/units/{slug}/evidence?name=quet-{number}.{kind}");
                    let headers = [
                        ("cookie", ward.cookie.as_str()),
                        ("content-type", "application/octet-stream"),
                    ];
                    let mut wire = Wire::to(&address);
                    let answer = wire.send("POST", &path, &headers, &bytes).unwrap();
                    assert_eq!(answer.status, 201, "{}", answer.text());
                    let taken: Value = serde_json::from_slice(&answer.body).unwrap();
                    let id = taken["files"][0]["evidence"]["id"].as_str().unwrap();
                    let path = format!("/api/v1/evidence/{id}/file");
                    let back = wire.send("GET", &path, &headers[..1], b"").unwrap();
                    assert!(back.body == bytes, "{} bytes came back", back.body.len());
                })
            })
            .collect();
        for thread in threads {
            thread.join().unwrap();
        }
        let most = process.most_kilobytes();
        eprintln!("{AT_ONCE} files of {LARGE} bytes: {idle} KB before, at most {most} KB resident");
        assert!(most < RESIDENT_KILOBYTES_MAX, "{most} KB");
    });
}

/// A scan: one picture that fills the file, as itself or as a PDF's only page.
fn large(number: usize) -> Vec<u8> {
    let noise = noise(number);
    let (before, after) = if number.is_multiple_of(2) {
        let head = format!(
            "%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n\
             2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n\
             3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]\
             /Resources<</XObject<</I 4 0 R>>>>>>\nendobj\n\
             4 0 obj\n<</Type/XObject/Subtype/Image/Width 7000/Height 7000/ColorSpace/DeviceGray\
             /BitsPerComponent 8/Filter/DCTDecode/Length {}>>\nstream\n",
            LARGE / noise.len() * noise.len()
        );
        let foot = "\nendstream\nendobj\ntrailer\n<</Root 1 0 R/Size 5>>\n%%EOF\n";
        (head.into_bytes(), foot.as_bytes())
    } else {
        let mut head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        head.extend([0, 0, 27, 88, 0, 0, 27, 88, 8, 0, 0, 0, 0]);
        (head, b"".as_slice())
    };
    let mut bytes = before;
    for _ in 0..LARGE / noise.len() {
        bytes.extend(&noise);
    }
    bytes.extend(after);
    bytes
}

/// A stretch of noise that means nothing to any reader.
fn noise(seed: usize) -> Vec<u8> {
    let mut state = seed as u64 + 7;
    let byte = |_| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        // Above ASCII: no brackets, no words.
        0x80 | u8::try_from(state >> 57).unwrap()
    };
    (0..1 << 18).map(byte).collect()
}
