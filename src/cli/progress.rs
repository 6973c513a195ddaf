//! How far a long run is: a bar on standard error, for people at a terminal only,
//! gone when the files are read. Nothing is drawn in the first second, under
//! `--quiet`, or where standard error is no terminal.

use std::fmt::Write;
use std::sync::Once;
use std::time::Duration;

use huibian::check::survey::Input;
use huibian::project::environment;
use huibian::project::files::File;
use huibian::text::Lang;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

use super::desk::Desk;

/// What is over sooner needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often a second the bar is drawn.
const HERTZ: u8 = 10;

/// `load`, counted: of `files` files so many are read, and what is left takes so long.
pub fn watched<L: Fn(&File) -> Input + Sync>(
    desk: &Desk,
    files: usize,
    load: L,
) -> impl Fn(&File) -> Input + Sync {
    let progress = Progress {
        bar: ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden()),
        drawn: Once::new(),
    };
    progress.bar.set_style(style(desk.look.lang));
    let watched = !desk.options.quiet && environment::is_watched();
    move |file| {
        if watched {
            progress.step();
        }
        load(file)
    }
}

struct Progress {
    bar: ProgressBar,
    drawn: Once,
}

impl Progress {
    /// One more file.
    fn step(&self) {
        self.bar.inc(1);
        if !self.drawn.is_completed() && self.bar.elapsed() > PATIENCE {
            self.drawn.call_once(|| {
                let target = ProgressDrawTarget::stderr_with_hz(HERTZ);
                self.bar.set_draw_target(target);
            });
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn style(lang: Lang) -> ProgressStyle {
    let template = match lang {
        Lang::Zh => "已读 {human_pos}/{human_len} 份 {bar:24} {left}",
        Lang::En => "{human_pos} of {human_len} reports read {bar:24} {left}",
    };
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .with_key(
            "left",
            move |state: &ProgressState, page: &mut dyn Write| {
                let _ = page.write_str(&left(state.eta(), lang));
            },
        )
        .progress_chars("━━─")
}

/// How long it still takes, in whole seconds below a minute, else in minutes.
fn left(time: Duration, lang: Lang) -> String {
    let seconds = time.as_secs();
    match (lang, seconds) {
        (Lang::Zh, 0..60) => format!("还要约 {} 秒", seconds + 1),
        (Lang::Zh, _) => format!("还要约 {} 分钟", seconds.div_ceil(60)),
        (Lang::En, 0..60) => format!("about {} s left", seconds + 1),
        (Lang::En, _) => format!("about {} min left", seconds.div_ceil(60)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_said_in_both_languages() {
        let after =
            |seconds| [Lang::Zh, Lang::En].map(|lang| left(Duration::from_secs(seconds), lang));
        assert_eq!(after(0), ["还要约 1 秒", "about 1 s left"]);
        assert_eq!(after(59), ["还要约 60 秒", "about 60 s left"]);
        assert_eq!(after(61), ["还要约 2 分钟", "about 2 min left"]);
    }
}
