// What HTML cannot do by itself: keys, suggestions while typing, finding in a list, and keeping lists open over an update.

const byId = (id) => document.getElementById(id);
const isTyping = (element) => element.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");

// --- a part of the page that is named in its address is opened, in browsers that do not do so themselves ------

function reveal() {
  const target = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
  const closed = target && target.closest("details:not([open])");
  if (!closed) return;
  closed.open = true;
  target.scrollIntoView();
}

addEventListener("hashchange", reveal);
reveal();

// --- drawing over the timeline chooses the days from one bar to another -------------------------

document.addEventListener("pointerdown", (event) => {
  const chart = event.target.closest?.("#results .chart");
  if (!chart || event.button || event.pointerType === "touch") return;
  const bars = [...chart.querySelectorAll("a")];
  const day = (bar, end) => new URL(bar.href.baseVal, location).searchParams.get(end);
  const barAt = (x) => bars.findLast((bar) => bar.getBoundingClientRect().left <= x) ?? bars[0];
  const first = barAt(event.clientX);
  let chosen = [first];

  const draw = (move) => {
    const [from, to] = [first, barAt(move.clientX)].map((bar) => bars.indexOf(bar)).sort((a, b) => a - b);
    chosen = bars.slice(from, to + 1);
    for (const bar of bars) bar.classList.toggle("drawn", chosen.length > 1 && chosen.includes(bar));
  };
  const finish = () => {
    removeEventListener("pointermove", draw);
    if (chosen.length < 2) return;
    addEventListener("click", (click) => { click.preventDefault(); click.stopPropagation(); }, { capture: true, once: true });
    setTimeout(() => {
      byId("from").value = day(chosen[0], "from");
      byId("to").value = day(chosen.at(-1), "to");
      byId("search").requestSubmit();
    });
  };
  addEventListener("pointermove", draw);
  addEventListener("pointerup", finish, { once: true });
});

document.addEventListener("dragstart", (event) => event.target.closest?.(".chart") && event.preventDefault());

// --- keys ---------------------------------------------------------------------------------------

// A browser may refuse to keep anything for a site; then the keys are on until the page is left.
const memory = openMemory();

function openMemory() {
  try {
    localStorage.getItem("keys");
    return localStorage;
  } catch {
    const values = new Map();
    return { getItem: (name) => values.get(name), setItem: (name, value) => values.set(name, value) };
  }
}

const keysAreOn = () => memory.getItem("keys") !== "off";

function focusBox() {
  const box = byId("q");
  if (!box) return location.assign("/");
  box.focus();
  box.select();
}

const hits = [...document.querySelectorAll("article mark[id]")];
const hitNow = () => hits.findIndex((hit) => `#${hit.id}` === location.hash);

// Of a long document this page has the hits of one part; the nearest of the other parts are links beside their numbers.
function toHit(step) {
  const now = hitNow();
  const next = now < 0 ? (step > 0 ? 0 : hits.length - 1) : now + step;
  const beyond = !hits[next] && document.querySelector(`.hit-links:has(#hit-steps) a[rel=${step > 0 ? "next" : "prev"}]`);
  if (beyond) location.assign(beyond.href);
  else if (hits.length) location.hash = hits.at(next % hits.length).id;
}

const steps = byId("hit-steps");

function tellHit() {
  const now = hitNow();
  const total = Number(steps.dataset.total);
  steps.querySelector("span").textContent = now < 0 ? `${total}` : `${Number(steps.dataset.passed) + now + 1} of ${total}`;
}

if (steps && Number(steps.dataset.total) > 1) {
  steps.hidden = false;
  for (const button of steps.querySelectorAll("button")) button.addEventListener("click", () => toHit(Number(button.value)));
  addEventListener("hashchange", tellHit);
  tellHit();
}

const KEYS = { "/": focusBox, "?": () => byId("keys").showModal(), n: () => toHit(1), p: () => toHit(-1) };

document.addEventListener("keydown", (event) => {
  if (!keysAreOn()) return;
  const withControl = event.ctrlKey || event.metaKey;
  const act = withControl ? event.key.toLowerCase() === "k" && focusBox : !event.altKey && !isTyping(event.target) && KEYS[event.key];
  if (!act || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  act();
});

byId("keys-on").checked = keysAreOn();
byId("to-keys").hidden = false; // the way to the list that is left when the keys are off
byId("to-keys").firstElementChild.addEventListener("click", () => byId("keys").showModal());
byId("keys-on").addEventListener("change", (event) => memory.setItem("keys", event.target.checked ? "on" : "off"));

// --- finding in a list --------------------------------------------------------------------------

const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

function narrow(field) {
  const list = byId(field.dataset.narrows);
  const wanted = folded(field.value.trim());
  let shown = 0;
  for (const value of list.querySelectorAll("li.value")) {
    const fits = folded(value.querySelector(".words, del").textContent).includes(wanted);
    value.hidden = !fits;
    shown += fits;
  }
  for (const more of wanted ? list.querySelectorAll("details.more") : []) more.open = true;
  for (const section of list.querySelectorAll("section")) section.hidden = !section.querySelector("li.value:not([hidden])");
  field.parentElement.querySelector("[role=status]").textContent = wanted ? `${shown} found` : "";
}

function prepareLists(root) {
  for (const field of root.querySelectorAll("[data-narrows]")) field.parentElement.hidden = false;
}

document.addEventListener("input", (event) => event.target.matches("[data-narrows]") && narrow(event.target));
// A tick asks at once; what is typed waits for Enter or its button, so that no answer comes between two dates.
document.addEventListener("change", (event) => isTyping(event.target) && event.stopPropagation(), true);
prepareLists(document);

// --- an update of the results keeps what was opened and typed in them ---------------------------

let kept = { open: [], typed: [] };

// Links have no ids: one is known again by its place and its words, without the numbers in them.
const likeness = (element) => element.closest("ul, ol, nav, section")?.className + element.textContent.replace(/[\d,\s]+/g, "");

document.addEventListener("htmx:beforeSwap", () => {
  kept = {
    open: [...document.querySelectorAll("#results details[open][id]")].map((details) => details.id),
    typed: [...document.querySelectorAll("#results [data-narrows]")].map((field) => [field.id, field.value]),
    link: document.activeElement.closest("#results a") && likeness(document.activeElement),
    box: document.activeElement.closest("#results input")?.id,
  };
});

document.addEventListener("htmx:afterSwap", () => {
  prepareLists(document);
  for (const id of kept.open) if (byId(id)) byId(id).open = true;
  for (const [id, value] of kept.typed.filter(([id, value]) => value && byId(id))) {
    byId(id).value = value;
    narrow(byId(id));
  }
  if (kept.box && !byId(kept.box)) byId("count").focus({ preventScroll: true });
  if (!kept.link) return;
  const same = [...document.querySelectorAll("#results a")].find((link) => likeness(link) === kept.link);
  (same ?? byId("count")).focus({ preventScroll: true });
});

// A bar is a link as its row of the table is; htmx knows how to follow the row.
document.addEventListener("click", (event) => {
  const bar = event.target.closest?.("#results .chart a");
  if (!bar || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const row = [...document.querySelectorAll("#timeline-table a")].find((link) => link.getAttribute("href") === bar.getAttribute("href"));
  if (!row) return;
  event.preventDefault();
  row.click();
});

// An answer that is an error is shown as the page that it is.
document.addEventListener("htmx:responseError", (event) => location.assign(event.detail.pathInfo.finalRequestPath));

// --- suggestions (the ARIA combobox with a list, chosen by hand) --------------------------------

function combobox(box) {
  const list = document.createElement("ul");
  Object.assign(list, { id: "suggestions", className: "suggestions", role: "listbox", ariaLabel: "Suggestions" });
  box.closest(".box").after(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "suggestions" })) box.setAttribute(name, value);

  let asking = new AbortController();
  let waiting = 0;
  let active = -1;

  const options = () => [...list.children];

  function close() {
    clearTimeout(waiting);
    asking.abort();
    list.replaceChildren();
    activate(-1);
    box.setAttribute("aria-expanded", "false");
  }

  function activate(place) {
    active = place;
    options().forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    if (place < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", options()[place].id);
  }

  function option(suggestion, place) {
    const item = document.createElement("li");
    Object.assign(item, { id: `suggestion-${place}`, role: "option", textContent: suggestion.text });
    item.setAttribute("aria-selected", "false");
    const kind = document.createElement("small");
    kind.textContent = suggestion.count ? ` ${suggestion.kind}, ${suggestion.count.toLocaleString("en")}` : ` ${suggestion.kind}`;
    item.append(kind);
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", () => choose(suggestion));
    item.suggestion = suggestion;
    return item;
  }

  function choose({ kind, id, text }) {
    close();
    if (kind === "title" && id) return location.assign(`/documents/${id.split("/").map(encodeURIComponent).join("/")}`);
    if (kind === "actor" || kind === "topic") {
      const tick = document.createElement("input");
      Object.assign(tick, { type: "hidden", name: kind, value: id });
      tick.setAttribute("form", "search");
      byId("results").append(tick);
      box.value = "";
    } else box.value = text;
    box.form.requestSubmit();
  }

  async function ask() {
    asking = new AbortController();
    const answer = await fetch(`/api/suggest?q=${encodeURIComponent(box.value)}`, { signal: asking.signal }).catch(() => null);
    if (!answer?.ok || document.activeElement !== box) return;
    const { suggestions } = await answer.json();
    list.replaceChildren(...suggestions.map(option));
    activate(-1);
    box.setAttribute("aria-expanded", String(suggestions.length > 0));
  }

  box.addEventListener("input", () => {
    close();
    if (box.value.trim().length > 1) waiting = setTimeout(ask, 120);
  });
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  box.addEventListener("keydown", (event) => {
    const many = options().length;
    if (event.key === "Escape" && many) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && many) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      activate(active < 0 && step < 0 ? many - 1 : (active + step + many) % many);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(options()[active].suggestion);
    }
  });
}

if (byId("q")) combobox(byId("q"));
