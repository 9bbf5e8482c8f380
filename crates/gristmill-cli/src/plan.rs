//! `gristmill plan` and `gristmill task`

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use clap::Parser;
use gristmill_ingest::{Plan, Settings, Task, path_text, plan_tasks, show, show_path};
use serde::{Deserialize, Serialize};

use crate::args::{Args, Command, PlanArgs, PlannedJob, RunArgs, TaskArgs, TaskName};
use crate::progress::Bar;
use crate::say::Failure;
use crate::{Exit, dedup, ingest, say, signals};

/// A plan on the disk: what was asked for, and what is to be done for it. It is this
/// version's, and of this machine's folders.
#[derive(Serialize, Deserialize)]
struct PlanFile {
    version: String,
    /// The folder that the arguments are relative to.
    folder: PathBuf,
    arguments: Vec<String>,
    plan: Plan,
}

/// The version of this program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Writes the plan, and says where it is.
pub(crate) fn run(args: &PlanArgs) -> Result<Exit, Failure> {
    if matches!(&args.job, PlannedJob::Ingest(args) if args.dry_run) {
        let hint = Some("leave one of them out");
        return Err(Failure::usage(
            "--dry-run writes nothing, and a plan is written",
            hint,
        ));
    }
    let (settings, _) = settings(&args.job)?;
    let plan = plan_tasks(&settings, args.parts)?;
    let path = settings.out.join(".gristmill").join("plan.json");
    let arguments: Result<Vec<String>, OsString> =
        env::args_os().skip(1).map(OsString::into_string).collect();
    let file = PlanFile {
        version: VERSION.into(),
        folder: env::current_dir().map_err(|error| failure("read", Path::new("."), &error))?,
        arguments: arguments.map_err(|name| {
            let name = path_text(Path::new(&name));
            let message = format!("`{}` is no UTF-8, and a plan is", show(&name));
            Failure::usage(message, Some("give the file another name, or its folder"))
        })?,
        plan,
    };
    let text = serde_json::to_vec_pretty(&file).expect("a plan is JSON");
    fs::write(&path, text).map_err(|error| failure("write", &path, &error))?;
    let (lots, parts) = (file.plan.lots.len(), file.plan.parts);
    say::line(&format!(
        "{lots} map, {parts} edges, 1 components, {lots} write, 1 commit"
    ));
    say::line(&format!("  plan       {}", show_path(&path)));
    Ok(Exit::Good)
}

/// Does a task.
pub(crate) fn run_task(args: &TaskArgs) -> Result<Exit, Failure> {
    let Some(plan) = &args.plan else {
        let hint = Some("give --plan OUT/.gristmill/plan.json");
        return Err(Failure::usage("a task is one of a plan", hint));
    };
    let path = fs::canonicalize(plan);
    let path = path.map_err(|error| failure("read", plan, &error))?;
    let text = fs::read(&path).map_err(|error| failure("read", &path, &error))?;
    let file: Option<PlanFile> = serde_json::from_slice(&text).ok();
    let not_ours = || {
        let message = format!("`{}` is no plan of this version", show_path(plan));
        Failure::usage(message, Some("plan again"))
    };
    let file = file
        .filter(|file| file.version == VERSION)
        .ok_or_else(not_ours)?;
    let gristmill = std::iter::once("gristmill".to_owned());
    let parsed = Args::try_parse_from(gristmill.chain(file.arguments));
    let Ok(Args {
        command: Command::Plan(plan_args),
        ..
    }) = parsed
    else {
        return Err(not_ours());
    };
    env::set_current_dir(&file.folder).map_err(|error| failure("enter", &file.folder, &error))?;
    let (settings, run) = settings(&plan_args.job)?;
    let task = match args.task {
        TaskName::Map { lot } => Task::Map(lot),
        TaskName::Edges { part } => Task::Edges(part),
        TaskName::Components => Task::Components,
        TaskName::Write { lot } => Task::Write(lot),
        TaskName::Commit => Task::Commit,
    };
    signals::stop_at_once();
    let bar = Bar::new(run.quiet);
    let show_progress = |progress| bar.show(progress);
    let ended = gristmill_ingest::run_task(&settings, &file.plan, task, &show_progress);
    bar.finish();
    Ok(match ended? {
        Some(manifest) => ingest::exit(&manifest.counts, run.strict),
        None => Exit::Good,
    })
}

fn settings(job: &PlannedJob) -> Result<(Settings, &RunArgs), Failure> {
    Ok(match job {
        PlannedJob::Ingest(args) => (ingest::settings(args)?, &args.run),
        PlannedJob::Dedup(args) => (dedup::settings(args)?, &args.run),
    })
}

fn failure(verb: &str, path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot {verb} `{}`: {error}", show_path(path)))
}
