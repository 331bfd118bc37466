//! Alerts from JSON: what Alertmanager posts to a webhook, and a plain form.
use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{Alert, NAME, State};
use crate::domain::ids::Text;
use crate::domain::moment;
use crate::faults;
use crate::time::Instant;

faults! {
    /// Why a document tells of no alert.
    pub enum AlertFault {
        "alert-json" => Json { line: usize, column: usize },
        "alert-shape" => Shape {},
        "alert-value" => Value { path: String },
        "alert-status" => Status { path: String, status: String },
        "alert-time" => Time { path: String, time: String },
        "alert-empty" => Empty { path: String },
        "alert-nothing" => Nothing {},
        "alert-version" => Version { version: String },
    }
}

/// What was delivered at once.
#[derive(Debug)]
pub struct Delivery {
    /// The alerts, in order; what is wrong with those that cannot be read.
    pub alerts: Vec<Result<Alert, AlertFault>>,
    /// How many the sender left out.
    pub truncated: u64,
}

/// Reads what Alertmanager posts (an object with `alerts`), one alert in the plain form, or a list of those.
///
/// # Errors
/// The text is no JSON, or neither an object nor a list. What is wrong with one alert stands in its place.
pub fn read(text: &str) -> Result<Delivery, AlertFault> {
    let document: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| AlertFault::Json { line: error.line(), column: error.column() })?;
    let plain = |path: String, value: &Value| Item::of(path, value)?.plain();
    let alerts = match &document {
        Value::Object(map) if is_envelope(map) => return webhook(map),
        Value::Object(_) => vec![plain(String::new(), &document)],
        Value::Array(items) => {
            items.iter().enumerate().map(|(place, item)| plain(format!("[{place}]"), item)).collect()
        }
        _ => return Err(AlertFault::Shape {}),
    };
    Ok(Delivery { alerts, truncated: 0 })
}

/// What Alertmanager says around its alerts.
const ENVELOPE: [&str; 10] = [
    "alerts",
    "version",
    "groupKey",
    "truncatedAlerts",
    "status",
    "receiver",
    "groupLabels",
    "commonLabels",
    "commonAnnotations",
    "externalURL",
];

/// The version of that document that is read.
const VERSION: &str = "4";

/// Whether a document is one of Alertmanager's, be its alerts there or not.
fn is_envelope(map: &Map<String, Value>) -> bool {
    let is_bare = !map.is_empty() && map.keys().all(|key| ENVELOPE.contains(&key.as_str()));
    map.contains_key("alerts") || is_bare
}

fn webhook(map: &Map<String, Value>) -> Result<Delivery, AlertFault> {
    let common = Item { path: String::new(), map };
    if let Some(version) = common.text("version")?.filter(|version| version != VERSION) {
        return Err(AlertFault::Version { version: version.into() });
    }
    let Some(Value::Array(items)) = map.get("alerts") else {
        return Err(AlertFault::Value { path: "alerts".to_owned() });
    };
    let alert = |(place, value): (usize, &Value)| Item::of(format!("alerts[{place}]"), value)?.grouped(&common);
    let alerts = items.iter().enumerate().map(alert).collect();
    Ok(Delivery { alerts, truncated: map.get("truncatedAlerts").and_then(Value::as_u64).unwrap_or_default() })
}

/// An object of the document, and where it stands there.
struct Item<'v> {
    path: String,
    map: &'v Map<String, Value>,
}

/// The keys of the plain form that are no labels.
const KEYS: [&str; 10] =
    ["id", "status", "type", "started", "ended", "summary", "description", "scope", "url", "labels"];

impl<'v> Item<'v> {
    fn of(path: String, value: &'v Value) -> Result<Self, AlertFault> {
        match value {
            Value::Object(map) => Ok(Self { path, map }),
            _ => Err(AlertFault::Value { path }),
        }
    }

    /// One alert of a webhook; labels and annotations that all of them share may stand in `common` only.
    fn grouped(&self, common: &Item<'_>) -> Result<Alert, AlertFault> {
        let mut labels = common.texts("commonLabels")?;
        labels.extend(self.texts("labels")?);
        let mut annotations = common.texts("commonAnnotations")?;
        annotations.extend(self.texts("annotations")?);
        let status = self.text("status")?.or(common.text("status")?);
        let state = self.state(status.as_deref(), "endsAt")?;
        let (started, url) = (self.time("startsAt")?, self.text("generatorURL")?);
        self.alert(self.text("fingerprint")?, Alert { state, started, labels, annotations, url, ..blank() })
    }

    /// One alert in the plain form, in which what is no key is a label.
    fn plain(&self) -> Result<Alert, AlertFault> {
        let mut labels = self.texts("labels")?;
        for key in self.map.keys().filter(|key| !KEYS.contains(&key.as_str())) {
            labels.extend(self.text(key)?.map(|text| (Text::from(key), text)));
        }
        let mut annotations = BTreeMap::new();
        for key in ["summary", "description", "scope"] {
            annotations.extend(self.text(key)?.map(|text| (Text::from(key), text)));
        }
        let kind = self.text("type")?.or_else(|| annotations.get("summary").cloned());
        labels.extend(kind.map(|kind| (Text::const_new(NAME), kind)));
        let state = self.state(self.text("status")?.as_deref(), "ended")?;
        let (started, url) = (self.time("started")?, self.text("url")?);
        self.alert(self.text("id")?, Alert { state, started, labels, annotations, url, ..blank() })
    }

    fn alert(&self, id: Option<Text>, alert: Alert) -> Result<Alert, AlertFault> {
        let mut said = alert.labels.values().chain(alert.annotations.values());
        if said.all(|text| text.trim().is_empty()) {
            let path = self.path.clone();
            return Err(if path.is_empty() { AlertFault::Nothing {} } else { AlertFault::Empty { path } });
        }
        let id = id.filter(|id| !id.trim().is_empty());
        let fingerprint = id.map_or_else(|| of_labels(&alert.labels), |id| short(&id));
        Ok(Alert { fingerprint, ..alert })
    }

    fn path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// The text of a scalar; none when the key is absent.
    fn text(&self, key: &str) -> Result<Option<Text>, AlertFault> {
        match self.map.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.into())),
            Some(Value::Number(number)) => Ok(Some(number.to_string().into())),
            Some(Value::Bool(truth)) => Ok(Some(truth.to_string().into())),
            Some(Value::Array(_) | Value::Object(_)) => Err(AlertFault::Value { path: self.path(key) }),
        }
    }

    /// An object of texts; an empty one when there is none.
    fn texts(&self, key: &str) -> Result<BTreeMap<Text, Text>, AlertFault> {
        let object = match self.map.get(key) {
            None | Some(Value::Null) => return Ok(BTreeMap::new()),
            Some(value) => Item::of(self.path(key), value)?,
        };
        let text = |name: &String| Ok(object.text(name)?.map(|text| (Text::from(name), text)));
        object.map.keys().filter_map(|name| text(name).transpose()).collect()
    }

    /// An instant; none before 1970, which is how a zero is written.
    fn time(&self, key: &str) -> Result<Option<Instant>, AlertFault> {
        let Some(time) = self.text(key)?.filter(|time| !time.is_empty()) else { return Ok(None) };
        let at = moment::read(&time).map_err(|_| AlertFault::Time { path: self.path(key), time: time.into() })?;
        Ok(Some(Instant::from(at)).filter(|at| at.seconds() > 0))
    }

    fn state(&self, status: Option<&str>, ended: &str) -> Result<State, AlertFault> {
        match status {
            None | Some("firing") => Ok(State::Firing),
            Some("resolved") => Ok(State::Resolved(self.time(ended)?)),
            Some(other) => Err(AlertFault::Status { path: self.path("status"), status: other.to_owned() }),
        }
    }
}

fn blank() -> Alert {
    Alert {
        fingerprint: Text::default(),
        state: State::Firing,
        started: None,
        labels: BTreeMap::new(),
        annotations: BTreeMap::new(),
        url: None,
    }
}

/// The longest fingerprint that is kept as it is, in bytes.
const LONGEST: usize = 64;

/// A fingerprint that stands well in a file: what is long or odd becomes its own fingerprint.
fn short(id: &str) -> Text {
    let is_plain = |c: char| !c.is_control() && !c.is_whitespace();
    if id.len() <= LONGEST && id.chars().all(is_plain) { id.into() } else { hashed([id]) }
}

/// The fingerprint that Prometheus gives to labels.
fn of_labels(labels: &BTreeMap<Text, Text>) -> Text {
    hashed(labels.iter().flat_map(|(name, value)| [name.as_str(), value.as_str()]))
}

/// FNV-1a, 64 bits, each text ended by a byte that no text has.
fn hashed<'t>(texts: impl IntoIterator<Item = &'t str>) -> Text {
    let bytes = texts.into_iter().flat_map(|text| text.bytes().chain([0xff]));
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(text: &str) -> Result<Alert, AlertFault> {
        let mut alerts = read(text)?.alerts;
        assert_eq!(alerts.len(), 1);
        alerts.remove(0)
    }

    #[test]
    fn labels_have_the_fingerprint_that_prometheus_gives_them() {
        let labels = [("name", "garland, briggs"), ("fear", "love is not enough")];
        let labels = labels.map(|(name, value)| (name.into(), value.into())).into();
        assert_eq!(of_labels(&labels), format!("{:016x}", 5_799_056_148_416_392_346_u64));
        assert_eq!(of_labels(&BTreeMap::new()), "cbf29ce484222325");
    }

    #[test]
    fn an_alert_of_a_webhook() {
        let alert =
            one(r#"{"version": "4", "status": "firing", "commonLabels": {"job": "api", "severity": "critical"},
                "commonAnnotations": {"scope": "10% of users"},
                "alerts": [{"status": "resolved", "labels": {"alertname": "Errors", "severity": "page"},
                "annotations": {"summary": "\ud83d\ude31 <b>"}, "startsAt": "2026-10-28T01:00:00.123456789Z",
                "endsAt": "2026-10-28T01:30:00Z", "generatorURL": "http:\/\/p/graph", "fingerprint": "9f8e"}]}"#)
            .unwrap();
        let at = |text| Some(Instant::from(moment::read(text).unwrap()));
        assert_eq!(alert.external(), "alert:9f8e");
        assert_eq!(alert.state, State::Resolved(at("2026-10-28T09:30:00+08:00")));
        assert_eq!(alert.started, at("2026-10-28T09:00:00+08:00"));
        assert_eq!(
            ["severity", "job", "scope", "summary"].map(|name| alert.get(name).unwrap()),
            ["page", "api", "10% of users", "😱 <b>"]
        );
        assert_eq!((alert.name(), alert.url.as_deref()), ("Errors", Some("http://p/graph")));
    }

    #[test]
    fn a_plain_alert() {
        let alert =
            one(r#"{"type": "ErrorRate", "summary": "Payments fail", "scope": "10% of users", "severity": "critical",
                "shard": 7, "started": "2026-10-28T09:00:00+08:00", "region": null}"#)
            .unwrap();
        assert_eq!((alert.name(), alert.state), ("ErrorRate", State::Firing));
        assert_eq!(alert.labels.keys().map(Text::as_str).collect::<Vec<_>>(), ["alertname", "severity", "shard"]);
        let nameless = one(r#"{"summary": "Payments fail", "id": "pay 1"}"#).unwrap();
        assert_eq!((nameless.name(), nameless.started), ("Payments fail", None));
        assert_eq!(nameless.fingerprint.len(), 16);
    }

    #[test]
    fn what_says_no_time_has_none() {
        let alert = one(r#"{"alerts": [{"labels": {"a": "b"}, "startsAt": "0001-01-01T00:00:00Z"}]}"#).unwrap();
        assert_eq!((alert.started, alert.name()), (None, alert.fingerprint.as_str()));
    }

    #[test]
    fn what_is_wrong_is_named_and_takes_nothing_else_along() {
        let cases = [
            ("", "alert-json"),
            ("{", "alert-json"),
            ("7", "alert-shape"),
            (r#"{"alerts": {}}"#, "alert-value"),
            ("{}", "alert-nothing"),
            (r#"{"type": "", "summary": "  "}"#, "alert-nothing"),
            ("[{}]", "alert-empty"),
            (r#"{"version": "4"}"#, "alert-value"),
            (r#"{"version": "4", "status": "firing", "receiver": "x"}"#, "alert-value"),
            (r#"{"version": "5", "alerts": [{"labels": {"a": "b"}}]}"#, "alert-version"),
            (r#"{"alerts": [{"labels": {}}]}"#, "alert-empty"),
            (r#"["x"]"#, "alert-value"),
            (r#"{"summary": ["x"]}"#, "alert-value"),
            (r#"{"summary": "x", "labels": {"a": {}}}"#, "alert-value"),
            (r#"{"summary": "x", "status": "broken"}"#, "alert-status"),
            (r#"{"summary": "x", "started": "soon"}"#, "alert-time"),
        ];
        for (text, code) in cases {
            assert_eq!(crate::fault::Fault::code(&one(text).unwrap_err()), code, "{text}");
        }
        let alerts = read(r#"{"alerts": [{"labels": {"a": []}}, {"labels": {"a": "b"}}]}"#).unwrap().alerts;
        let AlertFault::Value { path } = alerts[0].as_ref().unwrap_err() else { panic!("{alerts:?}") };
        assert_eq!((path.as_str(), alerts[1].is_ok()), ("alerts[0].labels.a", true));
    }
}
