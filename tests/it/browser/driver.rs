//! A headless Chromium, driven over its debugging pipe: messages in JSON, each
//! ended by NUL (Chrome DevTools Protocol, `--remote-debugging-pipe`).

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// A browser with one page.
pub struct Browser {
    child: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    session: Value,
    asked: u64,
    /// What the page said, asked for and complained of since it was last taken.
    events: Vec<Value>,
    _profile: tempfile::TempDir,
}

/// The browser's program on the PATH, if there is one.
pub fn program() -> Option<&'static str> {
    ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(|name| {
            let version = Command::new(name).arg("--version").output();
            version.is_ok_and(|output| output.status.success())
        })
}

impl Browser {
    /// Starts `program` with an empty page, 1400 × 900.
    pub fn start(program: &str) -> Self {
        let profile = tempfile::tempdir().expect("a temporary folder");
        // The shell places the pipe on the descriptors 3 and 4.
        let mut child = Command::new("sh")
            .args([
                "-c",
                "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1",
            ])
            .arg(program)
            .args([
                "--remote-debugging-pipe",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let to = child.stdin.take().expect("its input");
        let pipe = BufReader::new(child.stdout.take().expect("its output"));
        let (send, from) = channel();
        std::thread::spawn(move || {
            for message in pipe.split(0).map_while(Result::ok) {
                let value = serde_json::from_slice(&message).unwrap_or(Value::Null);
                if send.send(value).is_err() {
                    break;
                }
            }
        });
        let mut browser = Browser {
            child,
            to,
            from,
            session: Value::Null,
            asked: 0,
            events: Vec::new(),
            _profile: profile,
        };
        let target = browser.ask("Target.createTarget", json!({ "url": "about:blank" }));
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        browser.session = browser.ask("Target.attachToTarget", attach)["sessionId"].clone();
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.ask(&format!("{domain}.enable"), json!({}));
        }
        browser.size(1400, 900);
        browser
    }

    /// The answer to one question.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        self.asked += 1;
        let mut question = json!({ "id": self.asked, "method": method, "params": params });
        if !self.session.is_null() {
            question["sessionId"] = self.session.clone();
        }
        let bytes = format!("{question}\0");
        self.to
            .write_all(bytes.as_bytes())
            .expect("the browser listens");
        let asked = self.asked;
        let mut answer = self.wait(method, |message| message["id"] == asked);
        assert!(answer["error"].is_null(), "{method}: {}", answer["error"]);
        answer["result"].take()
    }

    /// The next message that is `wanted`; others are kept as events.
    fn wait(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        // One limit for the whole wait: a page may talk without end.
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let message = self.from.recv_timeout(left);
            let message = message.unwrap_or_else(|why| panic!("no answer to {what}: {why}"));
            if wanted(&message) {
                return message;
            }
            self.events.push(message);
        }
    }

    /// Opens a file, at a fragment, and waits until it is there.
    pub fn open(&mut self, file: &Path, fragment: &str) {
        // Another page between: a new fragment alone would not load anew.
        for url in [
            "about:blank".to_owned(),
            format!("file://{}{fragment}", file.display()),
        ] {
            let before = self.events.len();
            self.ask("Page.navigate", json!({ "url": url }));
            let loaded = |message: &Value| message["method"] == "Page.loadEventFired";
            if !self.events[before..].iter().any(loaded) {
                let event = self.wait("load", loaded);
                self.events.push(event);
            }
        }
    }

    /// The value of an expression in the page.
    pub fn value(&mut self, expression: &str) -> Value {
        let params =
            json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let mut answer = self.ask("Runtime.evaluate", params);
        let failed = &answer["exceptionDetails"];
        assert!(failed.is_null(), "{expression}: {failed}");
        answer["result"]["value"].take()
    }

    /// Waits until an expression is true in the page.
    pub fn until(&mut self, expression: &str) {
        let wait = format!(
            "new Promise((done, late) => {{ const end = Date.now() + 20000; const look = () => \
             ({expression}) ? done(true) : Date.now() > end ? late(new Error('never')) : \
             setTimeout(look, 20); look(); }})"
        );
        self.value(&wait);
    }

    /// Presses a key that types `key`, or one of the named ones, or one of
    /// them with Shift.
    pub fn press(&mut self, key: &str) {
        let (shift, key) = match key.strip_prefix("Shift+") {
            Some(key) => (8, key),
            None => (0, key),
        };
        let text = match key {
            "Enter" => "\r",
            "Escape" => "",
            key => key,
        };
        for kind in ["keyDown", "keyUp"] {
            let mut event = json!({ "type": kind, "key": key, "modifiers": shift });
            if kind == "keyDown" && !text.is_empty() {
                event["text"] = json!(text);
            }
            self.ask("Input.dispatchKeyEvent", event);
        }
    }

    /// Types text where the focus is.
    pub fn type_text(&mut self, text: &str) {
        self.ask("Input.insertText", json!({ "text": text }));
    }

    /// Gives the page a size in CSS pixels; below 500 it is a phone's.
    pub fn size(&mut self, width: u32, height: u32) {
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500
        });
        self.ask("Emulation.setDeviceMetricsOverride", metrics);
    }

    /// Makes the page dark or light.
    pub fn dark(&mut self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.ask("Emulation.setEmulatedMedia", features);
    }

    /// Shows a page that prefers the dark as it would be printed.
    pub fn dark_print(&mut self) {
        let features = json!([{ "name": "prefers-color-scheme", "value": "dark" }]);
        let media = json!({ "media": "print", "features": features });
        self.ask("Emulation.setEmulatedMedia", media);
    }

    /// Turns the page's own scripts off or on.
    pub fn scripts(&mut self, on: bool) {
        self.ask(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": !on }),
        );
    }

    /// The page as PDF, on the sheet it asks for.
    pub fn pdf(&mut self) -> Vec<u8> {
        let params = json!({ "preferCSSPageSize": true, "printBackground": true });
        decode(&self.ask("Page.printToPDF", params)["data"])
    }

    /// The first screen as PNG.
    pub fn picture(&mut self) -> Vec<u8> {
        decode(&self.ask("Page.captureScreenshot", json!({ "format": "png" }))["data"])
    }

    /// What the page complained of (console, exceptions, policy), and every
    /// address it asked for, since this was last called.
    pub fn told(&mut self) -> (Vec<String>, Vec<String>) {
        let (mut complaints, mut asked) = (Vec::new(), Vec::new());
        for event in std::mem::take(&mut self.events) {
            let params = &event["params"];
            match event["method"].as_str() {
                Some("Runtime.consoleAPICalled" | "Runtime.exceptionThrown" | "Log.entryAdded") => {
                    complaints.push(params.to_string());
                }
                Some("Network.requestWillBeSent") => {
                    asked.push(params["request"]["url"].as_str().unwrap_or("?").to_owned());
                }
                _ => {}
            }
        }
        (complaints, asked)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Asked first: killed at once, it leaves its folders behind.
        let close = json!({ "id": 0, "method": "Browser.close" });
        let asked = write!(self.to, "{close}\0").is_ok();
        let end = Instant::now() + Duration::from_secs(5);
        while asked && Instant::now() < end {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return;
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Base64 (RFC 4648 §4) as bytes.
fn decode(data: &Value) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut held, mut bits) = (0_u32, 0);
    for digit in data.as_str().expect("data").bytes() {
        let Some(value) = DIGITS.iter().position(|known| *known == digit) else {
            break;
        };
        held = held << 6 | value as u32;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    bytes
}
