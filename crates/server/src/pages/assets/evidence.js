// Sends files of proof one by one from the form `[data-drop]`: chosen, dropped, pasted or
// photographed, each with its progress and a second try. The server answers with the same list
// items that the page shows without this script. Words stand in the form's data attributes.
"use strict";

for (const form of document.querySelectorAll("form[data-drop]")) begin(form);

function begin(form) {
  const list = form.querySelector("[data-files]");
  const inputs = form.querySelectorAll("input[type=file]");
  const waiting = [];
  let sending = false;

  for (const one of form.querySelectorAll("[data-scripted]")) one.hidden = false;
  for (const one of form.querySelectorAll("[data-plain]")) one.hidden = true;
  for (const input of inputs) {
    // A button in our words opens it; the browser's own speaks the browser's language.
    input.hidden = true;
    input.addEventListener("change", () => {
      add(input.files);
      input.value = "";
    });
  }
  for (const button of form.querySelectorAll("[data-open]")) {
    button.addEventListener("click", () => form.querySelector(`#${button.dataset.open}`).click());
  }
  form.addEventListener("submit", (event) => event.preventDefault());

  form.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    form.classList.add("over");
  });
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("over");
  });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    add(event.dataTransfer.files);
  });
  // A file dropped beside the frame would replace the page.
  for (const kind of ["dragover", "drop"]) {
    window.addEventListener(kind, (event) => {
      if (event.dataTransfer && event.dataTransfer.types.includes("Files")) event.preventDefault();
    });
  }
  document.addEventListener("paste", (event) => {
    if (document.querySelector("form[data-drop]") !== form) return;
    const files = event.clipboardData ? event.clipboardData.files : [];
    if (files.length === 0) return;
    event.preventDefault();
    add(files);
  });
  window.addEventListener("beforeunload", (event) => {
    if (sending || waiting.length > 0) event.preventDefault();
  });

  function add(files) {
    for (const file of files) {
      const item = document.createElement("li");
      list.hidden = false;
      list.append(item);
      waiting.push([file, item]);
      draw(item, file, "");
    }
    next();
  }

  function next() {
    if (sending) return;
    const one = waiting.shift();
    if (!one) return;
    sending = true;
    send(...one);
  }

  function draw(item, file, word) {
    const name = part("span", "name", file.name);
    const state = part("span", "badge in-progress", word || form.dataset.sending);
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    item.replaceChildren(name, state, bar);
    return [state, bar];
  }

  function send(file, item) {
    const [state, bar] = draw(item, file, "");
    const body = new FormData();
    const wanted = form.querySelector("[name=yeu_cau]");
    if (wanted) body.append("yeu_cau", wanted.value);
    body.append("tep", file, file.name);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("x-tung-tep", "1");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      bar.value = event.loaded / event.total;
      state.textContent = `${form.dataset.sending} ${Math.round(100 * bar.value)} ${form.dataset.percent}`;
    });
    request.addEventListener("load", () => {
      const html = request.responseText;
      // Only the list that we asked for: a whole page is a failure told in another way.
      if (request.status !== 200 || html.includes("<main")) return failed(file, item, sentence(html));
      const page = new DOMParser().parseFromString(`<ul>${html}</ul>`, "text/html");
      const items = page.querySelectorAll("ul > li");
      // Asked before the items move out of the page that was parsed.
      const taken = page.querySelector(".badge.done") !== null;
      item.replaceWith(...items);
      if (taken) offerReload();
      done();
    });
    for (const kind of ["error", "abort", "timeout"]) {
      request.addEventListener(kind, () => failed(file, item, ""));
    }
    request.send(body);
  }

  // The sentence of a page that says why, where there is one.
  function sentence(html) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const notice = page.querySelector("[role=alert]");
    return notice ? notice.textContent.trim() : "";
  }

  function failed(file, item, why) {
    const again = part("button", "button small", form.dataset.retry);
    again.type = "button";
    again.addEventListener("click", () => {
      waiting.push([file, item]);
      draw(item, file, "");
      next();
    });
    item.replaceChildren(
      part("span", "name", file.name),
      part("span", "badge overdue", form.dataset.failed),
      part("small", "", why || form.dataset.why),
      again,
    );
    done();
  }

  function done() {
    sending = false;
    next();
  }

  function offerReload() {
    if (list.nextElementSibling) return;
    const link = part("a", "", form.dataset.reload);
    link.href = location.href;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      location.reload();
    });
    list.after(link);
  }
}

function part(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}
