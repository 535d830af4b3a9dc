// The years as two sliders, between the ends of all that happened.

/** Fills the room for them in a form; `send` is called when one was let go. */
export function sliders(form, send) {
  const [from, to] = [form.elements.from, form.elements.to];
  const both = form.querySelector(".span");
  const { first, last } = both.dataset;
  const [start, end] = [slider(from, first), slider(to, last)];
  for (const each of [start, end]) {
    Object.assign(each, { min: first, max: last });
    each.value = each.dataset.at;
    each.setAttribute("aria-valuetext", each.value);
    both.append(each);
  }
  const keep = (moved, other, clamp) => () => {
    if (clamp(Number(moved.value), Number(other.value)) !== Number(moved.value)) {
      other.value = moved.value;
    }
    for (const [range, field, whole] of [[start, from, first], [end, to, last]]) {
      field.value = range.value === whole ? "" : range.value;
      range.setAttribute("aria-valuetext", range.value);
    }
  };
  start.addEventListener("input", keep(start, end, Math.min));
  end.addEventListener("input", keep(end, start, Math.max));
  for (const each of [start, end]) {
    each.addEventListener("change", (event) => {
      event.stopPropagation();
      send();
    });
  }
}

function slider(field, whole) {
  const range = document.createElement("input");
  range.type = "range";
  range.dataset.slides = field.name;
  range.dataset.at = field.value || whole;
  range.setAttribute("aria-label", document.querySelector(`label[for="${field.id}"]`).textContent);
  return range;
}
