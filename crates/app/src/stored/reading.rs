//! A rule as a person will find it again: what was taken, what else the text could mean, what to
//! enter and how options are called. Frozen at adoption, so that a later reader of rules changes
//! no points behind anyone's back.

use domain::rule::RuleReading;
use scoring::Rule;
use serde_json::{Value, json};

use super::rule;

/// A figure that the rule asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrozenInput {
    /// The contract's key.
    pub key: String,
    /// In the document's words.
    pub label: String,
    /// Đơn vị tính.
    pub measure: Option<String>,
}

/// A rule with its readings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrozenReading {
    /// The rule that gives points; `None`: nobody has said yet.
    pub rule: Option<Rule>,
    /// Name of the reading taken, where there is a choice.
    pub taken: Option<String>,
    /// The other readings by name.
    pub others: Vec<(String, Rule)>,
    /// Labels of options or parts, in the order of the text.
    pub labels: Vec<String>,
    /// What to enter.
    pub inputs: Vec<FrozenInput>,
    /// What the text leaves open, as code and sentence.
    pub findings: Vec<(String, String)>,
}

impl FrozenReading {
    /// As the reader of rules gave it.
    pub fn of(reading: &RuleReading) -> FrozenReading {
        let sentence = |finding: &domain::Finding| {
            let code = finding.code.as_str().to_owned();
            (code, reading::words::finding::sentence(finding))
        };
        FrozenReading {
            rule: reading.rule.clone(),
            taken: reading.taken.map(str::to_owned),
            others: reading
                .others
                .iter()
                .map(|other| (other.name.to_owned(), other.rule.clone()))
                .collect(),
            labels: reading.labels.clone(),
            inputs: reading
                .inputs
                .iter()
                .map(|need| FrozenInput {
                    key: need.key.to_owned(),
                    label: need.label.clone(),
                    measure: need.measure.clone(),
                })
                .collect(),
            findings: reading.findings.iter().map(sentence).collect(),
        }
    }

    /// Takes another of the readings; whether there is one of that name.
    pub fn take(&mut self, name: &str) -> bool {
        if self.taken.as_deref() == Some(name) && self.rule.is_some() {
            return true;
        }
        let Some(at) = self.others.iter().position(|(own, _)| own == name) else {
            return false;
        };
        let (name, rule) = self.others.remove(at);
        if let (Some(before), Some(rule)) = (self.taken.take(), self.rule.take()) {
            self.others.insert(at, (before, rule));
        }
        self.taken = Some(name);
        self.rule = Some(rule);
        true
    }

    /// As stored.
    pub fn write(&self) -> String {
        json!({
            "rule": self.rule.as_ref().map(rule::write),
            "taken": self.taken,
            "others": self.others.iter()
                .map(|(name, own)| json!({ "name": name, "rule": rule::write(own) }))
                .collect::<Vec<_>>(),
            "labels": self.labels,
            "inputs": self.inputs.iter()
                .map(|input| json!({
                    "key": input.key, "label": input.label, "measure": input.measure,
                }))
                .collect::<Vec<_>>(),
            "findings": self.findings.iter()
                .map(|(code, sentence)| json!({ "code": code, "sentence": sentence }))
                .collect::<Vec<_>>(),
        })
        .to_string()
    }

    /// From storage; `None` for what `write` never wrote.
    pub fn read(text: &str) -> Option<FrozenReading> {
        let value: Value = serde_json::from_str(text).ok()?;
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let list = |name: &str| value.get(name).and_then(Value::as_array);
        let rule = match &value["rule"] {
            Value::Null => None,
            written => Some(rule::read(written).ok()?),
        };
        Some(FrozenReading {
            rule,
            taken: text(&value["taken"]),
            others: list("others")?
                .iter()
                .map(|other| Some((text(&other["name"])?, rule::read(&other["rule"]).ok()?)))
                .collect::<Option<_>>()?,
            labels: list("labels")?.iter().map(text).collect::<Option<_>>()?,
            inputs: list("inputs")?
                .iter()
                .map(|input| {
                    Some(FrozenInput {
                        key: text(&input["key"])?,
                        label: text(&input["label"])?,
                        measure: text(&input["measure"]),
                    })
                })
                .collect::<Option<_>>()?,
            findings: list("findings")?
                .iter()
                .map(|finding| Some((text(&finding["code"])?, text(&finding["sentence"])?)))
                .collect::<Option<_>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reading::rule::RuleText;

    fn frozen(text: &str, max: i64) -> FrozenReading {
        let max = scoring::Exact::whole(max);
        let text = RuleText {
            text,
            max: Some(&max),
            title: Some("Tỷ lệ cán bộ được tập huấn"),
        };
        FrozenReading::of(&reading::rule::read(text))
    }

    #[test]
    fn what_is_stored_comes_back_as_it_was() {
        for text in [
            "Tỷ lệ ≥ 80%: 10 điểm; < 80%: tỷ lệ / 80% × 10 điểm",
            "Có: 10 điểm; không: 0 điểm",
            "Đã ban hành: 10 điểm; đang xây dựng: 5 điểm; chưa: 0 điểm",
            "theo hướng dẫn riêng",
        ] {
            let frozen = frozen(text, 10);
            assert_eq!(FrozenReading::read(&frozen.write()), Some(frozen), "{text}");
        }
    }

    #[test]
    fn taking_another_reading_keeps_the_first_among_the_others() {
        let rule = |points: i64| Rule::YesNo {
            yes: scoring::Exact::whole(points),
            no: scoring::Exact::ZERO,
        };
        let mut frozen = FrozenReading {
            rule: Some(rule(1)),
            taken: Some("one".to_owned()),
            others: vec![("two".to_owned(), rule(2))],
            ..FrozenReading::default()
        };
        assert!(!frozen.take("three"));
        assert!(frozen.take("two"));
        assert_eq!(frozen.rule, Some(rule(2)));
        assert_eq!(frozen.others, [("one".to_owned(), rule(1))]);
    }
}
