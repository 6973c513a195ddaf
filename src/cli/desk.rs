//! What every command works with.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result};
use chrono::NaiveDate;
use huibian::emit::terminal::{Look, RED, wrap};
use huibian::plan::Tasks;
use huibian::project::files::{self, Found, PICTURE, PUT_BY};
use huibian::project::{Project, environment};
use huibian::render::Templates;
use huibian::text::Lang;

use super::args::{Color, Options};
use super::rules;

/// The project, the look of the page, and the options of all commands.
#[derive(Debug)]
pub struct Desk<'a> {
    /// Files, clock, environment.
    pub project: Project,
    /// How the page is drawn.
    pub look: Look,
    /// The options.
    pub options: &'a Options,
}

/// How a command ended that did its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing at error level: exit code 0.
    Clean,
    /// Something at error level or denied, or a refusal: exit code 1.
    Found,
}

impl<'a> Desk<'a> {
    /// Opens the project and sets the number of workers.
    pub fn new(options: &'a Options) -> Result<Self> {
        let lang = options.lang;
        let project = Project::open(options.root.as_deref(), options.plan.as_deref(), lang)?;
        if let Some(jobs) = options.jobs {
            rayon::ThreadPoolBuilder::new()
                .num_threads(jobs)
                // One worker is then this thread, which has nothing else to do.
                .use_current_thread()
                .build_global()
                .with_context(|| match lang {
                    Lang::Zh => "开不了工作线程",
                    Lang::En => "cannot start workers",
                })?;
        }
        let color = match options.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => environment::is_terminal() && !environment::refuses_color(),
        };
        let width = environment::width();
        let look = Look { lang, width, color };
        Ok(Desk {
            project,
            look,
            options,
        })
    }

    /// The plan folder; its `[rules]` may only name rules.
    pub fn tasks(&self) -> Result<Tasks> {
        let tasks = self.project.tasks()?;
        for name in tasks.plan.rules.keys() {
            let rule = rules::find(name, self.look.lang);
            rule.with_context(|| format!("{} [rules]", tasks.plan.file.path))?;
        }
        Ok(tasks)
    }

    /// The templates, those of `--templates` laid over what is built in.
    pub fn templates(&self) -> Result<Templates> {
        let mut templates = match &self.options.templates {
            Some(folder) => self.project.templates(folder)?,
            None => Vec::new(),
        };
        for name in Templates::unused(&templates) {
            templates.retain(|(other, _)| *other != name);
            // It comes along where the folder of the built-in ones is copied.
            if name != "README.md" {
                self.note(
                    &format!("没有叫 {name} 的模板，这个文件没有用到"),
                    &format!("no template is called {name}, the file is not used"),
                );
            }
        }
        Templates::new(&templates, self.look.lang)
    }

    /// Today: `--as-of`, else the clock's day in +08:00.
    pub fn as_of(&self) -> Result<NaiveDate> {
        match self.options.as_of {
            Some(day) => Ok(day),
            None => environment::today(self.look.lang),
        }
    }

    /// What has come in. Before the first report there is no folder yet: then nobody
    /// has reported. `out` is written to, and not read.
    pub fn received(&self, paths: &[PathBuf], out: &[PathBuf]) -> Result<Found> {
        if paths.is_empty() && !self.project.has_reports() {
            return Ok(Found {
                whole: true,
                ..Found::default()
            });
        }
        let skip = [out, &[self.project.root.join("out")]].concat();
        files::find(&self.project, paths, &skip)
    }

    /// A note beside the page, on standard error; nothing under `--quiet`.
    pub fn note(&self, zh: &str, en: &str) {
        if !self.options.quiet {
            let mut stderr = std::io::stderr().lock();
            for line in wrap(self.look.pick(zh, en), self.look.width) {
                // A closed standard error is no reason to stop.
                let _ = writeln!(stderr, "{line}");
            }
        }
    }

    /// Names the files that were passed over; pictures and earlier copies are no news.
    pub fn note_ignored(&self, ignored: &[(String, huibian::text::Text)]) {
        let news = |(_, why): &&(String, huibian::text::Text)| {
            ![PICTURE.zh, PUT_BY.zh].contains(&why.zh.as_str())
        };
        let ignored: Vec<_> = ignored.iter().filter(news).collect();
        if ignored.is_empty() {
            return;
        }
        let named = |lang| {
            let names = ignored.iter().take(5).map(|(path, why)| match lang {
                Lang::Zh => format!("{path}（{}）", why.zh),
                Lang::En => format!("{path} ({})", why.en),
            });
            let names = names.collect::<Vec<_>>();
            match (lang, ignored.len() > names.len()) {
                (Lang::Zh, true) => names.join("、") + "……",
                (Lang::Zh, false) => names.join("、"),
                (Lang::En, true) => names.join(", ") + " …",
                (Lang::En, false) => names.join(", "),
            }
        };
        let count = ignored.len();
        self.note(
            &format!("没有读 {count} 个文件：{}", named(Lang::Zh)),
            &format!("passed over {count}: {}", named(Lang::En)),
        );
    }
}

/// Whether `error` is only that nobody reads on.
pub fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let cause = cause.downcast_ref::<std::io::Error>();
        cause.is_some_and(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
    })
}

/// Says on standard error, in one line with its causes, why the work could not
/// be done.
pub fn complain(error: &anyhow::Error, lang: Lang) {
    let color = environment::is_terminal() && !environment::refuses_color();
    let look = Look {
        lang,
        width: environment::width(),
        color,
    };
    let word = look.paint(RED, look.pick("错误", "error"));
    let said = huibian::emit::terminal::clean(&format!("{error:#}").replace('\n', " "));
    let _ = writeln!(std::io::stderr(), "{word}: {said}");
}
