// Plans: counts the picked rows, picks all of them, opens what an address points at. Everything
// works without this file.
const form = document.getElementById("nhieu-dong");
if (form) {
  const boxes = [...form.querySelectorAll('input[name="chon"]')];
  const head = form.querySelector("th.pick");
  const count = document.getElementById("so-chon");
  const panel = document.getElementById("viec-chung");
  const all = document.createElement("input");
  all.type = "checkbox";
  all.setAttribute("aria-label", "Chọn tất cả các dòng đang hiện");
  head?.replaceChildren(all);
  let last = null;
  const show = () => {
    const picked = boxes.filter((box) => box.checked);
    if (count) count.textContent = picked.length ? ` (${picked.length} dòng)` : "";
    all.checked = picked.length === boxes.length;
    all.indeterminate = picked.length > 0 && picked.length < boxes.length;
    for (const box of boxes) box.closest("tr").classList.toggle("selected", box.checked);
    // At hand while one picks, wherever in the list; out of the way otherwise.
    panel?.classList.toggle("sticky", picked.length > 0);
  };
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  // Shift picks everything between two clicks.
  for (const box of boxes) {
    box.addEventListener("click", (event) => {
      if (event.shiftKey && last) {
        const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
        for (const between of boxes.slice(from, to + 1)) between.checked = box.checked;
      }
      last = box;
      show();
    });
  }
  show();
}
const open = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
};
window.addEventListener("hashchange", open);
open();
