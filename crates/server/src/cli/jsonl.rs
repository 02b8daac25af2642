//! One request a line, one answer a line. A bad line answers with an error and the next is read;
//! memory is bounded by the longest line allowed.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::{Value, json};

use super::Exit;
use crate::vi;

/// A longer line is refused without being kept.
const LINE_BYTES_MAX: usize = 4 << 20;

/// Answers every line of standard input on standard output.
pub(crate) fn serve(answer: impl Fn(&Value) -> Result<String, String>) -> Exit {
    let mut input = BufReader::with_capacity(1 << 16, io::stdin().lock());
    let mut output = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut tally = Tally::default();
    let ended = run(&mut input, &mut output, &answer, &mut tally).and_then(|()| output.flush());
    match (ended, tally) {
        (_, Tally { ours, .. }) if ours > 0 => Exit::OurFault,
        (Err(_), _) => Exit::Refused,
        (Ok(()), Tally { good: 0, bad, .. }) if bad > 0 => Exit::Refused,
        (Ok(()), _) => Exit::Done,
    }
}

#[derive(Default)]
struct Tally {
    good: u64,
    bad: u64,
    ours: u64,
}

fn run<R: Read>(
    input: &mut BufReader<R>,
    output: &mut impl Write,
    answer: &impl Fn(&Value) -> Result<String, String>,
    tally: &mut Tally,
) -> io::Result<()> {
    let mut line = Vec::new();
    loop {
        line.clear();
        let limit = LINE_BYTES_MAX as u64 + 1;
        if input.by_ref().take(limit).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let whole = line.ends_with(b"\n");
        if line.len() > LINE_BYTES_MAX && !whole {
            skip_line(input)?;
            writeln!(output, "{}", error(&Value::Null, vi::jsonl::TOO_LONG))?;
            tally.bad += 1;
        } else if !line.trim_ascii().is_empty() {
            writeln!(output, "{}", one(&line, answer, tally))?;
        }
        // Someone may be waiting for this answer before asking again.
        if input.buffer().is_empty() {
            output.flush()?;
        }
    }
}

fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let (used, found) = {
            let buffer = input.fill_buf()?;
            let newline = buffer.iter().position(|byte| *byte == b'\n');
            (newline.map_or(buffer.len(), |at| at + 1), newline.is_some())
        };
        input.consume(used);
        if found || used == 0 {
            return Ok(());
        }
    }
}

fn one(
    line: &[u8],
    answer: &impl Fn(&Value) -> Result<String, String>,
    tally: &mut Tally,
) -> String {
    // A byte order mark is a habit of some editors, not a fault.
    let line = line
        .strip_prefix("\u{feff}".as_bytes())
        .unwrap_or(line)
        .trim_ascii();
    let request: Value = match serde_json::from_slice(line) {
        Ok(request) => request,
        Err(fault) => {
            tally.bad += 1;
            return error(&Value::Null, &vi::jsonl::unreadable(&fault));
        }
    };
    let id = request.get("id").unwrap_or(&Value::Null);
    match catch_unwind(AssertUnwindSafe(|| answer(&request))) {
        Ok(Ok(answer)) => {
            tally.good += 1;
            answer
        }
        Ok(Err(refusal)) => {
            tally.bad += 1;
            error(id, &refusal)
        }
        Err(_) => {
            tally.ours += 1;
            error(id, vi::jsonl::OUR_FAULT)
        }
    }
}

fn error(id: &Value, sentence: &str) -> String {
    json!({ "id": id, "error": sentence }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(input: &[u8]) -> (String, Tally) {
        let (mut output, mut tally) = (Vec::new(), Tally::default());
        let answer = |request: &Value| match request["id"].as_i64() {
            Some(id) => Ok(id.to_string()),
            None => Err("không".to_owned()),
        };
        run(&mut BufReader::new(input), &mut output, &answer, &mut tally).unwrap();
        (String::from_utf8(output).unwrap(), tally)
    }

    #[test]
    fn a_bad_line_never_stops_the_rest() {
        let input = b"{\"id\":1}\n\nnot json\n{\"id\":\"x\"}\n\xff\xfe\n\xef\xbb\xbf{\"id\":2}\r\n{\"id\":3}";
        let (output, tally) = answers(input);
        let lines: Vec<&str> = output.lines().collect();
        assert_eq!(lines.len(), 6, "{output}");
        assert_eq!((lines[0], lines[4], lines[5]), ("1", "2", "3"));
        assert!(lines[1].contains("\"error\"") && lines[2].contains("\"id\":\"x\""));
        assert_eq!((tally.good, tally.bad, tally.ours), (3, 3, 0));
    }

    #[test]
    fn a_line_without_end_is_refused_and_skipped() {
        let mut input = vec![b'['; LINE_BYTES_MAX + 70_000];
        input.extend(b"\n{\"id\":7}\n");
        let (output, _) = answers(&input);
        assert_eq!(
            output.lines().count(),
            2,
            "{}",
            &output[..200.min(output.len())]
        );
        assert!(output.ends_with("\n7\n"));
    }
}
