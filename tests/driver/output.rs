//! The output to the terminal: it takes everything at once, keeps the order, and says when the terminal has it.

use kartoteka::i18n::posix::TerminalCharset;
use kartoteka::tty::output::Output;
use rustix::event::{PollFd, PollFlags, poll};
use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// Where a test waits, it fails after this time.
const DEADLINE: Duration = Duration::from_secs(30);

/// A terminal that takes a piece for each time that it is let.
struct Slow {
    let_go: Receiver<()>,
    taken: Arc<Mutex<Vec<u8>>>,
}

impl Write for Slow {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        self.let_go.recv().map_err(gone)?;
        self.taken.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The output on such a terminal: what lets it take a piece, what it has taken, and what tells that it has all.
type SlowOutput = (Output, Sender<()>, Arc<Mutex<Vec<u8>>>, Receiver<()>);

fn slow() -> SlowOutput {
    let (go, let_go) = channel();
    let taken = Arc::new(Mutex::new(Vec::new()));
    let slow = Slow {
        let_go,
        taken: Arc::clone(&taken),
    };
    let (sender, told) = channel();
    let output = Output::to(slow, telling(sender)).unwrap();
    (output, go, taken, told)
}

fn telling(sender: Sender<()>) -> impl Fn() + Send + Sync {
    move || {
        // The test may have ended.
        let _ = sender.send(());
    }
}

#[test]
fn nobody_who_writes_waits_and_what_was_written_stays_in_order() {
    let (mut output, go, taken, told) = slow();
    let clock = output.clock();
    let before = clock();
    for number in 0..1000 {
        write!(output, "{number};").unwrap();
    }
    assert!(output.backlog() > 0);
    assert_eq!(output.written().unwrap(), None, "the terminal has taken nothing");
    // The first piece may have been taken by the thread before the others were there.
    go.send(()).unwrap();
    go.send(()).unwrap();
    while output.written().unwrap().is_none() {
        told.recv_timeout(DEADLINE).unwrap();
    }
    let all = (0..1000).fold(String::new(), |all, number| format!("{all}{number};"));
    assert_eq!(*taken.lock().unwrap(), all.as_bytes());
    let written = output.written().unwrap().unwrap();
    assert!(before < written && written <= clock());
}

#[test]
fn the_end_does_not_wait_for_a_terminal_that_takes_nothing() {
    let (mut output, go, taken, _told) = slow();
    output.write_all(b"frame").unwrap();
    output.end_with(b"leave");
    assert!(output.write_all(b"more").is_err(), "it has ended");
    assert!(taken.lock().unwrap().is_empty());
    drop(go);
}

#[test]
fn a_terminal_that_is_gone_is_told_to_whoever_writes_next() {
    let (mut output, go, _, told) = slow();
    output.write_all(b"frame").unwrap();
    drop(go);
    told.recv_timeout(DEADLINE).unwrap();
    let kinds = [
        output.written().unwrap_err().kind(),
        output.write_all(b"more").unwrap_err().kind(),
    ];
    assert_eq!(kinds, [io::ErrorKind::BrokenPipe; 2]);
    assert!(!output.drain(DEADLINE));
}

/// A terminal in raw mode: the end that is read, and the one that is written to.
fn terminal() -> (File, File) {
    let pair = portable_pty::native_pty_system().openpty(portable_pty::PtySize::default());
    let pair = pair.unwrap();
    let mut open = OpenOptions::new();
    open.read(true).write(true);
    let no_control = i32::try_from(rustix::fs::OFlags::NOCTTY.bits()).unwrap();
    let slave = open
        .custom_flags(no_control)
        .open(pair.master.tty_name().unwrap());
    let slave = slave.unwrap();
    let mut modes = rustix::termios::tcgetattr(&slave).unwrap();
    modes.make_raw();
    rustix::termios::tcsetattr(&slave, rustix::termios::OptionalActions::Now, &modes).unwrap();
    let fd = pair.master.as_raw_fd().unwrap();
    let master = filedescriptor::FileDescriptor::dup(&fd)
        .unwrap()
        .as_file()
        .unwrap();
    (master, slave)
}

/// What the terminal is sent, up to this.
fn read_until(mut master: &File, end: &[u8]) -> Vec<u8> {
    let mut read = Vec::new();
    let deadline = Instant::now() + DEADLINE;
    while !read.ends_with(end) {
        assert!(Instant::now() < deadline, "{} bytes", read.len());
        let mut ready = [PollFd::new(&master, PollFlags::IN)];
        poll(&mut ready, Some(&DEADLINE.try_into().unwrap())).unwrap();
        let mut piece = [0; 4096];
        let count = master.read(&mut piece).unwrap();
        read.extend_from_slice(&piece[..count]);
    }
    read
}

#[test]
fn a_full_terminal_gets_the_rest_when_it_is_read_and_the_shell_keeps_its_modes() {
    let (master, slave) = terminal();
    let (sender, told) = channel();
    let mut output = Output::on(&slave, TerminalCharset::Utf8, telling(sender)).unwrap();
    output.write_all(b"at once").unwrap();
    assert!(output.written().unwrap().is_some(), "there is room");
    let flags = rustix::fs::fcntl_getfl(&slave).unwrap();
    assert!(
        !flags.contains(rustix::fs::OFlags::NONBLOCK),
        "it is shared with others"
    );
    let frame = (0..20_000).fold(String::new(), |frame, number| frame + &number.to_string());
    output.write_all(frame.as_bytes()).unwrap();
    output.write_all(b"end").unwrap();
    assert_eq!(output.written().unwrap(), None);
    let read = read_until(&master, b"end");
    assert!(
        read == format!("at once{frame}end").into_bytes(),
        "nothing is lost or moved"
    );
    told.recv_timeout(DEADLINE).unwrap();
    assert!(output.written().unwrap().is_some());
}

#[test]
fn the_last_words_reach_a_full_terminal_and_nothing_behind_them() {
    let (master, slave) = terminal();
    let mut output = Output::on(&slave, TerminalCharset::Utf8, || ()).unwrap();
    output.write_all("x".repeat(100_000).as_bytes()).unwrap();
    output.end_with(b"leave");
    assert!(output.write_all(b"more").is_err());
    let read = read_until(&master, b"\x18leave");
    assert!(read.len() < 50_000, "what the terminal had not shown is dropped");
}

#[test]
fn letters_go_out_in_the_character_set() {
    let (master, slave) = terminal();
    let latin = TerminalCharset::Single(encoding_rs::ISO_8859_2);
    let mut output = Output::on(&slave, latin, || ()).unwrap();
    output.write_all("Żółć.".as_bytes()).unwrap();
    assert_eq!(
        read_until(&master, b"."),
        &*encoding_rs::ISO_8859_2.encode("Żółć.").0
    );
}
