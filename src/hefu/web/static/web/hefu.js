// What the pages do beyond links and forms. Everything works without this file, too; loaded with defer, no inline handlers.

// Side lists are open where there is room for them, folded on a phone.
for (const list of document.querySelectorAll("details[data-wide]")) {
  if (matchMedia("(min-width: 56rem)").matches) list.open = true;
}

// A filter applies as soon as one chooses from a list.
for (const form of document.querySelectorAll("form[data-auto]")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select")) form.requestSubmit();
  });
}
// Empty fields stay out of the address.
for (const form of document.querySelectorAll("form.filters")) {
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
  });
}

const offerCopies = () => {
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = !navigator.clipboard;
};
offerCopies();
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(new URL(button.dataset.copy, location.href).href);
  button.textContent = button.dataset.done;
});

// ---------------------------------------------------------------- choosing a statement

const text = document.getElementById("text");
const chosenIn = (address) => new URL(address, location.href).searchParams.get("s");
let shown = chosenIn(location.href);

// Only the panel and the paragraphs concerned are replaced; the address becomes the statement's.
const choose = async (address, { push }) => {
  const wanted = new URL(address, location.href);
  const part = new URL(wanted.pathname + "fields/" + wanted.search, location.href);
  if (shown) part.searchParams.set("was", shown);
  const panel = document.getElementById("panel");
  panel.setAttribute("aria-busy", "true");
  const response = await fetch(part, { credentials: "same-origin" }).catch(() => null);
  if (!response?.ok) return location.assign(wanted);
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  if (push) history.pushState(null, "", wanted);
  shown = chosenIn(wanted);
  panel.replaceChildren(...fresh.getElementById("fields-new").childNodes);
  panel.removeAttribute("aria-busy");
  document.getElementById("peek").replaceChildren(...fresh.querySelectorAll(".peek"));
  for (const block of fresh.querySelectorAll("[id^=b]")) document.getElementById(block.id)?.replaceWith(block);
  offerCopies();
  show(document.getElementById(`s${shown}`));
};

const show = (link, room = 90) => {
  if (!link) return;
  link.focus({ preventScroll: true });
  const { top, bottom } = link.getBoundingClientRect();
  if (top < room || bottom > innerHeight - room) link.scrollIntoView({ block: "center" });
};

if (text) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#text a.st, [data-choose]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    choose(link.href, { push: true });
  });
  addEventListener("popstate", () => {
    if (chosenIn(location.href) !== shown) shown && chosenIn(location.href) ? choose(location.href, { push: false }) : location.reload();
  });
  show(text.querySelector("[aria-current]"), innerHeight / 3);
}

// ---------------------------------------------------------------- keys

const typing = (target) => target.matches("input, select, textarea");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || "keys" in document.body.dataset) return;
  const target = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!target) return;
  event.preventDefault();
  typing(target) ? target.focus() : target.click();
});
