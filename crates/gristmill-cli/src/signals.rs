//! Being told to stop.

/// From now on SIGINT and SIGTERM end the program at once, with the exit code that shells
/// give for them. An output may be left at any moment: what is finished stays finished.
#[cfg(unix)]
pub(crate) fn stop_at_once() {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    use crate::say;

    // Without a handler the signals end the program, too, only without a word.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else {
        return;
    };
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            say::line("stopped: the same command goes on from here");
            #[expect(
                clippy::exit,
                reason = "the rest of the program cannot be asked to end"
            )]
            std::process::exit(128 + signal);
        }
    });
}

/// Elsewhere the system ends the program by itself.
#[cfg(not(unix))]
pub(crate) fn stop_at_once() {}
