// What the pages do beyond links and forms. Everything works without this file, too; loaded with defer, no inline handlers.

// Side lists are open where there is room for them, folded on a phone.
for (const list of document.querySelectorAll("details[data-wide]")) {
  if (matchMedia("(min-width: 56rem)").matches) list.open = true;
}

// Where the navigation scrolls, the page that one is on is in sight.
const here = document.querySelector(".bar [aria-current]");
if (here) here.parentElement.scrollLeft = here.offsetLeft + here.offsetWidth - here.parentElement.clientWidth;

// A filter applies as soon as one chooses from a list.
for (const form of document.querySelectorAll("form[data-auto]")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) form.requestSubmit();
  });
}
for (const button of document.querySelectorAll("form[data-auto] [data-plain]")) button.hidden = true;
// Empty fields stay out of the address, but where empty is a choice of its own.
for (const form of document.querySelectorAll("form.filters")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (value === "" && !form.querySelector(`[name="${CSS.escape(name)}"][data-keep]`)) formData.delete(name);
  });
}

const offerCopies = () => {
  for (const button of document.querySelectorAll("[data-copy], [data-copy-from]")) button.hidden = !navigator.clipboard;
};
offerCopies();
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy], [data-copy-from]");
  if (!button) return;
  const { copy, copyFrom } = button.dataset;
  await navigator.clipboard.writeText(copyFrom ? document.getElementById(copyFrom).value : new URL(copy, location.href).href);
  button.textContent = button.dataset.done;
});

// ---------------------------------------------------------------- choosing a statement

const text = document.getElementById("text");
const folio = document.getElementById("folio"); // the page of the original, where there are pages
const chosenIn = (address) => new URL(address, location.href).searchParams.get("s");
let shown = chosenIn(location.href); // whose fields are there
let wanted = shown; // whose fields were asked for last
let asking = new AbortController();

const show = (link, room = 90) => {
  if (!link) return;
  link.focus({ preventScroll: true });
  const { top, bottom } = link.getBoundingClientRect();
  if (top < room || bottom > innerHeight - room) link.scrollIntoView({ block: "center" });
};

// The box of the chosen statement comes into sight; the page around it is moved no further than needed.
const showBox = () => {
  const box = folio?.querySelector(".pg-box");
  if (!box || folio.scrollHeight <= folio.clientHeight) return;
  const { top, height } = box.getBoundingClientRect();
  const inside = top - folio.getBoundingClientRect().top;
  if (inside < 0 || inside + height > folio.clientHeight) folio.scrollTop += inside - folio.clientHeight / 3;
};

const point = (to) => {
  for (const link of text.querySelectorAll("[aria-current]")) link.removeAttribute("aria-current");
  to?.setAttribute("aria-current", "true");
  show(to);
};

// Only the panel and the paragraphs concerned are replaced; the address becomes the statement's.
const choose = async (address, remember) => {
  const goal = new URL(address, location.href);
  const part = new URL(goal.pathname + "fields/" + goal.search, location.href);
  if (shown) part.searchParams.set("was", shown);
  wanted = chosenIn(goal);
  point(document.getElementById(`s${wanted}`));
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const answer = await fetch(part, { credentials: "same-origin", signal }).catch(() => null);
  const page = answer?.ok ? await answer.text().catch(() => null) : null;
  if (signal.aborted) return;
  if (page === null) return location.assign(goal);
  remember?.call(history, null, "", goal);
  replace(new DOMParser().parseFromString(page, "text/html"));
};

const replace = (fresh) => {
  shown = wanted;
  document.getElementById("panel").replaceChildren(...fresh.getElementById("fields-new").childNodes);
  document.getElementById("peek").replaceChildren(...fresh.querySelectorAll(".peek"));
  folio?.replaceChildren(...fresh.getElementById("folio-new").childNodes);
  for (const block of fresh.querySelectorAll("[id^=b]")) document.getElementById(block.id)?.replaceWith(block);
  document.getElementById("said").textContent = document.querySelector(".peek > span")?.textContent ?? "";
  offerCopies();
  show(document.getElementById(`s${shown}`));
  showBox();
};

// Another page of the original is shown; what is chosen stays.
const turn = async (address) => {
  const goal = new URL(address, location.href);
  const answer = await fetch(new URL(goal.pathname + "fields/" + goal.search, location.href), { credentials: "same-origin" }).catch(() => null);
  if (!answer?.ok) return location.assign(goal);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const rel = document.activeElement?.getAttribute("rel");
  folio.replaceChildren(...fresh.getElementById("folio-new").childNodes);
  (folio.querySelector(`[data-page][rel="${rel}"]`) ?? folio.querySelector("[data-page]"))?.focus({ preventScroll: true });
};

const step = (by) => {
  const links = [...text.querySelectorAll("a.st")];
  const at = links.findIndex((link) => link.id === `s${wanted}`);
  const next = at < 0 ? links.at(by > 0 ? 0 : -1) : links[at + by];
  if (next) choose(next.href, history.replaceState);
};

if (text) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#text a.st, [data-choose], [data-page]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const address = link.getAttribute("href");
    "page" in link.dataset ? turn(address) : choose(address, history.pushState);
  });
  addEventListener("popstate", () => {
    const before = chosenIn(location.href);
    if (before === wanted) return;
    before === null ? location.reload() : choose(location.href);
  });
  show(text.querySelector("[aria-current]"), innerHeight / 3);
  showBox();
}

// ---------------------------------------------------------------- findings

// The opened finding is in sight in the list beside it; a message, or the form that was asked for, has the focus.
const listed = document.querySelector(".rows ul [aria-current]");
const rows = listed?.closest(".side");
if (rows && rows.scrollHeight > rows.clientHeight) rows.scrollTop = listed.offsetTop - rows.clientHeight / 3;
document.querySelector("#wrong, .editor [name=value], .done ~ .halves a.st")?.focus({ preventScroll: true });

// ---------------------------------------------------------------- keys

// From entry to entry of a list that has no single one chosen: plans, targets, changes.
const walk = (by) => {
  const links = [...document.querySelectorAll("[data-step]")];
  const at = links.indexOf(document.activeElement);
  show(links[at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by]);
};

const typing = (target) => target.matches("input, select, textarea");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || "keys" in document.body.dataset) return;
  if (text && (event.key === "j" || event.key === "k")) return step(event.key === "j" ? 1 : -1);
  if (!document.querySelector("[data-key=j], [data-key=k]") && (event.key === "j" || event.key === "k")) walk(event.key === "j" ? 1 : -1);
  const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!target) return;
  event.preventDefault();
  typing(target) ? target.focus() : target.click();
});

// ---------------------------------------------------------------- print

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
