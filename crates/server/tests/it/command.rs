//! Runs the binary and keeps what it said.

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a command answered.
pub(crate) struct Answer {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// Runs the command with this standard input.
pub(crate) fn run(args: &[&str], input: &[u8]) -> Answer {
    let mut child = Command::new(env!("CARGO_BIN_EXE_chamdiem"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary is built");
    let mut stdin = child.stdin.take().expect("piped");
    let input = input.to_vec();
    // A command that refuses early closes the pipe; that is no fault of the test.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("the writer ends");
    Answer {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout).expect("UTF-8"),
        err: String::from_utf8(output.stderr).expect("UTF-8"),
    }
}

impl Answer {
    /// Standard output as one JSON value.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).expect("JSON on standard output")
    }

    /// Standard output as one JSON value a line.
    pub(crate) fn lines(&self) -> Vec<Value> {
        let parse = |line: &str| serde_json::from_str(line).expect("a line of JSON");
        self.out.lines().map(parse).collect()
    }
}

/// Asserts a refusal: exit 1, nothing on standard output, one Vietnamese sentence with advice.
#[track_caller]
pub(crate) fn assert_refused(answer: &Answer, why: &str) {
    assert_eq!(answer.code, 1, "{}", answer.err);
    assert_eq!(answer.out, "");
    assert!(answer.err.starts_with("Không "), "{}", answer.err);
    assert!(answer.err.contains(why), "{}", answer.err);
    assert!(answer.err.contains("Đề nghị"), "{}", answer.err);
}

/// A file of the samples.
pub(crate) fn sample(name: &str) -> String {
    format!(
        "{}/../../samples/son-khe/{name}",
        env!("CARGO_MANIFEST_DIR")
    )
}
