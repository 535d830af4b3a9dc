// The query editor of /sparql: YASGUI on our endpoint, put where the plain form stood.
import Yasgui from "@zazuko/yasgui";
import "@zazuko/yasgui/build/yasgui.min.css";
import "./editor.css";
import { complete, predeclare } from "./completion.js";
import { downloadRow, exampleChoice } from "./controls.js";
import * as page from "./page.js";
import { adaptTable, problem } from "./results.js";

const LONGEST_ADDRESS = 4000; // characters; longer queries are posted

predeclare(Yasgui.Yasqe);
complete(Yasgui.Yasqe);
adaptTable(Yasgui.Yasr);
Yasgui.Yasr.defaults.errorRenderers = [problem];
Yasgui.Tab.prototype.getShareableLink = function () {
  return page.address(this.getQuery());
};
withDefaults(Yasgui.Tab, { table: { isEllipsed: false } });

const downloads = downloadRow();
const yasgui = new Yasgui(page.root, {
  autofocus: false,
  persistenceId: `chanyuan ${page.endpoint}`,
  populateFromUrl: false, // a link may name a query, not an endpoint
  requestConfig: {
    endpoint: page.endpoint,
    method: (gui) => (page.address(gui.getTab().getQuery()).length < LONGEST_ADDRESS ? "GET" : "POST"),
    acceptHeaderGraph: "text/turtle",
  },
  yasqe: { value: page.query, editorHeight: "22rem" },
  yasr: { prefixes: page.prefixes, maxPersistentResponseSize: 0 },
});

page.root.prepend(exampleChoice(({ title, query }) => open(query, title)));
page.root.append(downloads.row);
yasgui.on("query", (_gui, tab) => {
  page.dropAnswer();
  downloads.show(tab.getQuery(), tab.getYasqe().getQueryType());
});
yasgui.on("tabSelect", () => { downloads.row.hidden = true; });
yasgui.on("tabAdd", () => queueMicrotask(nameFields));
yasgui.on("tabSelect", () => queueMicrotask(nameFields));
if (page.asked) open(page.query);
nameFields();
page.hideForm();

/** Show a query in a tab of its own, the one that holds it already where there is one. */
function open(query, name) {
  const tabs = Object.values(yasgui._tabs);
  const held = tabs.find((tab) => tab.getPersistedJson().yasqe.value === query);
  if (held) held.select();
  else yasgui.addTab(true, { ...(name && { name: yasgui.createTabName(name) }), yasqe: { value: query } });
}

/** Have new tabs begin with these settings of the views. */
function withDefaults(Tab, pluginsConfig) {
  const { getDefaults } = Tab;
  Tab.getDefaults = (gui) => {
    const begun = getDefaults.call(Tab, gui);
    return { ...begun, yasr: { ...begun.yasr, settings: { ...begun.yasr.settings, pluginsConfig } } };
  };
}

/** Name the fields for those who hear the page, and say of the button among the tabs what a list of tabs may hold. */
function nameFields() {
  page.root.querySelectorAll(".yasqe textarea").forEach((field) => field.setAttribute("aria-label", page.words.query));
  page.root.querySelectorAll(".tabsList button").forEach((button) => button.setAttribute("role", "tab"));
}
