"""The same scoring in vectorised polars, in floats: what `chamdiem score` is measured against.

    python3 score_polars.py FRAMEWORK.toml FIGURES.csv OUTPUT.csv

Reads, scores, ranks and writes, as `chamdiem score --format csv` does, for the rules that the
made-up country of `cargo xtask national` has. Prints the seconds spent after polars was imported.
"""

import sys
import tomllib

import polars as pl
import time


def main(framework_path, figures_path, output_path):
    started = time.perf_counter()
    with open(framework_path, "rb") as file:
        framework = tomllib.load(file)
    rules = [
        (indicator["code"], indicator["rule"])
        for pillar in framework["pillar"]
        for indicator in pillar["indicator"]
    ]
    figures = pl.scan_csv(
        figures_path,
        schema={
            "unit": pl.Categorical,
            "block": pl.Categorical,
            "indicator": pl.Categorical,
            "key": pl.Categorical,
            "value": pl.Float64,
        },
    )
    result = score(figures, framework, rules).collect()
    result.write_csv(output_path)
    print(f"{time.perf_counter() - started:.3f}")


def score(figures, framework, rules):
    def codes(kind, of=None):
        return [c for c, r in rules if r["kind"] == kind and (of is None or r.get("of") == of)]

    def only(kind, of=None):
        return pl.col("indicator").is_in(codes(kind, of))

    def first(kind, of=None):
        return next((r for _, r in rules if r["kind"] == kind and r.get("of") in (None, of)), None)

    long = (
        figures.group_by("unit", "block", "indicator")
        .agg(
            value=pl.col("value").filter(pl.col("key") != "den").first(),
            den=pl.col("value").filter(pl.col("key") == "den").first(),
        )
        .with_columns(rate=pl.col("value") / pl.col("den"))
    )
    proportional = first("proportional", "rate")
    to = first("proportional_to", "rate")
    each = first("per_item", "value")
    between = first("min_max", "value")
    least = pl.col("value").min().over("block", "indicator")
    greatest = pl.col("value").max().over("block", "indicator")
    points = (
        pl.when(only("yes_no"))
        .then(pl.col("value") * float(first("yes_no")["yes"]))
        .when(only("proportional"))
        .then(pl.col("rate") * float(proportional["points"]))
        .when(only("proportional_to"))
        .then(pl.col("rate") / float(to["target"]) * float(to["points"]))
        .when(only("per_item"))
        .then(pl.col("value") * float(each["points"]))
        .when(only("bands", "rate"))
        .then(bands(pl.col("rate"), first("bands", "rate")))
        .when(only("bands", "value"))
        .then(bands(pl.col("value"), first("bands", "value")))
        .when(only("min_max"))
        .then((pl.col("value") - least) / (greatest - least) * float(between["points"]))
    )
    digits = framework["rounding"]["total"]
    return (
        long.with_columns(points=points.clip(0.0, 10.0))
        .group_by("unit", "block")
        .agg(total=pl.col("points").sum())
        .with_columns(index=(pl.col("total") / framework["index"]["divide_by"]).round(digits))
        .with_columns(rank=pl.col("index").rank("min", descending=True).over("block"))
        .sort(pl.col("block").cast(pl.String), "rank", pl.col("unit").cast(pl.String))
    )


def bands(of, rule):
    earned = pl.lit(0.0)
    for band in reversed(rule["bands"]):
        if "from" in band:
            floor = float(band["from"]["at"])
            earned = pl.when(of >= floor).then(float(band["points"])).otherwise(earned)
        else:
            earned = pl.lit(float(band["points"]))
    return earned


if __name__ == "__main__":
    main(*sys.argv[1:4])
