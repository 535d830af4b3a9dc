// A timeline in a window narrower than it: what it is scrolled to, and whose lanes one sees there.

/** Keeps the names of the lanes in sight while the region is scrolled. */
export function named(region) {
  const svg = region.querySelector("svg");
  const names = svg.querySelectorAll(":scope > .state");
  const stay = () => {
    const units = svg.viewBox.baseVal.width / svg.getBoundingClientRect().width;
    names.forEach((name) => name.setAttribute("transform", `translate(${region.scrollLeft * units} 0)`));
  };
  region.addEventListener("scroll", stay, { passive: true });
}

/** How far to scroll a region to see the years in which most happened. */
export function busiest(region) {
  const left = region.getBoundingClientRect().left - region.scrollLeft;
  const places = [...region.querySelectorAll(".happening")].map((each) => each.getBoundingClientRect().left - left);
  const middle = places.sort((one, other) => one - other)[Math.floor(places.length / 2)] ?? 0;
  return Math.max(0, middle - region.clientWidth / 2);
}
