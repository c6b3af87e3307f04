//! Runs a program on a pseudo-terminal with an emulated screen, as an operator's terminal would.
//!
//! Nothing here sleeps: [`Pty::wait_for`] wakes up with every piece of output. A test that waits in vain fails at a
//! deadline with the screen in its message.

#[path = "pty/answers.rs"]
mod answers;
#[path = "pty/end.rs"]
mod end;
#[path = "pty/stall.rs"]
mod stall;
#[path = "pty/timeline.rs"]
mod timeline;

use answers::Answers;
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::os::unix::net::UnixStream;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, Signal, kill_process};
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

/// How long a wait may take before it counts as failed; generous, for slow machines.
const DEADLINE: Duration = Duration::from_secs(30);

/// How long an operator waits before they press a key again that nothing came of.
const AGAIN: Duration = Duration::from_millis(150);

/// A program on a pseudo-terminal. Dropping it closes the terminal and kills the program.
pub struct Pty {
    shared: Arc<Shared>,
    child: Box<dyn Child + Send + Sync>,
    /// The terminal's side that the harness holds; `None` once hung up.
    master: Option<Master>,
    /// The program's side, kept open so that its modes outlive the program.
    slave: File,
    modes_before: Termios,
    started: Instant,
}

/// The harness's ends of the terminal.
struct Master {
    pty: Box<dyn MasterPty + Send>,
    keyboard: File,
    stop: UnixStream,
    reader: JoinHandle<()>,
}

struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

/// What the program has written so far, and at what times the log was how long.
struct State {
    parser: vt100::Parser<Answers>,
    log: Vec<u8>,
    pieces: Vec<(Instant, usize)>,
    /// Nobody reads.
    stalled: bool,
    ended: bool,
}

impl Pty {
    /// Starts a program with arguments on a terminal of so many columns and rows. Of the environment it gets PATH and
    /// what is given.
    pub fn start(program: &str, args: &[&str], env: &[(&str, &str)], size: (u16, u16)) -> Self {
        Self::start_as(program, args, env, size, size)
    }

    /// As `start`, on a terminal that reports another size than it has.
    pub fn start_as(
        program: &str,
        args: &[&str],
        env: &[(&str, &str)],
        (columns, rows): (u16, u16),
        reported: (u16, u16),
    ) -> Self {
        let reported = pty_size(reported.0, reported.1);
        let pair = native_pty_system().openpty(reported).unwrap();
        let slave = open_slave(&*pair.master);
        let modes_before = tcgetattr(&slave).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(args);
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        for (name, value) in env {
            command.env(name, value);
        }
        command.cwd(std::env::temp_dir());
        let shared = Arc::new(Shared::new(columns, rows));
        let started = Instant::now();
        let child = pair.slave.spawn_command(command).unwrap();
        let master = Master::new(pair.master, &shared);
        Self {
            shared,
            child,
            master: Some(master),
            slave,
            modes_before,
            started,
        }
    }

    /// Types raw bytes.
    pub fn send(&mut self, keys: &str) {
        self.send_bytes(keys.as_bytes());
    }

    /// As `send`, what need not be UTF-8.
    pub fn send_bytes(&mut self, keys: &[u8]) {
        let master = self.master.as_mut().expect("not hung up");
        master.keyboard.write_all(keys).unwrap();
    }

    /// Waits until the screen is as wanted.
    ///
    /// # Panics
    /// At the deadline, or when the program ends before; with the screen in the message.
    #[track_caller]
    pub fn wait_for(&self, wanted: impl Fn(&vt100::Screen) -> bool) {
        self.wait_until(|state| wanted(state.parser.screen()));
    }

    /// Waits until a text is on the screen, within a line.
    #[track_caller]
    pub fn wait_for_text(&self, text: &str) {
        self.wait_for(|screen| screen.contents().contains(text));
    }

    /// Whether the screen becomes as wanted within the time in which an operator would press a key again; for keys that may be
    /// taken or not.
    pub fn is_soon(&self, wanted: impl Fn(&vt100::Screen) -> bool) -> bool {
        let deadline = Instant::now() + AGAIN;
        let mut guard = self.shared.lock();
        while !wanted(guard.parser.screen()) {
            let left = deadline.saturating_duration_since(Instant::now());
            if guard.ended || left.is_zero() {
                return false;
            }
            let woken = self.shared.changed.wait_timeout(guard, left);
            guard = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
        true
    }

    #[track_caller]
    fn wait_until(&self, wanted: impl Fn(&State) -> bool) {
        let deadline = Instant::now() + DEADLINE;
        let mut guard = self.shared.lock();
        loop {
            if wanted(&guard) {
                return;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            if guard.ended || left.is_zero() {
                let why = if guard.ended {
                    "the output ended"
                } else {
                    "the deadline passed"
                };
                let screen = guard.parser.screen().contents();
                drop(guard);
                panic!("{why} before the screen was as wanted; it is:\n{screen}");
            }
            let woken = self.shared.changed.wait_timeout(guard, left);
            guard = woken.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// The text on the screen, without blanks at the ends of lines.
    pub fn text(&self) -> String {
        self.screen(vt100::Screen::contents)
    }

    /// Looks at the screen as it is now.
    pub fn screen<T>(&self, look: impl FnOnce(&vt100::Screen) -> T) -> T {
        look(self.shared.lock().parser.screen())
    }

    /// How many bytes the program has written so far.
    pub fn byte_count(&self) -> usize {
        self.shared.lock().log.len()
    }

    /// All bytes that the program has written so far.
    pub fn log(&self) -> Vec<u8> {
        self.shared.lock().log.clone()
    }

    /// The program's process id.
    pub fn pid(&self) -> u32 {
        self.child.process_id().expect("started")
    }

    /// Gives the terminal a new size; the program gets SIGWINCH.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let master = self.master.as_ref().expect("not hung up");
        // The emulator first: the program's answer must meet the new size.
        self.shared
            .lock()
            .parser
            .set_size(nonzero(rows), nonzero(columns));
        master.pty.resize(pty_size(columns, rows)).unwrap();
    }

    /// Sends a signal to the program.
    pub fn kill(&self, signal: Signal) {
        kill_process(self.process(), signal).unwrap();
    }

    fn process(&self) -> Pid {
        let pid = i32::try_from(self.pid()).ok();
        pid.and_then(Pid::from_raw).expect("a process id")
    }

    /// Closes the terminal, as when an SSH session drops: the program gets SIGHUP and reads the end of its input.
    pub fn hang_up(&mut self) {
        if let Some(master) = self.master.take() {
            master.close();
        }
    }

    /// The terminal's modes now, also after the program's end; not after a hang-up.
    pub fn modes(&self) -> Termios {
        tcgetattr(&self.slave).unwrap()
    }

    /// Has the terminal write what is typed, or not.
    pub fn set_echo(&self, echo: bool) {
        let mut modes = self.modes();
        modes.local_modes.set(LocalModes::ECHO, echo);
        tcsetattr(&self.slave, OptionalActions::Now, &modes).unwrap();
    }

    /// Sets the terminal's modes, as a shell may.
    pub fn set_modes(&self, modes: &Termios) {
        tcsetattr(&self.slave, OptionalActions::Now, modes).unwrap();
    }

    /// Checks that the terminal is as it was before the program: modes, normal screen, cursor, style, paste marks.
    #[track_caller]
    pub fn assert_given_back(&self) {
        let (before, now) = (&self.modes_before, self.modes());
        assert_eq!(now.local_modes, before.local_modes, "local modes");
        assert_eq!(now.input_modes, before.input_modes, "input modes");
        assert_eq!(now.output_modes, before.output_modes, "output modes");
        assert_eq!(now.control_modes, before.control_modes, "control modes");
        self.screen(|screen| {
            assert!(!screen.alternate_screen(), "alternate screen");
            assert!(!screen.hide_cursor(), "cursor hidden");
            assert!(!screen.bracketed_paste(), "bracketed paste");
            let plain = vt100::Parser::default();
            let style = plain.screen().attributes_formatted();
            assert_eq!(screen.attributes_formatted(), style, "style");
        });
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.hang_up();
    }
}

impl Shared {
    fn new(columns: u16, rows: u16) -> Self {
        let (columns, rows) = (nonzero(columns), nonzero(rows));
        let state = State {
            parser: vt100::Parser::new_with_callbacks(rows, columns, 0, Answers::default()),
            log: Vec::new(),
            pieces: Vec::new(),
            stalled: false,
            ended: false,
        };
        Self {
            state: Mutex::new(state),
            changed: Condvar::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Master {
    fn new(pty: Box<dyn MasterPty + Send>, shared: &Arc<Shared>) -> Self {
        // Not `take_writer`: that one types Enter and Ctrl+D when it is dropped.
        let fd = pty.as_raw_fd().expect("a Unix terminal");
        let keyboard = filedescriptor::FileDescriptor::dup(&fd)
            .unwrap()
            .as_file()
            .unwrap();
        let output = keyboard.try_clone().unwrap();
        let (stop, stopped) = UnixStream::pair().unwrap();
        let shared = Arc::clone(shared);
        let reader = thread::spawn(move || read_output(output, &stopped, &shared));
        Self {
            pty,
            keyboard,
            stop,
            reader,
        }
    }

    /// Closes all ends: the program sees the hang-up with the last one.
    fn close(self) {
        drop(self.stop);
        let _ = self.reader.join();
    }
}

/// Feeds the emulator until the program's side is closed, or the other end of `stopped`.
fn read_output(mut output: File, stopped: &UnixStream, shared: &Shared) {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let mut fds = [
            PollFd::new(&output, PollFlags::IN),
            PollFd::new(stopped, PollFlags::IN),
        ];
        let ready = poll(&mut fds, None);
        if ready == Err(rustix::io::Errno::INTR) {
            continue;
        }
        if ready.is_err() || (!fds[1].revents().is_empty() && !stall::stands_still(stopped, shared)) {
            break;
        }
        if fds[0].revents().is_empty() {
            continue;
        }
        let Ok(count @ 1..) = output.read(&mut buffer) else {
            break;
        };
        let answers = take_in(&buffer[..count], shared);
        if !answers.is_empty() && output.write_all(&answers).is_err() {
            break;
        }
    }
    shared.lock().ended = true;
    shared.changed.notify_all();
}

fn take_in(bytes: &[u8], shared: &Shared) -> Vec<u8> {
    let mut state = shared.lock();
    state.log.extend_from_slice(bytes);
    let length = state.log.len();
    state.pieces.push((Instant::now(), length));
    state.parser.process(bytes);
    shared.changed.notify_all();
    std::mem::take(&mut state.parser.callbacks_mut().0)
}

fn open_slave(master: &dyn MasterPty) -> File {
    use std::os::unix::fs::OpenOptionsExt;
    let path = master.tty_name().expect("a named terminal");
    // Must not become the harness's own controlling terminal.
    let no_control = i32::try_from(rustix::fs::OFlags::NOCTTY.bits()).unwrap();
    OpenOptions::new()
        .read(true)
        .write(true)
        .custom_flags(no_control)
        .open(path)
        .unwrap()
}

fn pty_size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn nonzero(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).expect("a terminal has columns and rows")
}
