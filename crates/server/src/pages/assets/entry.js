// Nhập liệu: each row saves by itself, its points follow what is typed, nothing typed is lost.
// Without this script every row is a form with its own button and works the same.
"use strict";

const WAITING = "chamdiem-nhap-lieu";
const live = document.querySelector("[data-live]");
const say = (sentence) => { if (live) live.textContent = sentence; };

/* What waits for the network, by row; kept across a session that ends. */
const waiting = {
  read() { try { return JSON.parse(localStorage.getItem(WAITING)) || {}; } catch { return {}; } },
  write(all) { try { localStorage.setItem(WAITING, JSON.stringify(all)); } catch { /* full or forbidden: the page still asks before it is left */ } },
  keep(id, what) { const all = waiting.read(); all[id] = what; waiting.write(all); },
  drop(id) { const all = waiting.read(); delete all[id]; waiting.write(all); },
};

const fieldsOf = (form) => [...form.elements].filter((field) => field.name && !field.disabled && field.tagName !== "BUTTON" && field.tagName !== "FIELDSET");
const body = (form) => new URLSearchParams(new FormData(form));
const words = { saved: "Đã lưu", saving: "Đang lưu", waiting: "Chờ mạng", invalid: "", locked: "Đã khóa" };

class Row {
  constructor(element) {
    this.element = element;
    this.form = element.querySelector("form");
    this.id = element.dataset.row;
    this.code = element.dataset.code;
    this.points = element.querySelector("[data-points]");
    this.shown = this.points.innerHTML;
    this.saved = this.form ? body(this.form).toString() : "";
    this.timer = 0;
    this.asked = 0;
    this.busy = false;
  }

  get changed() { return Boolean(this.form) && body(this.form).toString() !== this.saved; }

  cell(key) { return this.element.querySelector(`td[data-key="${CSS.escape(key)}"]`); }

  mark(cell, state, sentence) {
    if (!cell) return;
    const word = cell.querySelector(":scope > .state");
    if (state) cell.dataset.state = state; else delete cell.dataset.state;
    if (!word) return;
    word.hidden = !state;
    word.textContent = sentence || words[state] || "";
    const input = cell.querySelector("input, select");
    if (input) {
      word.id ||= `${this.id}-${cell.dataset.key}-s`;
      input.setAttribute("aria-describedby", word.id);
      input.toggleAttribute("aria-invalid", state === "invalid");
    }
  }

  clear() { for (const cell of this.element.querySelectorAll("td[data-key]")) if (cell.dataset.state !== "locked") this.mark(cell, ""); }

  typed(event) {
    clearTimeout(this.timer);
    const cell = event.target.closest("td[data-key]");
    if (cell) this.mark(cell, "");
    this.timer = setTimeout(() => this.suppose(), 250);
  }

  /* The points of what is typed, before it is saved. */
  async suppose() {
    const asked = ++this.asked;
    const address = `${new URL(this.form.action).pathname}/thu?${body(this.form)}`;
    try {
      const answer = await fetch(address, { headers: { accept: "application/json" } });
      if (asked !== this.asked || !answer.ok) return;
      const what = await answer.json();
      this.show(what.points, what.outcome);
      this.points.title = what.because || what.outcome || "";
    } catch { /* offline: the points wait with the row */ }
  }

  show(points, outcome) {
    const number = this.points.querySelector("span");
    number.textContent = points ?? "–";
    number.className = points === null ? "soft" : "";
    number.title = points === null ? outcome : "";
  }

  get complete() {
    const value = (name) => this.form.elements[name]?.value.trim();
    const figures = fieldsOf(this.form).some((field) => field.name.startsWith("k.") && (field.type === "checkbox" ? field.checked : field.value.trim()));
    return !figures || (value("source") && value("as_of"));
  }

  async save(cell) {
    clearTimeout(this.timer);
    if (!this.changed || this.busy) return;
    if (!this.complete) {
      const missing = this.form.elements.source.value.trim() ? "as_of" : "source";
      this.mark(this.cell(missing), "waiting", missing === "source" ? "Cần ghi nguồn" : "Cần ghi ngày");
      return;
    }
    this.busy = true;
    const sent = body(this.form);
    this.mark(cell, "saving");
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        headers: { accept: "application/json", "if-match": `"${this.element.dataset.version}"` },
        body: sent,
      });
      await this.answered(answer, cell, sent);
    } catch {
      waiting.keep(this.id, { address: this.form.action, version: this.element.dataset.version, body: sent.toString(), code: this.code });
      this.mark(cell, "waiting");
      say(`${this.code}: mất kết nối, số liệu được giữ trên máy và sẽ gửi lại.`);
    } finally {
      this.busy = false;
    }
    if (this.changed && this.element.dataset.version && document.activeElement?.closest("tr") !== this.element && !this.element.querySelector('[data-state="invalid"], [data-state="waiting"]')) this.save(cell);
  }

  async answered(answer, cell, sent) {
    if (answer.status === 401 || answer.redirected) {
      waiting.keep(this.id, { address: this.form.action, version: this.element.dataset.version, body: sent.toString(), code: this.code });
      this.mark(cell, "waiting", "Cần đăng nhập lại");
      return say(`${this.code}: phiên làm việc đã hết, số liệu được giữ trên máy. Đăng nhập lại để gửi.`);
    }
    const what = await answer.json();
    if (answer.ok) {
      this.element.dataset.version = what.version;
      this.form.elements.version.value = what.version;
      sent.set("version", what.version);
      this.saved = sent.toString();
      waiting.drop(this.id);
      this.clear();
      this.mark(cell, "saved");
      this.show(what.points, what.outcome);
      this.points.title = what.because || "";
      sums(what);
      const also = what.also.length ? ` Số liệu dùng chung cũng đổi ở ${what.also.join(", ")}: mở lại trang để xem.` : "";
      return say(`${this.code}: đã lưu, ${what.points === null ? what.outcome : `${what.points} điểm`}.${also}`);
    }
    if (answer.status === 409) {
      this.mark(cell, "invalid", "Người khác vừa lưu");
      const link = document.createElement("button");
      link.type = "submit";
      link.className = "link";
      link.setAttribute("form", this.form.id);
      link.textContent = "Xem hai bản";
      this.cell(cell?.dataset.key || "source")?.querySelector(".state")?.append(" ", link);
      return say(what.sentence);
    }
    const at = this.cell(what.field) || cell;
    this.mark(cell, "");
    this.mark(at, "invalid", what.sentence);
    say(`${this.code}: ${what.sentence}`);
  }
}

function sums(what) {
  const put = (selector, text) => { const at = document.querySelector(selector); if (at) at.textContent = text; };
  put('[data-total="points"]', what.total.points);
  put('[data-total="done"]', what.total.done);
  put('[data-total="expected"]', what.expected);
  what.pillars.forEach((pillar, at) => put(`[data-pillar="${at}"] > span`, pillar.points));
}

function grid(table) {
  table.classList.add("live");
  const rows = new Map();
  const rowAt = (node) => {
    const element = node.closest?.("tr[data-row]");
    if (!element) return null;
    if (!rows.has(element)) rows.set(element, new Row(element));
    return rows.get(element);
  };
  for (const element of table.querySelectorAll("tr[data-row]")) rowAt(element);

  table.addEventListener("input", (event) => rowAt(event.target)?.typed(event));
  table.addEventListener("change", (event) => {
    const row = rowAt(event.target);
    if (row?.form) row.save(event.target.closest("td[data-key]"));
  });
  table.addEventListener("submit", (event) => {
    const row = rowAt(event.target);
    if (!row || event.submitter?.classList.contains("link")) { row && (row.saved = body(row.form).toString()); return; }
    event.preventDefault();
    row.save(row.element.querySelector("td[data-key]"));
  });

  const cells = (row) => [...row.querySelectorAll("td[data-key] > input:not([readonly]), td[data-key] > select:not([disabled]), td[data-key] summary")];
  const move = (field, rowsDown, columns) => {
    const row = field.closest("tr");
    const own = cells(row);
    if (columns) return own[own.indexOf(field) + columns]?.focus();
    const all = [...table.querySelectorAll("tr[data-row]")].filter((one) => cells(one).length);
    const next = all[all.indexOf(row) + rowsDown];
    if (!next) return;
    const key = field.closest("td").dataset.key;
    const place = own.indexOf(field);
    const target = next.querySelector(`td[data-key="${CSS.escape(key)}"] > :is(input:not([readonly]), select)`) || cells(next)[Math.min(place, cells(next).length - 1)];
    target?.focus();
    target?.select?.();
  };
  table.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.closest("td[data-key]")) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); return open(field.closest("tr")); }
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const text = field.tagName === "INPUT" && field.type !== "checkbox";
    if (event.key === "Enter" && text) { event.preventDefault(); return move(field, event.shiftKey ? -1 : 1, 0); }
    if (event.key === "Escape" && text) { field.value = field.defaultValue; return; }
    if (text && event.key === "ArrowDown") { event.preventDefault(); return move(field, 1, 0); }
    if (text && event.key === "ArrowUp") { event.preventDefault(); return move(field, -1, 0); }
    const ends = text && field.selectionStart === field.selectionEnd;
    if (ends && event.key === "ArrowRight" && field.selectionEnd === field.value.length) { event.preventDefault(); return move(field, 0, 1); }
    if (ends && event.key === "ArrowLeft" && field.selectionStart === 0) { event.preventDefault(); return move(field, 0, -1); }
  });

  /* A block pasted into a cell goes to the page that shows it with its totals first. */
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text/plain") || "";
    if (!/[\t\n]/.test(text.trim())) return;
    const link = document.querySelector('a[href*="/nhap-lieu/dan"]');
    const row = event.target.closest("tr[data-row]");
    if (!link || !row) return;
    event.preventDefault();
    post(link.href, block(text, row, event.target));
  });

  /* A block without a heading fills the cells from here on, row by row. */
  function block(text, row, field) {
    const lines = text.replace(/\r/g, "").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
    const first = lines[0].join(" ").toLowerCase();
    if (/mã|chỉ số/.test(first)) return text;
    const names = { num: "Tử số", den: "Mẫu số", ratio: "Tỷ lệ (%)", value: "Giá trị", yes: "Có/Không", option: "Phương án", source: "Nguồn", as_of: "Ngày số liệu", previous: "Kỳ trước", target: "Chỉ tiêu phấn đấu" };
    const all = [...table.querySelectorAll("tr[data-row]")].filter((one) => cells(one).length);
    const from = all.indexOf(row);
    const columns = [];
    const filled = lines.map((line, at) => {
      const target = all[from + at];
      if (!target) return null;
      const keys = cells(target).map((one) => one.closest("td").dataset.key);
      const own = keys.indexOf(field.closest("td").dataset.key);
      const values = {};
      line.forEach((value, column) => {
        const name = names[keys[Math.max(own, 0) + column]];
        if (!name || !value.trim()) return;
        values[name] = value.trim();
        if (!columns.includes(name)) columns.push(name);
      });
      return [target.dataset.code, values];
    }).filter(Boolean);
    return [["Mã chỉ số", ...columns].join("\t"), ...filled.map(([code, values]) => [code, ...columns.map((name) => values[name] || "")].join("\t"))].join("\n");
  }

  function post(href, text) {
    const address = new URL(href);
    const form = document.createElement("form");
    form.method = "post";
    form.action = address.pathname;
    const put = (name, value) => { const input = document.createElement("textarea"); input.name = name; input.value = value; form.append(input); };
    put("text", text);
    put("bo", address.searchParams.get("bo") || "");
    put("step", "xem");
    form.hidden = true;
    document.body.append(form);
    leaving = true;
    form.submit();
  }

  /* The drawer: the indicator's own page beside the grid. */
  const beside = document.querySelector("[data-beside]");
  let drawer = null;
  async function open(row) {
    const answer = await fetch(row.dataset.href).catch(() => null);
    if (!answer?.ok) return say("Không mở được chỉ số: mất kết nối.");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    close();
    drawer = document.createElement("aside");
    drawer.className = "drawer";
    drawer.setAttribute("aria-label", `Chỉ số ${row.dataset.code}`);
    drawer.tabIndex = -1;
    const header = document.createElement("header");
    const title = document.createElement("h2");
    title.textContent = page.querySelector("h1")?.textContent || row.dataset.code;
    const shut = document.createElement("button");
    shut.type = "button";
    shut.className = "button small";
    shut.textContent = "Đóng";
    shut.addEventListener("click", () => { close(); cells(row)[0]?.focus(); });
    header.append(title, shut);
    drawer.append(header);
    for (const id of ["vi-sao", "ky-truoc", "lich-su", "minh-chung-ten", "trao-doi", "nguoi"]) {
      const section = page.getElementById(id)?.closest("section");
      if (!section) continue;
      section.classList.remove("card");
      drawer.append(document.importNode(section, true));
    }
    const whole = document.createElement("a");
    whole.href = row.dataset.href;
    whole.textContent = "Mở trang của chỉ số";
    drawer.append(whole);
    beside.append(drawer);
    row.classList.add("open");
    drawer.focus();
  }
  function close() { drawer?.remove(); drawer = null; table.querySelector("tr.open")?.classList.remove("open"); }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && drawer && drawer.contains(document.activeElement)) { const row = table.querySelector("tr.open"); close(); if (row) cells(row)[0]?.focus(); } });

  let leaving = false;
  addEventListener("beforeunload", (event) => {
    if (!leaving && [...rows.values()].some((row) => row.changed)) event.preventDefault();
  });

  /* What waited is put back into its row, seen, and sent with the version it was typed against. */
  function resend() {
    for (const [id, what] of Object.entries(waiting.read())) {
      const element = table.querySelector(`tr[data-row="${CSS.escape(id)}"]`);
      const row = element && rowAt(element);
      if (!row?.form || row.busy) continue;
      const kept = new URLSearchParams(what.body);
      for (const field of fieldsOf(row.form)) {
        if (field.type === "checkbox") field.checked = kept.getAll(field.name).includes(field.value);
        else if (kept.has(field.name) && field.type !== "hidden") field.value = kept.get(field.name);
      }
      element.dataset.version = what.version;
      row.save(row.cell("source"));
    }
  }
  addEventListener("online", resend);
  if (navigator.onLine) resend();
  setInterval(() => { if (navigator.onLine && Object.keys(waiting.read()).length) resend(); }, 30000);
}

/* The page of one indicator: points follow what is typed; leaving with unsaved text asks. */
function indicator(form) {
  const before = body(form).toString();
  let timer = 0, asked = 0, sending = false;
  const points = form.closest("section").querySelector("[data-points]");
  const because = document.querySelector("[data-because] > p");
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const own = ++asked;
      const answer = await fetch(`${form.dataset.what}?${body(form)}`, { headers: { accept: "application/json" } }).catch(() => null);
      if (!answer || own !== asked) return;
      const what = await answer.json().catch(() => null);
      if (!what) return;
      if (answer.ok) {
        points.textContent = what.points ?? "–";
        if (because) because.textContent = what.because || `${what.outcome}.`;
        say(what.points === null ? what.outcome : `${what.points} điểm`);
      } else say(what.sentence);
    }, 250);
  });
  form.addEventListener("submit", () => { sending = true; });
  addEventListener("beforeunload", (event) => { if (!sending && body(form).toString() !== before) event.preventDefault(); });
}

for (const table of document.querySelectorAll("table[data-entry]")) grid(table);
for (const form of document.querySelectorAll("form[data-indicator]")) indicator(form);
