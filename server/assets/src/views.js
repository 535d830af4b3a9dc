// Lets the timeline, the map and the network move: what changes is asked of the server, which draws everything.
import { select } from "d3-selection";
import { zoom, zoomIdentity } from "d3-zoom";
import { cards } from "./views/cards.js";
import { busiest, named } from "./views/lanes.js";
import { neighbours } from "./views/neighbours.js";
import { sliders } from "./views/sliders.js";

const PAUSE = 180; // milliseconds after which a gesture is over
const KEYS = {
  "+": ["closer", "in"], "=": ["closer", "in"], "-": ["wider", "out"], 0: ["whole"],
  ArrowLeft: ["earlier", "west"], ArrowRight: ["later", "east"], ArrowUp: ["north"], ArrowDown: ["south"],
};

let asking = new AbortController();

// Tells those who do not see it what is shown now.
const status = document.createElement("p");
status.className = "visually-hidden";
status.setAttribute("role", "status");
document.querySelector("#view").after(status);

/** Shows what is at an address in place of what is shown. */
async function show(address, { remember = true } = {}) {
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  view().setAttribute("aria-busy", "true");
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" }, signal });
    const shown = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("#view");
    if (!shown) {
      location.assign(address); // a problem, with a page of its own
      return;
    }
    const focused = nameOf(document.activeElement);
    const { scrollLeft } = view().querySelector(".scroll");
    if (remember) {
      history.pushState(null, "", shown.dataset.address ?? address);
    }
    view().replaceWith(shown);
    begin();
    shown.querySelector(".scroll").scrollLeft = scrollLeft;
    status.textContent = shown.querySelector("figcaption").textContent;
    found(focused)?.focus({ preventScroll: true });
  } catch (error) {
    if (error.name !== "AbortError") {
      location.assign(address);
    }
  }
}

function view() {
  return document.querySelector("#view");
}

/** A way to find an element again after the view was replaced. */
function nameOf(element) {
  if (!view().contains(element)) {
    return null;
  }
  const { move } = element.dataset;
  const ways = [
    [move, `.moves [data-move="${move}"]`],
    [element.classList.contains("scroll"), ".scroll"],
    [element.name, `[name="${element.name}"][value="${CSS.escape(element.value ?? "")}"], [name="${element.name}"]:not([type=checkbox])`],
    [element.dataset.slides, `[data-slides="${element.dataset.slides}"]`],
  ];
  return ways.find(([known]) => known)?.[1] ?? null;
}

function found(name) {
  return name ? view().querySelector(name) : null;
}

/** Sets up what is shown now. */
function begin() {
  const form = view().querySelector("form");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
  form.addEventListener("change", () => form.checkValidity() && send(form));
  view().addEventListener("click", follow);
  const region = view().querySelector(".scroll");
  region.addEventListener("keydown", press);
  const svg = region.querySelector("svg");
  sliders(form, () => send(form));
  cards(region);
  gestures(svg);
  if (view().dataset.view === "network") {
    neighbours(svg);
  } else if (view().dataset.view === "timeline") {
    named(region);
  }
}

function send(form) {
  const given = [...new FormData(form)].filter(([, value]) => value !== "");
  show(`${form.getAttribute("action").split("?")[0]}?${new URLSearchParams(given)}`);
}

function follow(event) {
  const way = event.target.closest("a[data-move]");
  if (way && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    show(way.getAttribute("href"));
  }
}

function press(event) {
  const { key, target, currentTarget } = event;
  if (target !== currentTarget || event.ctrlKey || event.metaKey || event.altKey || !KEYS[key]) {
    return;
  }
  const network = view().dataset.view === "network";
  const way = KEYS[key].map((move) => view().querySelector(`.moves a[data-move="${move}"]`)).find(Boolean);
  if (network && "+=-0".includes(key)) {
    scaled(currentTarget.querySelector("svg"), key);
  } else if (way && !network) {
    way.click();
  } else {
    return;
  }
  event.preventDefault();
}

const behaviour = zoom().scaleExtent([0.4, 8]).filter((event) => {
  if (event.type === "wheel") {
    return event.ctrlKey || event.metaKey; // a bare wheel scrolls the page
  }
  return event.type.startsWith("touch") ? event.touches.length > 1 : !event.button && !event.ctrlKey;
});

function scaled(svg, key) {
  const drawing = select(svg);
  if (key === "0") {
    behaviour.transform(drawing, zoomIdentity);
  } else {
    behaviour.scaleBy(drawing, key === "-" ? 1 / 1.4 : 1.4);
  }
}

/** Drags, wheels and pinches move a picture of what is there; when they pause, what belongs there is asked for. */
function gestures(svg) {
  const kind = view().dataset.view;
  const moving = svg.querySelector(".moving");
  let pause = 0;
  behaviour.on("zoom", ({ transform }) => {
    moving.setAttribute("transform", kind === "timeline" ? `translate(${transform.x} 0) scale(${transform.k} 1)` : transform.toString());
    moving.classList.toggle("moved", kind === "timeline" && transform.k !== 1);
  });
  behaviour.on("end", ({ transform }) => {
    clearTimeout(pause);
    if (kind !== "network" && transform !== zoomIdentity && (transform.k !== 1 || transform.x || transform.y)) {
      pause = setTimeout(() => show(kind === "timeline" ? years(transform) : land(transform, svg.viewBox.baseVal)), PAUSE);
    }
  });
  select(svg).call(behaviour).on("dblclick.zoom", null);
}

function years({ k, x }) {
  const { first, last, left, right } = view().dataset;
  const [start, end, from, to] = [left, right, first, last].map(Number);
  const year = (pixel) => from + (((pixel - x) / k - start) / (end - start)) * (to + 1 - from);
  const begin = Math.round(year(start));
  return changed({ from: begin, to: Math.max(begin, Math.round(year(end)) - 1) });
}

function land({ k, x, y }, { width, height }) {
  const part = [-x / k, -y / k, (width - x) / k, (height - y) / k].map(Math.round);
  return changed({ part: part.join(",") }, view().dataset.address);
}

function changed(values, address = location.href) {
  const url = new URL(address, location.href);
  for (const [name, value] of Object.entries(values)) {
    url.searchParams.set(name, value);
  }
  return url.pathname + url.search;
}

/** In a window that is narrower than a drawing its middle is seen first, of the timeline the years with most in them. */
function centred() {
  const region = view().querySelector(".scroll");
  region.scrollLeft = view().dataset.view === "timeline" ? busiest(region) : (region.scrollWidth - region.clientWidth) / 2;
}

addEventListener("popstate", () => show(location.href, { remember: false }));
begin();
centred();
