// What a sign stands for, beside it as soon as it is pointed at or focused.

const MOST = 12;

/** Tells the titles of a drawing on a card; screen readers are told them as names. */
export function cards(region) {
  const card = document.createElement("div");
  card.className = "card";
  card.hidden = true;
  region.append(card);
  for (const title of region.querySelectorAll("svg title")) {
    const element = title.parentNode;
    element.dataset.told = title.textContent;
    if (element.localName === "a") {
      element.setAttribute("aria-label", title.textContent); // others are nothing that could be named
    }
    title.remove();
  }
  const tell = (event) => lay(card, region, event.target.closest?.("[data-told]"));
  region.addEventListener("pointerover", tell);
  region.addEventListener("focusin", tell);
  region.addEventListener("pointerleave", () => lay(card, region, null));
  region.addEventListener("focusout", () => lay(card, region, null));
  region.addEventListener("keydown", ({ key }) => key === "Escape" && lay(card, region, null));
}

function lay(card, region, element) {
  card.hidden = !element;
  if (!element) {
    return;
  }
  const [first, ...own] = lines(element);
  const rest = [...own, ...tiesOf(element.dataset.agent, region)];
  const heading = document.createElement("strong");
  heading.textContent = first;
  card.replaceChildren(heading, ...rest.map(paragraph));
  const around = region.getBoundingClientRect();
  const box = element.getBoundingClientRect();
  const left = Math.min(Math.max(box.left + box.width / 2 - card.offsetWidth / 2, around.left + 4), around.right - card.offsetWidth - 4);
  const above = box.top - card.offsetHeight - 8;
  card.style.left = `${left - around.left + region.scrollLeft}px`;
  card.style.top = `${(above > around.top ? above : box.bottom + 8) - around.top + region.scrollTop}px`;
}

function lines({ dataset }) {
  return dataset.told.split("\n").map((line) => line.trim()).filter(Boolean);
}

/** What is said of somebody in the network, as far as a card has room. */
function tiesOf(agent, region) {
  const ties = agent ? [...region.querySelectorAll("[data-source]")].filter(({ dataset }) => [dataset.source, dataset.target].includes(agent)) : [];
  return ties.length > MOST ? [...ties.slice(0, MOST - 1).map((tie) => lines(tie)[0]), "…"] : ties.map((tie) => lines(tie)[0]);
}

function paragraph(words) {
  const line = document.createElement("span");
  line.textContent = words;
  return line;
}
