// SPDX-License-Identifier: GPL-2.0-only
// The searches for violations, from the start and from other places, and what they have found.
import { element } from "./render.js";

const POLL_MILLIS = 300;
const WORDS = { HOLDS: "holds", VIOLATED: "violated", INCOMPLETE: "incomplete", FAILED: "failed", RUNNING: "searching" };
const searches = new Map();
const container = () => document.getElementById("searches");

let tools = null;

/** Gives this the way to ask the server and the way to go to a place. */
export function prepare(ask, go) {
  tools = { ask, go };
}

const query = (from) => (from === "" ? "" : "?from=" + encodeURIComponent(from));
const jumps = (search) => search.status.violations.filter((each) => each.path !== undefined);

/**
 * Begins to search from a place, unless that runs or is done, and follows it to its end.
 *
 * @param steps how many lead to the place
 * @param found is told of the first violation that can be jumped to
 */
export async function search(from, steps, found) {
  const known = searches.get(from);
  container().hidden = false;
  if (known?.isFollowed) {
    return;
  }
  const mine = { from, steps, isFollowed: true, status: known?.status ?? { stage: "RUNNING", text: "", violations: [] } };
  searches.delete(from);
  searches.set(from, mine);
  try {
    mine.status = await tools.ask("search" + query(from), { method: "POST" });
    let isTold = false;
    for (;;) {
      show();
      if (!isTold && jumps(mine).length > 0) {
        isTold = true;
        found?.(jumps(mine)[0]);
      }
      if (mine.status.stage !== "RUNNING") {
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MILLIS));
      mine.status = await tools.ask("search" + query(from));
    }
  } catch (error) {
    mine.status = { ...mine.status, stage: "FAILED", text: error.message };
    show();
  } finally {
    mine.isFollowed = false;
  }
}

/** The violations from the start that are known, without asking for others. */
export async function recall() {
  const status = await tools.ask("search");
  if (status.stage !== "IDLE" || status.violations.length > 0) {
    searches.set("", { from: "", steps: 0, isFollowed: false, status });
    container().hidden = false;
    show();
  }
}

/** Jumps to a violation from the start; from one, to the next. Searches, if nobody has. */
export function jump(view) {
  const known = searches.get("");
  const ways = known === undefined ? [] : jumps(known);
  if (ways.length === 0 || known.status.stage === "IDLE") {
    search("", 0, ways.length === 0 ? tools.go : undefined);
  }
  if (ways.length > 0) {
    container().hidden = false;
    const at = ways.findIndex((way) => way.path === view.path && way.at === view.at);
    tools.go(ways[(at + 1) % ways.length]);
  }
}

function show() {
  container().replaceChildren(...[...searches.values()].map(block), hideButton());
}

function block(of) {
  const { stage, text, violations } = of.status;
  const isRunning = stage === "RUNNING";
  const place = of.from === "" ? "From the start" : `From step ${of.steps}`;
  const name = button("place", place, () => tools.go({ path: of.from, at: of.steps }));
  const state = element("p", "state", name, " ", stage === "IDLE" ? "" : WORDS[stage] + (isRunning && violations.length > 0 ? " for others" : ""));
  if (isRunning) {
    state.append(": " + text, " ", button("stop", "Stop", () => tools.ask("stop" + query(of.from), { method: "POST" })));
  } else if (stage === "INCOMPLETE" || stage === "IDLE") {
    state.append(" ", button("go-on", stage === "IDLE" ? "Search for others" : "Go on", () => search(of.from, of.steps)));
  }
  const made = element("div", "search " + stage, state);
  if (violations.length > 0) {
    made.append(element("ol", "", ...violations.map(violation)));
  }
  if (!isRunning && stage !== "IDLE") {
    const end = element("p", "conclusion", text);
    end.setAttribute("role", "status");
    made.append(end);
  }
  return made;
}

function violation(each) {
  return element("li", "", each.path === undefined ? each.text : button("jump", each.text, () => tools.go(each)));
}

function hideButton() {
  return button("hide", "Hide", () => {
    container().hidden = true;
  });
}

function button(className, text, action) {
  const made = element("button", className, text);
  made.type = "button";
  made.addEventListener("click", action);
  return made;
}
