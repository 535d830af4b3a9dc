// Names suggested while somebody types: a combobox with a list box (ARIA 1.2). Without it the form is as complete.

const PAUSE = 120;

for (const field of document.querySelectorAll("input[data-suggest]")) {
  suggest(field);
}

function suggest(field) {
  const list = document.createElement("ul");
  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.role = "listbox";
  list.ariaLabel = field.labels[0]?.textContent ?? field.ariaLabel;
  list.hidden = true;
  field.after(list);
  field.role = "combobox";
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  close();

  let timer = 0;
  let asked = new AbortController();

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  field.addEventListener("keydown", steer);
  field.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => {
    event.preventDefault(); // the field keeps the focus
    open(event.target.closest("li"));
  });

  async function ask() {
    asked.abort();
    asked = new AbortController();
    const typed = field.value.trim();
    if (!typed) {
      close();
      return;
    }
    try {
      const address = new URL(field.dataset.suggest, location.href);
      address.searchParams.set("q", typed);
      address.searchParams.set("lang", document.documentElement.lang);
      const response = await fetch(address, { signal: asked.signal, headers: { Accept: "application/json" } });
      if (response.ok) {
        show(await response.json());
      } else {
        close();
      }
    } catch (error) {
      if (error.name !== "AbortError") {
        close(); // what cannot be suggested can be searched for
      }
    }
  }

  function show([, names, told, addresses]) {
    list.replaceChildren(...names.map((name, at) => entry(name, told[at], addresses[at], at)));
    list.hidden = !names.length || document.activeElement !== field;
    field.ariaExpanded = String(!list.hidden);
    field.removeAttribute("aria-activedescendant");
  }

  function entry(name, told, address, at) {
    const line = document.createElement("li");
    line.id = `${list.id}-${at}`;
    line.role = "option";
    line.ariaSelected = "false";
    const { pathname, search, hash } = new URL(address); // whatever host this service is seen at
    line.dataset.address = pathname + languageKept(search) + hash;
    line.append(name);
    if (told) {
      const more = document.createElement("span");
      more.textContent = told;
      line.append(more);
    }
    return line;
  }

  function steer(event) {
    const lines = [...list.children];
    const at = lines.findIndex((line) => line.ariaSelected === "true");
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && !list.hidden && at >= 0) {
      event.preventDefault();
      open(lines[at]);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      choose(lines, (at + step + lines.length + 1) % (lines.length + 1));
    }
  }

  // One place more than there are lines: the field itself, with nothing chosen.
  function choose(lines, at) {
    lines.forEach((line, place) => (line.ariaSelected = String(place === at)));
    if (lines[at]) {
      field.setAttribute("aria-activedescendant", lines[at].id);
      lines[at].scrollIntoView({ block: "nearest" });
    } else {
      field.removeAttribute("aria-activedescendant");
    }
  }

  function open(line) {
    if (line) {
      location.assign(line.dataset.address);
    }
  }

  function languageKept(search) {
    const given = new URLSearchParams(search);
    const language = new URLSearchParams(location.search).get("lang");
    if (language) {
      given.set("lang", language);
    }
    return given.size ? `?${given}` : "";
  }

  function close() {
    list.hidden = true;
    field.ariaExpanded = "false";
    field.removeAttribute("aria-activedescendant");
  }
}
