//! The signals that end a program by default: which of them end this one in order, and which end nothing.
//!
//! Three of them cannot be caught without unsafe code (SIGILL, SIGFPE and SIGSEGV), and two never (SIGKILL and SIGSTOP). A
//! SIGBUS that comes from the program's own memory ends it, for the standard library sees to that; one that is sent does not.
//! Handlers do not outlive an `exec`, so that the program's children have the defaults.

use rustix::process::Signal;
use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGBUS, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP, SIGUSR1,
    SIGUSR2, SIGVTALRM, SIGXCPU, SIGXFSZ,
};
use signal_hook::iterator::Signals;
use std::io;
use std::sync::Arc;

/// The signals that ask a program to end, and those by which nobody asks for anything else: who sends them sends them by
/// mistake, or is a timer, a limit or a supply of power that runs out.
const ENDING: &[i32] = &[
    SIGHUP,
    SIGINT,
    SIGQUIT,
    SIGTERM,
    SIGABRT,
    SIGALRM,
    SIGBUS,
    SIGIO,
    SIGPROF,
    SIGSYS,
    SIGTRAP,
    SIGUSR1,
    SIGUSR2,
    SIGVTALRM,
    SIGXCPU,
    #[cfg(target_os = "linux")]
    Signal::POWER.as_raw(),
    #[cfg(target_os = "linux")]
    Signal::STKFLT.as_raw(),
];

/// The last signals have no names. The first of them are the C library's own, and it lets nobody have those.
const REALTIME: std::ops::RangeInclusive<i32> = 34..=64;

/// Listens to every signal that ends the program in order, and to these.
///
/// # Errors
/// When the signals cannot be had.
pub fn listen(others: &[i32]) -> io::Result<Signals> {
    let signals = Signals::new(ENDING.iter().chain(others))?;
    if cfg!(target_os = "linux") {
        for signal in REALTIME {
            let _ = signals.add_signal(signal);
        }
    }
    Ok(signals)
}

/// Has a limit to the size of files (`ulimit -f`) fail what is written beyond it, as a full disk does, where its signal
/// would end the program without a word.
pub fn outlive_size_limit() {
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
}
