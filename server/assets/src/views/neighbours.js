// Whom somebody in the network is tied to stands out while they are pointed at or focused.

/** Dims all others. */
export function neighbours(svg) {
  const ties = [...svg.querySelectorAll("[data-source]")];
  const agents = [...svg.querySelectorAll("[data-agent]")];
  const single = (agent) => {
    const near = new Set([agent]);
    for (const { dataset, classList } of ties) {
      const own = !agent || dataset.source === agent || dataset.target === agent;
      classList.toggle("dimmed", !own);
      if (own) {
        near.add(dataset.source).add(dataset.target);
      }
    }
    for (const { dataset, classList } of agents) {
      classList.toggle("dimmed", Boolean(agent) && !near.has(dataset.agent));
    }
  };
  for (const element of agents) {
    for (const [event, agent] of [["pointerenter", element.dataset.agent], ["focus", element.dataset.agent], ["pointerleave", ""], ["blur", ""]]) {
      element.addEventListener(event, () => single(agent));
    }
  }
}
