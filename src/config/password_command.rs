//! Runs `password_command`: in a process group of its own that ends with us, with a limit to its time and to what it
//! prints. A password manager may ask for something at the terminal meanwhile, so that its group is in the foreground.

use super::error::CommandFailure;
use crate::os::signals::{self, DeferredSignals};
use nix::sys::signal::{SigSet, Signal as Nix};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, read};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, getpgrp, kill_process_group, waitid};
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetpgrp, tcsetattr, tcsetpgrp};
use secrecy::zeroize::Zeroizing;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// What the command may print, in bytes.
const MOST_BYTES: usize = 64 * 1024;
/// How much is kept of what it prints on stderr, in bytes.
const MOST_WORDS: usize = 4 * 1024;
/// How much is read at once, in bytes.
const CHUNK: usize = 4 * 1024;
/// How often is read what it has left in the pipes, which hold as much as a command may print.
const MOST_READS: usize = 64;
/// How often it is looked whether it has ended.
const TICK: Duration = Duration::from_millis(10);
/// How long it may take to end when it is asked to.
const GRACE: Duration = Duration::from_millis(200);

/// How the command ended, and what it printed.
pub(super) struct CommandOutput {
    pub status: ExitStatus,
    pub stdout: Zeroizing<Vec<u8>>,
    pub stderr: Vec<u8>,
}

/// Runs the command in a shell that does not have these variables. A signal that ends the program ends the command first.
pub(super) fn run<'a>(
    command: &str,
    hidden: impl Iterator<Item = &'a str>,
    limit: Duration,
) -> Result<CommandOutput, CommandFailure> {
    let held = DeferredSignals::begin();
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).process_group(0);
    shell
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    for name in hidden {
        shell.env_remove(name);
    }
    let until = Instant::now() + limit;
    let mut running = Running::new(shell.spawn().map_err(CommandFailure::Shell)?);
    let status = loop {
        if let Some(signal) = held.seen() {
            drop(running);
            signals::end_by(signal);
        }
        if Instant::now() >= until {
            return Err(CommandFailure::TimedOut(limit));
        }
        running.read(TICK).map_err(CommandFailure::Shell)?;
        if running.stdout.len() > MOST_BYTES {
            return Err(CommandFailure::TooLong);
        }
        if let Some(status) = running.ended().map_err(CommandFailure::Shell)? {
            break status;
        }
    };
    // What is in the pipe is the command's; no other process that keeps it open is waited for.
    let mut reads = 0..MOST_READS;
    while reads.next().is_some() && running.read(Duration::ZERO).map_err(CommandFailure::Shell)? {}
    if running.stdout.len() > MOST_BYTES {
        return Err(CommandFailure::TooLong);
    }
    Ok(CommandOutput {
        status,
        stdout: std::mem::take(&mut running.stdout),
        stderr: std::mem::take(&mut running.stderr),
    })
}

/// The command while it runs. Dropping it ends all of its group, unless it has ended already.
struct Running {
    child: Child,
    group: Option<Pid>,
    foreground: Option<Foreground>,
    /// What it prints and what it says besides, until that is closed.
    pipes: [Option<OwnedFd>; 2],
    stdout: Zeroizing<Vec<u8>>,
    stderr: Vec<u8>,
    over: bool,
}

impl Running {
    fn new(mut child: Child) -> Self {
        let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
        let pipes = [
            child.stdout.take().map(OwnedFd::from),
            child.stderr.take().map(OwnedFd::from),
        ];
        let mut running = Self {
            child,
            group,
            foreground: None,
            pipes,
            // The room is taken at once: growing would leave copies behind in freed memory.
            stdout: Zeroizing::new(Vec::with_capacity(MOST_BYTES + (MOST_READS + 1) * CHUNK)),
            stderr: Vec::new(),
            over: false,
        };
        running.bring_to_the_foreground();
        running
    }

    /// Reads what is there, or comes within this time; whether there was something.
    fn read(&mut self, limit: Duration) -> io::Result<bool> {
        let limit = Timespec::try_from(limit).map_err(io::Error::other)?;
        let mut fds: Vec<PollFd> = self
            .pipes
            .iter()
            .flatten()
            .map(|pipe| PollFd::new(pipe, PollFlags::IN))
            .collect();
        match poll(&mut fds, Some(&limit)) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
        let mut ready = fds
            .iter()
            .map(|fd| !fd.revents().is_empty())
            .collect::<Vec<_>>()
            .into_iter();
        let mut chunk = Zeroizing::new([0; CHUNK]);
        let mut some = false;
        for (number, pipe) in self.pipes.iter_mut().enumerate() {
            let Some(fd) = pipe.as_ref().filter(|_| ready.next() == Some(true)) else {
                continue;
            };
            match read(fd, &mut chunk[..]) {
                Ok(0) => *pipe = None,
                Ok(count) if number == 0 => self.stdout.extend(&chunk[..count]),
                Ok(count) => {
                    let room = MOST_WORDS.saturating_sub(self.stderr.len());
                    self.stderr.extend(&chunk[..count.min(room)]);
                }
                Err(Errno::INTR | Errno::AGAIN) => {}
                Err(error) => return Err(error.into()),
            }
            some = true;
        }
        Ok(some)
    }

    /// How it ended, if it has. One that was stopped goes on: nobody else would see to that.
    fn ended(&mut self) -> io::Result<Option<ExitStatus>> {
        let status = self.child.try_wait()?;
        self.over = status.is_some();
        if !self.over
            && let Some(group) = self.group
        {
            let stopped = waitid(WaitId::Pid(group), WaitIdOptions::STOPPED | WaitIdOptions::NOHANG);
            if matches!(stopped, Ok(Some(_))) {
                self.bring_to_the_foreground();
            }
        }
        Ok(status)
    }

    /// Gives the terminal to the command, where it is ours. It may have been stopped because it was too early.
    fn bring_to_the_foreground(&mut self) {
        if let Some(group) = self.group {
            if self.foreground.is_none() {
                self.foreground = Foreground::give(group);
            }
            let _ = kill_process_group(group, Signal::CONT);
        }
    }

    fn end(&mut self) {
        let Some(group) = self.group else { return };
        let _ = kill_process_group(group, Signal::TERM);
        let _ = kill_process_group(group, Signal::CONT);
        let until = Instant::now() + GRACE;
        // It is not waited for before its group is gone, for the group's number is its own.
        let has_ended = || {
            let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
            matches!(waitid(WaitId::Pid(group), options), Ok(Some(_)))
        };
        while !has_ended() && Instant::now() < until {
            thread::sleep(TICK);
        }
        let _ = kill_process_group(group, Signal::KILL);
        let _ = self.child.wait();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if !self.over {
            self.end();
        }
    }
}

/// The terminal while another group of processes has it; dropping it takes it back, with the modes that it had.
struct Foreground {
    terminal: File,
    ours: Pid,
    modes: Termios,
}

impl Foreground {
    /// Gives the terminal to a group; none where there is none, or it is somebody else's.
    fn give(group: Pid) -> Option<Self> {
        let terminal = OpenOptions::new().read(true).write(true).open("/dev/tty").ok()?;
        let ours = getpgrp();
        let is_ours = tcgetpgrp(&terminal).ok()? == ours;
        let modes = tcgetattr(&terminal).ok()?;
        let given = is_ours && tcsetpgrp(&terminal, group).is_ok();
        given.then_some(Self {
            terminal,
            ours,
            modes,
        })
    }
}

impl Drop for Foreground {
    fn drop(&mut self) {
        // A process that is not in the foreground is stopped for this, unless the signal is blocked.
        let mut blocked = SigSet::empty();
        blocked.add(Nix::SIGTTOU);
        let _ = blocked.thread_block();
        let _ = tcsetpgrp(&self.terminal, self.ours);
        let _ = tcsetattr(&self.terminal, OptionalActions::Now, &self.modes);
        let _ = blocked.thread_unblock();
    }
}
