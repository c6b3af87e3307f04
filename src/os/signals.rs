//! The signals that end a program by default: which of them end this one in order, and which end nothing.
//!
//! Three of them cannot be caught without unsafe code (SIGILL, SIGFPE and SIGSEGV), and two never (SIGKILL and SIGSTOP). A
//! SIGBUS that comes from the program's own memory ends it, for the standard library sees to that; one that is sent does not.
//! Handlers do not outlive an `exec`, so that the program's children have the defaults.

use rustix::process::Signal;
use signal_hook::SigId;
use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGBUS, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGSYS, SIGTERM, SIGTRAP, SIGTSTP,
    SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU, SIGXFSZ,
};
use signal_hook::flag::{register_conditional_default, register_usize};
use signal_hook::iterator::Signals;
use signal_hook::low_level::{emulate_default_handler, unregister};
use std::io;
use std::process;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

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

/// Whether the signals do what they do by default, although they were held up once: a handler cannot be taken back.
static BY_DEFAULT: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| {
    let by_default = Arc::new(AtomicBool::new(true));
    for signal in ENDING.iter().copied().chain([SIGTSTP]) {
        let _ = register_conditional_default(signal, Arc::clone(&by_default));
    }
    by_default
});

/// Holds up the signals that would end or stop the program, for as long as it lives: somebody has something to put in
/// order first.
#[derive(Debug)]
pub struct DeferredSignals {
    seen: Arc<AtomicUsize>,
    ids: Vec<SigId>,
}

impl DeferredSignals {
    /// Holds them up from now on.
    #[must_use]
    pub fn begin() -> Self {
        BY_DEFAULT.store(false, Ordering::SeqCst);
        let seen = Arc::new(AtomicUsize::new(0));
        let ids = ENDING.iter().filter_map(|signal| {
            let number = usize::try_from(*signal).ok()?;
            register_usize(*signal, Arc::clone(&seen), number).ok()
        });
        Self {
            ids: ids.collect(),
            seen,
        }
    }

    /// The last signal that has come and would have ended the program.
    #[must_use]
    pub fn seen(&self) -> Option<i32> {
        i32::try_from(self.seen.load(Ordering::SeqCst))
            .ok()
            .filter(|signal| *signal > 0)
    }
}

impl Drop for DeferredSignals {
    fn drop(&mut self) {
        for id in self.ids.drain(..) {
            unregister(id);
        }
        BY_DEFAULT.store(true, Ordering::SeqCst);
    }
}

/// Ends the program as this signal does by default.
pub fn end_by(signal: i32) -> ! {
    let _ = emulate_default_handler(signal);
    process::exit(128 + signal)
}

/// The signals that end the program, for somebody who puts something in order and then [ends it](end_by).
///
/// # Errors
/// When the signals cannot be had.
pub fn of_the_end() -> io::Result<Signals> {
    Signals::new(ENDING)
}

/// Listens to every signal that ends the program in order, and to these. From now on none of them does what it does by default.
///
/// # Errors
/// When the signals cannot be had.
pub fn listen(others: &[i32]) -> io::Result<Signals> {
    let signals = listen_to_named(others)?;
    listen_to_realtime(&signals);
    Ok(signals)
}

/// As [`listen`], but for the signals without names, which are more than the others.
///
/// # Errors
/// As there.
pub fn listen_to_named(others: &[i32]) -> io::Result<Signals> {
    BY_DEFAULT.store(false, Ordering::SeqCst);
    Signals::new(ENDING.iter().chain(others))
}

/// Listens to the signals without names as well.
pub fn listen_to_realtime(signals: &Signals) {
    if cfg!(target_os = "linux") {
        for signal in REALTIME {
            let _ = signals.add_signal(signal);
        }
    }
}

/// Has a limit to the size of files (`ulimit -f`) fail what is written beyond it, as a full disk does, where its signal
/// would end the program silently.
pub fn outlive_size_limit() {
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
}
