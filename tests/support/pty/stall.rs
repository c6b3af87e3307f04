//! A terminal that nobody reads, as after Ctrl+S or on a line that is stuck.

use super::{DEADLINE, Pty, Shared};
use rustix::event::{PollFd, PollFlags, poll};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Read as _, Write as _};
use std::os::fd::AsRawFd as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::os::unix::net::UnixStream;
use std::sync::PoisonError;
use std::time::{Duration, Instant};

impl Pty {
    /// Stops reading, and fills the terminal with what no screen shows, so that it takes not one byte more.
    pub fn stall(&mut self) {
        self.tell_reader(true);
        self.fill();
    }

    /// Stops reading. The terminal takes some more until it is full.
    pub fn look_away(&mut self) {
        self.tell_reader(true);
    }

    /// Stops reading, and has the program itself fill the terminal, which has a new size again and again, until it takes not
    /// one byte more; and some sizes more.
    pub fn fill_by_sizes(&mut self, (columns, rows): (u16, u16)) {
        self.look_away();
        let mut more = 3;
        for number in 0.. {
            self.resize(columns - number % 2, rows);
            self.look_on(Duration::from_millis(5));
            more -= u16::from(self.is_full());
            if more == 0 {
                return;
            }
        }
    }

    /// Reads again.
    pub fn resume(&mut self) {
        self.tell_reader(false);
    }

    fn tell_reader(&mut self, stalled: bool) {
        let master = self.master.as_mut().expect("not hung up");
        master.stop.write_all(&[u8::from(stalled)]).unwrap();
        let guard = self.shared.lock();
        let waiting = |state: &mut super::State| state.stalled != stalled;
        let woken = self.shared.changed.wait_timeout_while(guard, DEADLINE, waiting);
        let (state, _) = woken.unwrap_or_else(PoisonError::into_inner);
        assert_eq!(state.stalled, stalled, "the reader does not listen");
    }

    fn fill(&self) {
        let path = format!("/proc/self/fd/{}", self.slave.as_raw_fd());
        let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
        let flags = i32::try_from(flags.bits()).unwrap();
        let filler = OpenOptions::new()
            .write(true)
            .custom_flags(flags)
            .open(path)
            .unwrap();
        self.wait_unseen("had its terminal filled", || {
            loop {
                match (&filler).write(&[0; 64]) {
                    Ok(_) => {}
                    Err(error) if error.kind() == ErrorKind::WouldBlock => return self.is_full(),
                    Err(error) => panic!("the terminal cannot be filled: {error}"),
                }
            }
        });
    }

    /// Whether the terminal takes nothing: there is no room, nor will the system make some by handing on what it has.
    pub fn is_full(&self) -> bool {
        const HANDED_ON: u64 = 4095;
        let master = self.master.as_ref().expect("not hung up");
        let mut ready = [PollFd::new(&self.slave, PollFlags::OUT)];
        let none = poll(&mut ready, Some(&rustix::event::Timespec::default())).unwrap() == 0;
        none && rustix::io::ioctl_fionread(&master.keyboard).unwrap() >= HANDED_ON
    }

    /// Types, and waits until the program has read all of it. Nobody need be reading what it writes.
    #[track_caller]
    pub fn send_unseen(&mut self, keys: &str) {
        let before = self.reader();
        self.send(keys);
        let typed = keys.len() as u64;
        self.wait_unseen("read what was typed", || {
            let now = self.reader();
            match (before.bytes, now.bytes) {
                (Some(before), Some(now)) => now >= before + typed,
                _ => now.waits > before.waits && rustix::io::ioctl_fionread(&self.slave).unwrap() == 0,
            }
        });
    }

    /// How far the thread of the program has come that reads keys or lines.
    fn reader(&self) -> Reader {
        let tasks = fs::read_dir(format!("/proc/{}/task", self.pid())).unwrap();
        let mut tasks = tasks.filter_map(|task| Some(task.ok()?.path()));
        let reader = tasks.find(|task| {
            let name = fs::read_to_string(task.join("comm")).unwrap_or_default();
            ["keys", "lines"].contains(&name.trim())
        });
        let number = |file: &str, name: &str| -> Option<u64> {
            let text = fs::read_to_string(reader.as_ref()?.join(file)).ok()?;
            let number = text.lines().find_map(|line| line.strip_prefix(name))?;
            Some(number.trim().parse().unwrap())
        };
        Reader {
            bytes: number("io", "rchar:"),
            waits: number("status", "voluntary_ctxt_switches:").unwrap_or_default(),
        }
    }

    /// Waits until something is so that is not on the screen.
    #[track_caller]
    pub fn wait_unseen(&self, what: &str, is_so: impl Fn() -> bool) {
        let deadline = Instant::now() + DEADLINE;
        while !is_so() {
            assert!(Instant::now() < deadline, "the program has not {what}");
            self.look_on(Duration::from_millis(2));
        }
    }
}

/// How far the program's reader has come.
struct Reader {
    /// How many bytes it has read; none where that is for nobody's eyes but the superuser's.
    bytes: Option<u64>,
    /// How often it has waited for something.
    waits: u64,
}

/// Stops the reader until it may go on, or ends it; false where it is to end.
pub(super) fn stands_still(mut stopped: &UnixStream, shared: &Shared) -> bool {
    let mut order = [0];
    loop {
        if !matches!(stopped.read(&mut order), Ok(1)) {
            return false;
        }
        let stalled = order == [1];
        shared.lock().stalled = stalled;
        shared.changed.notify_all();
        if !stalled {
            return true;
        }
    }
}
