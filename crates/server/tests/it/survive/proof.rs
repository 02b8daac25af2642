//! Files to upload: text that is read, pictures that are only looked at; the same for the same seed.

/// A file of its own for each seed: its name and its bytes.
pub(super) fn file(seed: usize) -> (String, Vec<u8>) {
    if seed.is_multiple_of(3) {
        (format!("anh-{seed}.png"), picture(seed))
    } else {
        (format!("quyet-dinh-{seed}.txt"), decision(seed))
    }
}

fn decision(seed: usize) -> Vec<u8> {
    let line = format!("Điều {seed}. Các phòng, ban chịu trách nhiệm thi hành quyết định này.\n");
    let head = format!(
        "ỦY BAN NHÂN DÂN\nPHƯỜNG SƠN KHÊ\nSố: {}/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề việc thử lần {seed}\n\n",
        1 + seed
    );
    (head + &line.repeat(5 + seed % 400)).into_bytes()
}

/// The head of a PNG and noise: what a camera sends is not smaller when it is packed.
fn picture(seed: usize) -> Vec<u8> {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend([0, 0, 4, 0, 0, 0, 3, 0, 8, 2, 0, 0, 0]);
    let mut state = seed as u64 + 1;
    for _ in 0..40_000 + seed % 7 * 20_000 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        bytes.extend((state >> 33).to_le_bytes().first());
    }
    bytes
}
