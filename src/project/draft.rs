//! A file on its way to its place. It grows beside it, under a name of its own,
//! and is held as long as it does: what a run that was killed left there is held
//! by nobody, and the next run that writes there takes it away.
#![expect(
    clippy::disallowed_methods,
    reason = "part of the one module that may touch files"
)]

use std::collections::BTreeSet;
use std::fs::{File, Permissions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use tempfile::NamedTempFile;

use crate::plan::{Excess, Limit};

/// A file being written, which nobody sees until it is finished: at first in
/// memory, when it grows beside its place. After a fault it takes nothing more.
#[derive(Debug)]
pub struct Draft {
    path: PathBuf,
    within: Option<(Limit, u64)>,
    held: Vec<u8>,
    begun: Option<Begun>,
    poured: usize,
    settled: bool,
    fault: Option<Fault>,
}

/// Why a file cannot be written.
#[derive(Debug)]
pub(super) enum Fault {
    /// It has more bytes than it may.
    Excess(Excess),
    /// What the system says.
    Machine(io::Error),
}

/// The file beside the place.
#[derive(Debug)]
struct Begun {
    target: PathBuf,
    /// Whether the place is a pipe or a device, which stays what it is.
    streams: bool,
    file: NamedTempFile,
    /// What brings to the disk all that was written before it began.
    syncing: Option<JoinHandle<io::Result<()>>>,
}

/// The most bytes of a draft that wait in memory.
const HELD: usize = 1 << 20;

/// How many times so many are written between the beginnings of two ways to the disk.
const POURS: usize = 16;

impl Write for Draft {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.fault.is_none() {
            self.held.extend_from_slice(bytes);
            if self.held.len() >= HELD {
                let excess = self.excess().map(Fault::Excess);
                self.fault = excess.or_else(|| self.pour().err().map(Fault::Machine));
            }
        }
        match self.fault {
            None => Ok(()),
            // Told by whoever finishes it; who is still printing may stop.
            Some(_) => Err(io::Error::other("draft")),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Draft {
    pub(super) fn new(path: PathBuf) -> Self {
        Draft {
            path,
            within: None,
            held: Vec::new(),
            begun: None,
            poured: 0,
            settled: false,
            fault: None,
        }
    }

    pub(super) fn within(self, limit: Limit, most: u64) -> Self {
        Draft {
            within: Some((limit, most)),
            ..self
        }
    }

    /// Where it is to stand.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many bytes it has so far.
    pub fn size(&self) -> usize {
        self.poured + self.held.len()
    }

    pub(super) fn fault(&mut self) -> Option<Fault> {
        let fault = self.fault.take();
        fault.or_else(|| self.excess().map(Fault::Excess))
    }

    fn excess(&self) -> Option<Excess> {
        let (limit, most) = self.within?;
        let value = self.size() as u64;
        (value > most).then_some(Excess { limit, value, most })
    }

    /// What waits goes into the file.
    fn pour(&mut self) -> io::Result<()> {
        if self.begun.is_none() {
            self.begun = Some(begin(&self.path)?);
        }
        if let Some(begun) = &mut self.begun {
            begun.file.write_all(&self.held)?;
            let before = self.poured / (POURS * HELD);
            let now = (self.poured + self.held.len()) / (POURS * HELD);
            let goes_on = begun.syncing.as_ref().is_some_and(|way| !way.is_finished());
            if now > before && !goes_on {
                begun.sync()?;
            }
        }
        self.poured += self.held.len();
        self.held.clear();
        Ok(())
    }

    /// Begins to bring it to the disk, while others are still written: it is complete.
    pub(super) fn settle(&mut self) -> io::Result<()> {
        self.pour()?;
        self.settled = true;
        self.begun.as_mut().map_or(Ok(()), Begun::sync)
    }

    /// Waits until all of it is on the disk.
    pub(super) fn settled(&mut self) -> io::Result<()> {
        if !self.settled {
            self.settle()?;
        }
        let begun = self.begun.as_mut();
        arrived(begun.and_then(|begun| begun.syncing.take()))
    }

    pub(super) fn finish(mut self) -> io::Result<usize> {
        self.settled()?;
        self.begun.map_or(Ok(()), Begun::put_in_place)?;
        Ok(self.poured)
    }
}

impl Begun {
    /// Begins to bring to the disk what was written by now, behind what is on its way.
    fn sync(&mut self) -> io::Result<()> {
        let file = self.file.as_file().try_clone()?;
        let before = self.syncing.take();
        let sync = move || {
            arrived(before)?;
            file.sync_all()
        };
        self.syncing = Some(thread::Builder::new().spawn(sync)?);
        Ok(())
    }

    /// Puts it in its place: it is on the disk.
    fn put_in_place(self) -> io::Result<()> {
        if self.streams {
            let mut place = File::options().write(true).open(&self.target)?;
            io::copy(&mut self.file.reopen()?, &mut place)?;
            return place.flush();
        }
        self.file
            .persist(&self.target)
            .map_err(|error| error.error)?;
        // The rename itself; not every file system can do that, and it is done.
        #[cfg(unix)]
        let _ = File::open(self.target.parent().unwrap_or(Path::new(".")))
            .and_then(|folder| folder.sync_all());
        Ok(())
    }
}

/// Waits until what is on its way to the disk is there.
fn arrived(way: Option<JoinHandle<io::Result<()>>>) -> io::Result<()> {
    let arrived = way.map(JoinHandle::join).transpose();
    arrived
        .map_err(|_| io::Error::other("fsync"))?
        .unwrap_or(Ok(()))
}

fn begin(path: &Path) -> io::Result<Begun> {
    if std::fs::metadata(path).is_ok_and(|place| !place.is_file() && !place.is_dir()) {
        return Ok(Begun {
            target: path.to_owned(),
            streams: true,
            file: NamedTempFile::new()?,
            syncing: None,
        });
    }
    let target = match std::fs::read_link(path) {
        // Where it leads to nothing yet, there.
        Ok(link) if !path.exists() => path.with_file_name("").join(link),
        Ok(_) => std::fs::canonicalize(path)?,
        Err(_) => path.to_owned(),
    };
    let old = std::fs::metadata(&target).map(|old| old.permissions()).ok();
    // A rename would get past the mark.
    if old.as_ref().is_some_and(Permissions::readonly) {
        let why = "只读文件 · a read-only file";
        return Err(io::Error::new(io::ErrorKind::PermissionDenied, why));
    }
    let folder = target.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    clear(folder);
    let file = held(folder)?;
    if let Some(old) = old {
        file.as_file().set_permissions(old)?;
    }
    Ok(Begun {
        target,
        streams: false,
        file,
        syncing: None,
    })
}

const PREFIX: &str = ".huibian-";
const SUFFIX: &str = ".tmp";

/// A new file in `folder`, held until it is dropped or in its place.
fn held(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any new file: what the user's umask leaves of it.
        builder.permissions(Permissions::from_mode(0o666));
    }
    loop {
        let file = builder.tempfile_in(folder)?;
        match file.as_file().try_lock() {
            Ok(()) if file.path().exists() => return Ok(file),
            // Another run came between and takes it for one that was left.
            Ok(()) | Err(TryLockError::WouldBlock) => {}
            // A system without such locks: nobody clears up there.
            Err(TryLockError::Error(_)) => return Ok(file),
        }
    }
}

/// Takes away what killed runs left in `folder`: files with such a name that
/// nobody holds. Once a run for each folder.
fn clear(folder: &Path) {
    static CLEARED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    let mut cleared = CLEARED.lock().unwrap_or_else(PoisonError::into_inner);
    if !cleared.insert(folder.to_owned()) {
        return;
    }
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let own = name.starts_with(PREFIX)
            && name.ends_with(SUFFIX)
            && entry.file_type().is_ok_and(|kind| kind.is_file());
        if !own {
            continue;
        }
        let Ok(left) = File::open(entry.path()) else {
            continue;
        };
        // Held while it goes; where it cannot be taken away it stays.
        if left.try_lock().is_ok() {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}
