//! The document and the routes are the same thing said twice.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{operations, wire};
use crate::web::{Access, route_table};

fn document() -> Value {
    serde_json::to_value(wire::document::of(&operations())).unwrap()
}

/// Every object under `value` with its path.
fn walk<'a>(value: &'a Value, at: &str, found: &mut dyn FnMut(&str, &'a Value)) {
    found(at, value);
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| walk(value, &format!("{at}/{name}"), found)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(i, value)| walk(value, &format!("{at}/{i}"), found)),
        _ => {}
    }
}

#[test]
fn the_document_has_every_route_and_no_other() {
    let document = document();
    let paths = document["paths"].as_object().unwrap();
    let described: BTreeSet<String> = paths
        .iter()
        .flat_map(|(path, methods)| {
            methods
                .as_object()
                .unwrap()
                .keys()
                .map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect();
    let routed: BTreeSet<String> = route_table()
        .iter()
        .filter(|route| route.path.starts_with("/api/") && route.path != "/api/openapi.json")
        .map(|route| format!("{} {}", route.method, route.path))
        .collect();
    assert_eq!(described, routed);
}

#[test]
fn every_reference_leads_somewhere() {
    let document = document();
    walk(&document, "", &mut |at, value| {
        if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
            let pointer = reference.strip_prefix('#').unwrap();
            assert!(document.pointer(pointer).is_some(), "{at}: {reference}");
        }
    });
}

#[test]
fn no_name_stands_for_two_shapes_and_no_operation_is_named_twice() {
    let operations = operations();
    assert_eq!(
        wire::document::schemas(&operations).ambiguous(),
        Vec::<&str>::new()
    );
    let names: BTreeSet<&str> = operations.iter().map(|operation| operation.id).collect();
    assert_eq!(names.len(), operations.len());
}

#[test]
fn every_operation_says_who_may_call_it_and_how_it_fails() {
    for operation in operations() {
        assert_ne!(operation.access, Access::Public, "{}", operation.id);
        assert!(
            operation
                .summary
                .chars()
                .next()
                .is_some_and(char::is_uppercase),
            "{}",
            operation.id
        );
    }
    let document = document();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            assert_eq!(
                operation["security"].as_array().unwrap().len(),
                2,
                "{method} {path}"
            );
            let mut expected = vec!["400", "401", "403", "404", "500"];
            if method != "get" {
                expected.extend(["412", "422", "428"]);
            }
            if operation.get("requestBody").is_some() {
                expected.extend(["413", "415"]);
            }
            for status in expected {
                let response = &operation["responses"][status];
                assert_eq!(
                    response["$ref"], "#/components/responses/Problem",
                    "{method} {path} {status}"
                );
            }
            let done = operation["responses"]
                .as_object()
                .unwrap()
                .keys()
                .any(|status| status.starts_with('2'));
            assert!(done, "{method} {path}");
            let words = path.matches('{').count();
            let named = operation["parameters"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|one| one["in"] == "path");
            assert_eq!(named.count(), words, "{method} {path}");
        }
    }
}

#[test]
fn whatever_can_be_changed_can_be_read_for_its_tag() {
    let operations = operations();
    for operation in &operations {
        if ["PUT", "PATCH", "DELETE"].contains(&operation.method.as_str()) {
            let above = operation
                .path
                .rsplit_once('/')
                .map_or("", |(above, _)| above);
            let read = operations.iter().any(|other| {
                other.method == "GET" && (other.path == operation.path || other.path == above)
            });
            assert!(read, "{} {}", operation.method, operation.path);
        }
    }
}
