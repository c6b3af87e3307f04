//! The end of the program.

use super::{DEADLINE, Pty};
use portable_pty::ExitStatus;
use rustix::process::{Signal, kill_process};
use std::io::Write as _;
use std::thread;

impl Pty {
    /// Waits for the program's end. Its output is on the screen then.
    ///
    /// # Panics
    /// At the deadline.
    #[track_caller]
    pub fn wait_exit(&mut self) -> ExitStatus {
        let status = self.wait_end();
        self.drain();
        status
    }

    /// Waits for the program's end, whether its output has been read or not.
    ///
    /// # Panics
    /// At the deadline.
    #[track_caller]
    pub fn wait_end(&mut self) -> ExitStatus {
        let (tell, told) = std::sync::mpsc::channel();
        let pid = self.process();
        let watchdog = thread::spawn(move || {
            let late = told.recv_timeout(DEADLINE).is_err();
            if late {
                // Not by the library's own, which asks by SIGHUP.
                let _ = kill_process(pid, Signal::KILL);
            }
            late
        });
        let status = self.child.wait().unwrap();
        let _ = tell.send(());
        assert!(
            !watchdog.join().unwrap(),
            "the program did not end; its screen:\n{}",
            self.text()
        );
        status
    }

    /// Waits until all output has been read: a mark of our own, written behind it, comes out last.
    fn drain(&mut self) {
        const MARK: &[u8] = b"\x1b]7777;drained\x07";
        if self.master.is_some() && self.slave.write_all(MARK).is_ok() {
            self.wait_until(|state| state.log.ends_with(MARK));
            let mut state = self.shared.lock();
            let end = state.log.len() - MARK.len();
            state.log.truncate(end);
        }
    }
}
