//! Programs and scripts, by their first bytes, and by a name that a system would run.

use crate::Refusal;

/// Marks of programs that `sniff` has no need to know.
const PROGRAMS: [(&[u8], &str); 9] = [
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"\xca\xfe\xba\xbe", "Java, macOS"),
    (b"\xcf\xfa\xed\xfe", "macOS"),
    (b"\xce\xfa\xed\xfe", "macOS"),
    (b"dex\n", "Android"),
    (b"\0asm", "WebAssembly"),
    (b"L\0\0\0\x01\x14\x02\0", "LNK"),
    (b"MSCF", "CAB"),
];

/// Extensions that a system runs on a double click.
const RUN: [&str; 24] = [
    "exe", "com", "bat", "cmd", "scr", "pif", "msi", "js", "jse", "vbs", "vbe", "wsf", "hta",
    "ps1", "lnk", "url", "jar", "reg", "sh", "php", "dll", "apk", "py", "chm",
];

/// First words of scripts.
const SCRIPTS: [&str; 9] = [
    "#!",
    "@echo",
    "<?php",
    "<%",
    "<script",
    "on error resume next",
    "windows registry editor",
    "[internetshortcut]",
    "regedit4",
];

/// Refuses what runs.
pub(super) fn program(bytes: &[u8], name: &str) -> Result<(), Refusal> {
    for (mark, found) in PROGRAMS {
        // «MZ» also begins words: a program has zero bytes soon.
        let binary = bytes.iter().take(512).any(|byte| *byte == 0);
        if bytes.starts_with(mark) && binary {
            return Err(Refusal::Program { found });
        }
    }
    let extension = name.trim().rsplit_once('.').map(|(_, extension)| extension);
    let run = RUN
        .iter()
        .find(|run| extension.is_some_and(|found| found.eq_ignore_ascii_case(run)));
    if let Some(found) = run {
        return Err(Refusal::Program { found });
    }
    Ok(())
}

/// Refuses text that a browser or a shell would act on.
pub(super) fn active(text: &str) -> Result<(), Refusal> {
    let head: String = text.trim_start().chars().take(65_536).collect();
    let head = head.to_lowercase();
    if SCRIPTS.iter().any(|script| head.starts_with(script)) {
        return Err(Refusal::Program { found: "script" });
    }
    let tags = [
        ("<svg", "SVG"),
        ("<html", "HTML"),
        ("<script", "HTML"),
        ("<iframe", "HTML"),
        ("<!doctype", "HTML"),
        ("<!entity", "XML"),
        ("<?xml-stylesheet", "XML"),
        ("<xsl:", "XML"),
    ];
    match tags.iter().find(|(tag, _)| head.contains(tag)) {
        Some((_, found)) => Err(Refusal::Active { found }),
        None => Ok(()),
    }
}
