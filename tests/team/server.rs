//! A PostgreSQL server of the tests' own, where its programs are found.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs};
use tempfile::TempDir;

/// Makes a server's files and runs it until nobody holds the other end of its input, however the tests end. A server that
/// was killed comes back, as a service does.
const SCRIPT: &str = r#"
set -e
cd "$1"
"$0/initdb" -D data -U postgres -A trust -E UTF8 --no-locale --no-sync >log 2>&1
serve() {
    while [ ! -e stop ]; do
        "$0/postgres" -D data -k "$PWD" -p "$2" -c listen_addresses=127.0.0.1 -c max_connections=120 \
            -c ssl=on -c ssl_cert_file="$PWD/tls.crt" -c ssl_key_file="$PWD/tls.key" >>log 2>&1 || true
    done
}
serve "$0" "$2" </dev/null &
until "$0/psql" -h "$PWD" -p "$2" -U postgres -c "" >/dev/null 2>&1; do :; done
echo ready
cat >/dev/null
touch stop
kill -INT "$(head -1 data/postmaster.pid)" 2>/dev/null || true
wait
cd /
rm -rf "$1"
"#;

/// A server.
pub struct Server {
    bin: PathBuf,
    home: TempDir,
    port: u16,
    /// Ends with the input that it waits for.
    keeper: Child,
}

/// The server of all cases, or none where PostgreSQL is not installed. The reason is then written where a reader of
/// `cargo test` sees it: what is written to the stream itself is not captured.
pub fn server() -> Option<&'static Server> {
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    SERVER
        .get_or_init(|| {
            let bin = programs().filter(|_| cfg!(feature = "postgres"));
            if bin.is_none() {
                let why = if cfg!(feature = "postgres") {
                    "initdb and postgres are neither in PATH nor in /usr/lib/postgresql/*/bin; install the package postgresql"
                } else {
                    "it was built without --features postgres"
                };
                let _ = writeln!(
                    io::stderr(),
                    "SKIPPED: no case of the team's store ran on PostgreSQL, for {why}"
                );
            }
            bin.map(Server::start)
        })
        .as_ref()
}

/// The directory of the server's programs.
fn programs() -> Option<PathBuf> {
    let debian = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut debian: Vec<PathBuf> = debian.map(|entry| entry.path().join("bin")).collect();
    debian.sort();
    let path = env::var_os("PATH").unwrap_or_default();
    let dirs = debian.into_iter().rev().chain(env::split_paths(&path));
    let mut dirs = dirs.filter_map(|dir| fs::canonicalize(dir).ok());
    dirs.find(|dir| {
        ["initdb", "postgres", "psql"]
            .iter()
            .all(|name| dir.join(name).exists())
    })
}

impl Server {
    /// Starts one more server, which is gone with this value or the process.
    pub fn start(bin: PathBuf) -> Self {
        let home = tempfile::Builder::new().prefix("kpg").tempdir().unwrap();
        let key = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        fs::write(home.path().join("tls.crt"), pem("CERTIFICATE", key.cert.der())).unwrap();
        fs::write(
            home.path().join("tls.key"),
            pem("PRIVATE KEY", &key.signing_key.serialize_der()),
        )
        .unwrap();
        fs::set_permissions(home.path().join("tls.key"), fs::Permissions::from_mode(0o600)).unwrap();
        let port = TcpListener::bind("127.0.0.1:0")
            .unwrap()
            .local_addr()
            .unwrap()
            .port();
        let mut keeper = unprivileged(home.path());
        keeper
            .args(["sh", "-c", SCRIPT])
            .arg(&bin)
            .arg(home.path())
            .arg(port.to_string());
        keeper.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut keeper = keeper.spawn().unwrap();
        let mut said = String::new();
        BufReader::new(keeper.stdout.take().unwrap())
            .read_line(&mut said)
            .unwrap();
        let log = || fs::read_to_string(home.path().join("log")).unwrap_or_default();
        assert_eq!(said, "ready\n", "{}", log());
        Self {
            bin,
            home,
            port,
            keeper,
        }
    }

    /// Another server, with the same programs.
    pub fn another(&self) -> Self {
        Self::start(self.bin.clone())
    }

    /// The URL of a schema that nobody has used yet, over a socket.
    pub fn url(&self) -> (String, String) {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let schema = format!("team{}", NEXT.fetch_add(1, Ordering::Relaxed));
        self.sql(&format!("CREATE SCHEMA {schema}"));
        let dir = self.home.path().to_string_lossy().replace('/', "%2F");
        let port = self.port;
        let url = format!("postgresql://postgres@{dir}:{port}/postgres?options=-csearch_path%3D{schema}");
        (url, schema)
    }

    /// The same schema over the network, with TLS.
    pub fn tls_url(&self, schema: &str) -> String {
        let port = self.port;
        format!(
            "postgresql://postgres@localhost:{port}/postgres?options=-csearch_path%3D{schema}&sslmode=verify-full"
        )
    }

    /// What vouches for the server.
    pub fn certificate(&self) -> PathBuf {
        self.home.path().join("tls.crt")
    }

    #[track_caller]
    pub fn sql(&self, statement: &str) -> String {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            let ran = Command::new(self.bin.join("psql"))
                .args(["-qAtX", "-v", "ON_ERROR_STOP=1", "-U", "postgres", "-h"])
                .arg(self.home.path())
                .args(["-p", &self.port.to_string(), "-c", statement])
                .output()
                .unwrap();
            if ran.status.success() {
                return String::from_utf8(ran.stdout).unwrap().trim().to_owned();
            }
            // A server that has crashed comes back.
            let is_down = ran.status.code() == Some(2);
            assert!(is_down && Instant::now() < deadline, "{statement}: {ran:?}");
        }
    }

    /// Ends the server as a crash does. It starts again.
    pub fn crash(&self) {
        let pid = fs::read_to_string(self.home.path().join("data/postmaster.pid")).unwrap_or_default();
        let pid = pid.lines().next().and_then(|pid| pid.parse().ok());
        if let Some(pid) = pid.and_then(rustix::process::Pid::from_raw) {
            let _ = rustix::process::kill_process(pid, rustix::process::Signal::QUIT);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

fn pem(kind: &str, der: &[u8]) -> String {
    let text = BASE64_STANDARD.encode(der);
    let lines = text
        .as_bytes()
        .chunks(64)
        .map(|line| String::from_utf8_lossy(line));
    let lines: Vec<_> = lines.collect();
    format!(
        "-----BEGIN {kind}-----\n{}\n-----END {kind}-----\n",
        lines.join("\n")
    )
}

/// A command of a user who may run the server: root may not.
fn unprivileged(home: &Path) -> Command {
    if !rustix::process::geteuid().is_root() {
        return Command::new("env");
    }
    let user = |name: &str| {
        let found = Command::new("id").args(["-u", name]).output().ok()?;
        String::from_utf8(found.stdout).ok()?.trim().parse::<u32>().ok()
    };
    let id = user("postgres").or_else(|| user("nobody")).unwrap();
    for path in [home.to_owned(), home.join("tls.key")] {
        std::os::unix::fs::chown(path, Some(id), None).unwrap();
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid", &id.to_string(), "--clear-groups", "--"]);
    command
}
