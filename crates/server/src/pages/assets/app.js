// Improves pages that work without it. Each behaviour finds its elements by a data attribute.
"use strict";

// Answers under the search box while one types (WAI-ARIA combobox with a list). Without scripts,
// or with Enter on what was typed, the form goes to the page of results.
const suggest = (box) => {
  const list = document.createElement("ul");
  const said = document.createElement("p");
  list.id = `${box.id}-goi-y`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Gợi ý");
  list.hidden = true;
  said.className = "visually-hidden";
  said.setAttribute("role", "status");
  box.after(list, said);
  for (const [name, value] of Object.entries({
    role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
  })) box.setAttribute(name, value);

  let at = -1;
  let asked = "";
  let waiting;
  let under;

  const close = () => {
    list.hidden = true;
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const choose = (next) => {
    const options = list.children;
    if (!options.length) return;
    options[at]?.setAttribute("aria-selected", "false");
    at = (next + options.length) % options.length;
    options[at].setAttribute("aria-selected", "true");
    options[at].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", options[at].id);
  };
  const show = (found) => {
    list.replaceChildren(...found.map((one, nth) => {
      const option = document.createElement("li");
      const more = document.createElement("small");
      option.id = `${list.id}-${nth}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.address = one.address;
      option.textContent = one.title;
      more.textContent = `${one.kind} · ${one.unit}`;
      option.append(more);
      return option;
    }));
    at = -1;
    list.hidden = found.length === 0;
    box.setAttribute("aria-expanded", String(found.length > 0));
    said.textContent = found.length ? `${found.length} gợi ý` : "Không có gợi ý";
  };
  const ask = async () => {
    const words = box.value.trim();
    if (words === asked) return;
    asked = words;
    under?.abort();
    if (words.length < 2) { close(); return; }
    under = new AbortController();
    try {
      const answer = await fetch(`/tim-kiem/goi-y?q=${encodeURIComponent(words)}`, { signal: under.signal });
      if (answer.ok && answer.headers.get("content-type")?.startsWith("application/json")) show(await answer.json());
    } catch { /* Gone on typing, or no line: the form still works. */ }
  };

  box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 150); });
  box.addEventListener("blur", () => setTimeout(close, 150));
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { close(); event.preventDefault(); }
    if (list.hidden) return;
    if (event.key === "ArrowDown") { choose(at + 1); event.preventDefault(); }
    if (event.key === "ArrowUp") { choose(at < 0 ? list.children.length - 1 : at - 1); event.preventDefault(); }
    if (event.key === "Enter" && at >= 0) { event.preventDefault(); location.assign(list.children[at].dataset.address); }
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("li");
    if (option) { event.preventDefault(); location.assign(option.dataset.address); }
  });
};
document.querySelectorAll("[data-suggest]").forEach(suggest);

// A button that copies a text. Without scripts the text is picked and copied by hand.
const copying = (text) => {
  const row = document.createElement("div");
  const button = document.createElement("button");
  const said = document.createElement("span");
  row.className = "actions";
  button.type = "button";
  button.className = "button";
  button.textContent = "Sao chép";
  said.className = "soft";
  said.setAttribute("role", "status");
  row.append(button, said);
  text.after(row);
  button.addEventListener("click", async () => {
    text.select();
    // Browsers offer the clipboard to pages under HTTPS alone.
    try { await navigator.clipboard.writeText(text.value); } catch { document.execCommand("copy"); }
    said.textContent = "Đã sao chép";
  });
};
document.querySelectorAll("[data-copy]").forEach(copying);
