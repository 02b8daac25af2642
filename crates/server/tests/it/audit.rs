//! `chamdiem audit verify` and `audit replay`.

use std::path::Path;
use std::process::Command;

use app::testing::on_sqlite;

#[test]
fn a_whole_chain_is_0_and_a_broken_one_is_1() {
    on_sqlite(|trial| async move {
        app::account::first_link(&trial.app).await.unwrap();
        app::account::first_link(&trial.app).await.unwrap();
        let run = || {
            let output = Command::new(env!("CARGO_BIN_EXE_chamdiem"))
                .args(["audit", "verify", "--data"])
                .arg(trial.folder())
                .env_remove("DATABASE_URL")
                .output()
                .unwrap();
            let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
            (
                output.status.code(),
                text(output.stdout),
                text(output.stderr),
            )
        };
        let (code, head, words) = run();
        assert_eq!(code, Some(0), "{words}");
        assert!(words.contains("Nhật ký còn nguyên: 2 dòng"), "{words}");
        assert_eq!(head.trim().split(' ').nth(1).unwrap().len(), 64);
        trial
            .meddle("update audit_event set subject_name = 'x' where seq = 2")
            .await;
        let (code, _, words) = run();
        assert_eq!(code, Some(1));
        assert!(words.contains("dòng 2 không khớp mã băm"), "{words}");
    });
}

#[test]
fn a_folder_without_data_is_refused_and_stays_as_it_is() {
    on_sqlite(|trial| async move { refused(&trial.folder().join("files")) });
}

#[track_caller]
fn refused(empty: &Path) {
    let held = std::fs::read_dir(empty).unwrap().count();
    let output = Command::new(env!("CARGO_BIN_EXE_chamdiem"))
        .args(["audit", "verify", "--data"])
        .arg(empty)
        .env_remove("DATABASE_URL")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(std::fs::read_dir(empty).unwrap().count(), held);
}

/// Nothing was judged yet, so that nothing differs; what a forged log says is not believed.
#[test]
fn a_replay_of_a_whole_log_is_0_and_of_a_broken_one_is_1() {
    on_sqlite(|trial| async move {
        app::account::first_link(&trial.app).await.unwrap();
        let run = || {
            let output = Command::new(env!("CARGO_BIN_EXE_chamdiem"))
                .args(["audit", "replay", "--data"])
                .arg(trial.folder())
                .env_remove("DATABASE_URL")
                .output()
                .unwrap();
            let words = String::from_utf8(output.stderr).unwrap();
            (output.status.code(), output.stdout, words)
        };
        let (code, data, words) = run();
        assert_eq!(
            (code, data.as_slice()),
            (Some(0), b"0 0\n".as_slice()),
            "{words}"
        );
        trial
            .meddle("update audit_event set subject_name = 'x' where seq = 1")
            .await;
        let (code, data, words) = run();
        assert_eq!((code, data.len()), (Some(1), 0));
        assert!(words.contains("dòng 1 không khớp mã băm"), "{words}");
    });
}
