//! Takes the four faces of Libertinus Serif out of a package, so that only they get into the
//! program. The family was drawn to take the place of Times, covers Vietnamese, and is free (SIL
//! Open Font License); the repository holds no font.

use std::path::Path;
use std::{env, fs};

const FACES: [&str; 4] = [
    "LibertinusSerif-Regular",
    "LibertinusSerif-Bold",
    "LibertinusSerif-Italic",
    // The bold italic lacks ơ and ư.
    "LibertinusSerif-SemiboldItalic",
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = env::var("OUT_DIR").expect("set by cargo");
    for face in FACES {
        let font = typst_assets::fonts()
            .find(|font| is_named(font, face))
            .unwrap_or_else(|| panic!("the package of fonts holds no {face}"));
        let path = Path::new(&folder).join(format!("{face}.otf"));
        fs::write(&path, font).expect("the folder of the build can be written");
    }
}

/// The name of a face stands in its CFF table as it is.
fn is_named(font: &[u8], face: &str) -> bool {
    font.windows(face.len() + 1).any(|bytes| {
        let (name, next) = bytes.split_at(face.len());
        name == face.as_bytes() && !next[0].is_ascii_alphabetic()
    })
}
