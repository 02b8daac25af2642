//! A plain HTTP/1.1 client on one kept connection: enough to measure a server of ours and to cut
//! it off in the middle. Not a general client.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

/// A connection, with the session's cookie.
pub struct Wire {
    address: String,
    stream: Option<BufReader<TcpStream>>,
    cookie: Option<String>,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    /// 200, 303 …
    pub status: u16,
    /// Names in lower case.
    pub headers: BTreeMap<String, String>,
    /// As sent: nothing is unpacked.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Milliseconds that the server itself needed, from its `Server-Timing`.
    pub fn server_ms(&self) -> Option<f64> {
        let timing = self.headers.get("server-timing")?;
        timing
            .split("dur=")
            .nth(1)?
            .split([';', ','])
            .next()?
            .parse()
            .ok()
    }
}

impl Wire {
    /// To `127.0.0.1:8080`; connects with the first request.
    pub fn to(address: &str) -> Wire {
        Wire {
            address: address.to_owned(),
            stream: None,
            cookie: None,
        }
    }

    /// Signs in; fails when it is refused.
    pub fn sign_in(&mut self, login: &str, password: &str) -> Result<()> {
        let answer = self.form("/dang-nhap", &[("login", login), ("password", password)])?;
        if answer.status != 303 || self.cookie.is_none() {
            bail!("signing in as {login}: {}", answer.status);
        }
        Ok(())
    }

    /// Reads an address.
    pub fn get(&mut self, path: &str) -> Result<Answer> {
        self.send("GET", path, &[], b"")
    }

    /// Sends a form as a page of ours would.
    pub fn form(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Answer> {
        let body = fields
            .iter()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect::<Vec<_>>()
            .join("&");
        let kind = ("content-type", "application/x-www-form-urlencoded");
        self.send("POST", path, &[kind], body.as_bytes())
    }

    /// Sends one file as a page of ours would.
    pub fn file(&mut self, path: &str, name: &str, bytes: &[u8]) -> Result<Answer> {
        let edge = "----chamdiem-edge";
        let mut body = format!(
            "--{edge}\r\ncontent-disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
             content-type: application/octet-stream\r\n\r\n"
        )
        .into_bytes();
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{edge}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={edge}");
        self.send("POST", path, &[("content-type", &kind)], &body)
    }

    /// Any request.
    pub fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Result<Answer> {
        let mut head = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\nsec-fetch-site: same-origin\r\ncontent-length: {}\r\n",
            self.address,
            body.len()
        );
        if let Some(cookie) = &self.cookie {
            write!(head, "cookie: {cookie}\r\n")?;
        }
        for (name, value) in headers {
            write!(head, "{name}: {value}\r\n")?;
        }
        head.push_str("\r\n");
        let mut whole = head.into_bytes();
        whole.extend_from_slice(body);
        match self.exchange(&whole) {
            Ok(answer) => Ok(answer),
            Err(error) => {
                self.stream = None;
                Err(error)
            }
        }
    }

    fn exchange(&mut self, request: &[u8]) -> Result<Answer> {
        if self.stream.is_none() {
            let stream = TcpStream::connect(&self.address).context("connecting")?;
            stream.set_nodelay(true)?;
            stream.set_read_timeout(Some(Duration::from_mins(1)))?;
            self.stream = Some(BufReader::new(stream));
        }
        let stream = self.stream.as_mut().context("connected")?;
        stream.get_mut().write_all(request)?;
        let answer = read(stream)?;
        if let Some(cookie) = answer.headers.get("set-cookie") {
            self.cookie = cookie.split(';').next().map(str::to_owned);
        }
        Ok(answer)
    }
}

fn read(stream: &mut BufReader<TcpStream>) -> Result<Answer> {
    let status = line(stream)?;
    let status = status.split(' ').nth(1).context("a status")?.parse()?;
    let mut headers = BTreeMap::new();
    loop {
        let line = line(stream)?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        headers.insert(name.to_lowercase(), value.trim().to_owned());
    }
    let body = if headers
        .get("transfer-encoding")
        .is_some_and(|how| how == "chunked")
    {
        chunks(stream)?
    } else {
        let length = headers
            .get("content-length")
            .map_or(Ok(0), |text| text.parse())?;
        let mut body = vec![0; length];
        stream.read_exact(&mut body)?;
        body
    };
    Ok(Answer {
        status,
        headers,
        body,
    })
}

fn chunks(stream: &mut BufReader<TcpStream>) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let length = usize::from_str_radix(line(stream)?.trim(), 16)?;
        let begin = body.len();
        body.resize(begin + length, 0);
        stream.read_exact(&mut body[begin..])?;
        line(stream)?;
        if length == 0 {
            return Ok(body);
        }
    }
}

fn line(stream: &mut BufReader<TcpStream>) -> Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line)? == 0 {
        bail!("the connection ended");
    }
    line.truncate(line.trim_end().len());
    Ok(line)
}

/// For a form's body: everything but letters and digits as %XX.
pub fn encoded(text: &str) -> String {
    text.bytes().fold(String::new(), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}
