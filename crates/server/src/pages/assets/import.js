// The import wizard: files dropped, document and rows moving together, findings settled by keys.
// Every page works without this file.

const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

// A file dropped on the field becomes its file.
for (const drop of document.querySelectorAll(".drop")) {
  const input = drop.querySelector("input[type=file]");
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    if (event.dataTransfer.files.length > 0) input.files = event.dataTransfer.files;
  });
}

// Document and rows: what is chosen on one side is shown on the other.
const review = document.querySelector("[data-import=review]");
if (review) {
  const rows = [...review.querySelectorAll("article.reading")];
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
  const show = (element) => {
    const pane = element.closest(".pane");
    if (pane && pane.scrollHeight > pane.clientHeight) {
      const top = element.getBoundingClientRect().top - pane.getBoundingClientRect().top;
      pane.scrollTo({ top: pane.scrollTop + top - pane.clientHeight / 4, behavior: calm });
    } else {
      element.scrollIntoView({ block: "center", behavior: calm });
    }
  };
  let current = -1;
  const link = (row, from) => {
    for (const old of review.querySelectorAll(".linked")) old.classList.remove("linked");
    row.classList.add("linked");
    current = rows.indexOf(row);
    const lines = [];
    for (let no = Number(row.dataset.from); no <= Number(row.dataset.to); no++) {
      const line = document.getElementById(`dong-${no}`);
      if (line) { line.classList.add("linked"); lines.push(line); }
    }
    if (from !== "row") show(row);
    if (from !== "line" && lines[0]) show(lines[0]);
  };
  review.addEventListener("click", (event) => {
    const line = event.target.closest("a.doc-line");
    if (line) {
      const row = document.getElementById(line.hash.slice(1));
      if (row) { event.preventDefault(); history.replaceState(null, "", line.hash); link(row, "line"); }
      return;
    }
    const row = event.target.closest("article.reading");
    const anchor = event.target.closest("a");
    if (row && (!anchor || anchor.hash.startsWith("#dong-"))) {
      if (anchor) event.preventDefault();
      link(row, "row");
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const step = { j: 1, k: -1 }[event.key];
    if (!step || rows.length === 0) return;
    event.preventDefault();
    link(rows[Math.min(rows.length - 1, Math.max(0, current + step))], "key");
  });
  const asked = location.hash === "" ? null : document.getElementById(location.hash.slice(1));
  if (asked?.matches("article.reading")) link(asked, "key");
}

// Findings: one key for each way to settle.
const findings = [...document.querySelectorAll("[data-import=findings] .finding")];
if (findings.length > 0) {
  document.querySelector("[data-keys]")?.removeAttribute("hidden");
  // «j» goes on to what is still open; «k» goes back over what was settled too, where «u» takes it back.
  const open = () => findings.filter((one) => one.querySelector("[data-way]"));
  const any = () => findings.filter((one) => one.querySelector("[data-way], [data-again]"));
  const beside = (all, step) => {
    const at = all.indexOf(current);
    if (at >= 0) return all[Math.min(all.length - 1, Math.max(0, at + step))];
    if (!current) return step > 0 ? all[0] : all.at(-1);
    const side = step > 0 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
    const ahead = all.filter((one) => current.compareDocumentPosition(one) & side);
    return (step > 0 ? ahead[0] : ahead.at(-1)) || all[0];
  };
  let current = location.hash ? findings.find((one) => one.id === decodeURIComponent(location.hash.slice(1))) : undefined;
  const go = (finding) => {
    if (!finding) return;
    for (const old of findings) old.classList.remove("linked");
    finding.closest("details")?.setAttribute("open", "");
    finding.classList.add("linked");
    finding.focus({ preventScroll: true });
    finding.scrollIntoView({ block: "center" });
    current = finding;
  };
  if (current) go(current);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const press = (selector) => { const button = current?.querySelector(selector); if (button) { event.preventDefault(); button.click(); } };
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      go(event.key === "j" ? beside(open(), 1) : beside(any(), -1));
    } else if (event.key === "a") press("[data-way=\"1\"]");
    else if (/^[2-9]$/.test(event.key)) press(`[data-way="${event.key}"]`);
    else if (event.key === "u") press("[data-again]");
    else if (event.key === "t") { const all = current?.closest("form")?.querySelector("[data-all]"); if (all) { event.preventDefault(); all.click(); } }
  });
}
