//! The binary, started on a folder and a database, and killed.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use app::{App, Clock, Setting};
use xtask::wire::Wire;

use super::kept::Ledger;
use super::office::Office;

/// Where the data is.
pub(super) struct Place {
    pub(super) data: PathBuf,
    /// PostgreSQL's address; `None`: SQLite in the folder.
    pub(super) database: Option<String>,
}

impl Place {
    /// What stands there, beside whoever serves it.
    pub(super) fn setting(&self) -> Setting {
        Setting {
            data: self.data.clone(),
            database: self.database.clone(),
            clock: Clock::System,
        }
    }

    pub(super) async fn app(&self) -> App {
        App::open_beside(self.setting()).await.unwrap()
    }

    pub(super) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chamdiem"));
        command.args(words).arg("--data").arg(&self.data);
        command.env_remove("DATABASE_URL");
        if let Some(url) = &self.database {
            command.args(["--database", url]);
        }
        command
    }

    /// Half of an upload, and a file whose record was never written: chance alone may not kill the
    /// process between the two.
    pub(super) fn leave_as_a_crash_would(&self) {
        let files = self.data.join("files");
        std::fs::write(files.join("incoming").join("half"), "nửa tệp").unwrap();
        let folder = files.join("ab");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(
            folder.join(format!("ab{}", "0".repeat(62))),
            "không ai biết",
        )
        .unwrap();
    }

    pub(super) fn chain_is_whole(&self) {
        let output = self.command(&["audit", "verify"]).output().unwrap();
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{words}");
    }
}

/// A server, killed when this goes.
pub(super) struct Process {
    child: Child,
    pub(super) address: String,
}

impl Process {
    pub(super) fn start(place: &Place) -> Process {
        let mut child = place
            .command(&["serve", "--listen", "127.0.0.1:0"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = loop {
            let line = lines.next().expect("it serves").unwrap();
            if let Some((_, address)) = line.split_once("chạy tại http://") {
                break address.trim().to_owned();
            }
        };
        // The log goes on; somebody has to read it. Faults belong in the test's own output.
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                if line.contains("ERROR") {
                    eprintln!("{line}");
                }
            }
        });
        Process { child, address }
    }

    /// The most memory that the process ever had resident.
    pub(super) fn most_kilobytes(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmHWM:"));
        let number = line.and_then(|line| line.split_whitespace().nth(1));
        number.unwrap().parse().unwrap()
    }

    /// SIGKILL: nothing of the process runs after this.
    pub(super) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub(super) fn finds_the_last_remark(&self, office: &Office, ledger: &Ledger) {
        let (words, address) = ledger.last_remark();
        let path = format!(
            "/api/v1/search?kind=comment&q={}",
            xtask::wire::encoded(words)
        );
        let cookie = office.wards[0].cookie.as_str();
        let answer = Wire::to(&self.address)
            .send("GET", &path, &[("cookie", cookie)], b"")
            .unwrap();
        let found: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        let hits = found["hits"].as_array().unwrap();
        let is_it = |hit: &serde_json::Value| hit["address"].as_str().unwrap().ends_with(address);
        assert!(hits.iter().any(is_it), "«{words}» is not found: {found}");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
