//! The same keys, typed into a built program on a terminal.

use super::support::pty::Pty;
use jiff::Timestamp;
use kartoteka::customer::SubmissionState;
use kartoteka::store::Store;
use std::error::Error;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PASSWORD: (&str, &str) = ("KARTOTEKA_BENCH_PASSWORD", "api_pass");
/// What the review says of a card that can be sent, and the line that says that a customer was created.
const READY: &str = "Enter sends";
const CREATED: &str = "Created: customer_id";
/// How long a key may stay without an effect that can be seen: as long as it takes an operator to press the next one.
const UNSEEN: Duration = Duration::from_millis(250);

/// An embedded CRM of its own. Dropping it ends it.
struct Crm {
    child: Child,
    url: String,
}

impl Crm {
    fn start(program: &str) -> Result<Self, Box<dyn Error>> {
        let mut child = Command::new(program)
            .args(["--lang", "en", "sandbox", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let output = child.stdout.take().ok_or("no output")?;
        for line in BufReader::new(output).lines() {
            let line = line?;
            let url = line.split_whitespace().find(|word| word.starts_with("http://"));
            if let Some(url) = url {
                let url = url.trim_end_matches(|end: char| !end.is_ascii_digit()).to_owned();
                return Ok(Self { child, url });
            }
        }
        Err("the CRM did not start".into())
    }
}

impl Drop for Crm {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Writes the settings with the URL of the CRM in them; gives the file's path.
pub fn write_settings(home: &Path, settings: &str, url: &str) -> Result<PathBuf, Box<dyn Error>> {
    use std::os::unix::fs::PermissionsExt as _;
    let path = home.join("kartoteka.toml");
    fs::write(&path, settings.replace("BASE_URL", url))?;
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
    Ok(path)
}

/// Types the keys of each card into the program, and compares what its history has then with these payloads.
pub fn replay(
    program: &str,
    settings: &str,
    cards: &[Vec<String>],
    payloads: &[&str],
) -> Result<(), Box<dyn Error>> {
    let program = fs::canonicalize(program)?.display().to_string();
    let home = tempfile::tempdir()?;
    let crm = Crm::start(&program)?;
    let config = write_settings(home.path(), settings, &crm.url)?
        .display()
        .to_string();
    let home = home.path().display().to_string();
    let args = ["--config", &config, "--data-dir", &home];
    let env = [("HOME", home.as_str()), ("LANG", "C.UTF-8"), PASSWORD];
    let mut pty = Pty::start(&program, &args, &env, (120, 40));
    pty.wait_for_text("F1");
    for keys in cards {
        for (number, key) in keys.iter().enumerate() {
            press(&mut pty, key)?;
            // The last key but one opens the review, and the last one sends.
            match keys.len() - number {
                2 => pty.wait_for_text(READY),
                1 => pty.wait_for_text(CREATED),
                _ => {}
            }
        }
    }
    drop(pty);
    let store = Store::open(Path::new(&home), Timestamp::now()).map_err(|error| format!("{error:?}"))?;
    let rows = store
        .history("", 1000)
        .map_err(|error| format!("{error:?}"))?
        .rows;
    let mut created = Vec::new();
    for row in rows
        .iter()
        .rev()
        .filter(|row| row.state == SubmissionState::Created)
    {
        let record = store
            .submission(&row.attempt)
            .map_err(|error| format!("{error:?}"))?;
        created.extend(record.map(|record| record.sent.payload));
    }
    if created.len() != payloads.len() {
        return Err(format!("{} customers were created", created.len()).into());
    }
    let other = created
        .iter()
        .zip(payloads)
        .find(|(created, typed)| created != typed);
    if let Some((created, typed)) = other {
        return Err(format!("another customer was created: {created} instead of {typed}").into());
    }
    Ok(())
}

/// Presses a key, and waits until the screen shows it, or an operator would press the next one.
fn press(pty: &mut Pty, key: &str) -> Result<(), String> {
    let bytes = match key {
        "Tab" => "\t",
        "Enter" => "\r",
        "Space" => " ",
        "PgDn" => "\x1b[6~",
        "Right" => "\x1b[C",
        "F8" => "\x1b[19~",
        "Ctrl+X" => "\x18",
        letter if letter.chars().count() == 1 => letter,
        other => return Err(format!("no bytes for {other}")),
    };
    let (before, sent) = (pty.byte_count(), Instant::now());
    pty.send(bytes);
    while pty.byte_count() == before && sent.elapsed() < UNSEEN {
        std::thread::sleep(Duration::from_millis(1));
    }
    Ok(())
}
