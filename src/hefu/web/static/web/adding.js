// Adding documents: files are sent one by one as they are dropped or chosen, and the list shows how far each is.
// Without this file the form sends what was chosen, and the list is as it was when the page was opened.

const form = document.getElementById("drop");
const said = document.getElementById("sending");
const problems = document.getElementById("problems");
const list = document.getElementById("arrivals");
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// ---------------------------------------------------------------- sending

let queue = [];
let sent = 0;
let sending = false;

const tell = (text) => (said.textContent = text);
const blame = (text) => problems.append(Object.assign(document.createElement("li"), { textContent: text }));

// One file; where the queue is full, again after a while.
const send = async (file) => {
  const body = new FormData(form);
  body.delete("files");
  body.delete("folder");
  body.append("files", file, file.name);
  for (;;) {
    const answer = await fetch(form.action, { method: "POST", body, headers: { accept: "application/json" } });
    if (answer.status === 503) {
      tell(form.dataset.full.replace("{n}", queue.length + 1));
      await pause(Math.min(Number(answer.headers.get("retry-after")) || 3, 60) * 1000);
      continue;
    }
    if (answer.ok) return;
    const words = await answer.json().catch(() => null);
    for (const one of words?.problems ?? [`${file.name}: ${answer.status}`]) blame(one);
    return;
  }
};

const work = async () => {
  if (sending) return;
  sending = true;
  while (queue.length) {
    const file = queue.shift();
    try {
      await send(file);
    } catch {
      blame(form.dataset.lost.replace("{n}", queue.length + 1));
      queue = [];
      break;
    }
    sent += 1;
    tell(form.dataset.sending.replace("{n}", sent).replace("{all}", sent + queue.length));
    refresh();
  }
  sending = false;
  sent = 0;
};

const take = (files) => {
  if (!form.reportValidity()) return;
  problems.replaceChildren();
  queue.push(...[...files].filter((file) => !file.name.startsWith(".")));
  work();
};

// The files of what was dropped, and of the folders among it.
const spread = async (entry) => {
  if (entry.isFile) return [await new Promise((done, wrong) => entry.file(done, wrong))];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, wrong) => reader.readEntries(done, wrong));
    if (!some.length) return found;
    for (const one of some) found.push(...(await spread(one)));
  }
};

for (const name of ["dragover", "dragenter"]) form.addEventListener(name, (event) => (event.preventDefault(), form.classList.add("drop--over")));
for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("drop--over"));
form.addEventListener("drop", async (event) => {
  event.preventDefault();
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const files = entries.length ? (await Promise.all(entries.map(spread))).flat() : event.dataTransfer.files;
  take(files);
});
for (const input of form.querySelectorAll("input[type=file]")) {
  input.addEventListener("change", () => {
    take(input.files);
    if (form.checkValidity()) input.value = "";
  });
}
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const files = [...form.querySelectorAll("input[type=file]")].flatMap((input) => [...input.files]);
  if (files.length) take(files);
  else form.querySelector("#files").click();
});
// Whoever leaves while files wait for being sent is asked first: those would be sent no more.
addEventListener("beforeunload", (event) => sending && event.preventDefault());
for (const hidden of form.querySelectorAll("[data-scripted]")) hidden.hidden = false;
document.getElementById("folder").hidden = false;

// ---------------------------------------------------------------- the list

let asked = false;
const busy = () => list.querySelector("[data-busy]") !== null;

// A row without the token of its form, which is another one each time.
const bare = (row) => row.outerHTML.replace(/value="\w{64}"/g, "");

// Rows that changed are replaced; one in which something has the focus stays as it is.
const lay = (fresh) => {
  const rows = [...fresh.querySelectorAll("tr[id]")];
  const same = rows.length && rows.every((row, at) => list.querySelectorAll("tr[id]")[at]?.id === row.id);
  if (!same || rows.length !== list.querySelectorAll("tr[id]").length) {
    if (!list.contains(document.activeElement)) list.replaceChildren(fresh);
    return;
  }
  for (const row of rows) {
    const old = document.getElementById(row.id);
    if (bare(old) !== bare(row) && !old.contains(document.activeElement)) old.replaceWith(row);
  }
  document.getElementById("arr-seg").replaceWith(fresh.querySelector("#arr-seg"));
  const box = list.querySelector(".arr-list");
  fresh.dataset.busy ? (box.dataset.busy = fresh.dataset.busy) : delete box.dataset.busy;
};

const refresh = async () => {
  if (asked) return;
  asked = true;
  const answer = await fetch(list.dataset.source, { credentials: "same-origin" }).catch(() => null);
  if (answer?.ok) lay(new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".arr-list"));
  asked = false;
};

(async () => {
  for (;;) {
    await pause(busy() || sending ? 1000 : 5000);
    if (!document.hidden) await refresh();
  }
})();
