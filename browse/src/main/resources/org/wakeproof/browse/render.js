// SPDX-License-Identifier: GPL-2.0-only
// Puts a view into the page. Text is only ever set as text.

import { isMarked, saysOf, wordsAt } from "./watch.js";

const byId = (id) => document.getElementById(id);

export function element(tag, className, ...content) {
  const made = document.createElement(tag);
  made.className = className;
  made.append(...content);
  return made;
}

/** Words that break, behind an underscore and the like, only where they are too long for a line. */
function breakable(text) {
  return text.split(" ").flatMap((word, i) => {
    const parts = word.split(/(?<=[_.\]])/).flatMap((part) => [part, document.createElement("wbr")]);
    return [i === 0 ? "" : " ", element("span", "word", ...parts.slice(0, -1))];
  });
}

/** Shows a view; `actions` are taken by clicks. */
export function show(view, actions) {
  showTrace(view, actions);
  showWatch(view);
  showMoves(view, actions);
  byId("properties").replaceChildren(...view.properties.map(judgement));
  byId("cpus").replaceChildren(...view.cpus.map(cpu));
  byId("changed").replaceChildren(...view.changes.map((change) => cellRow(change, "")));
  byId("changed-none").hidden = view.changes.length > 0;
  const changed = new Set(view.changes.map((change) => change.name));
  byId("cells").replaceChildren(...view.cells.map((cell) => cellRow(cell, changed.has(cell.name) ? "changed" : "")));
  byId("filter").oninput = filter;
  filter();
  for (const id of ["start", "back"]) {
    byId(id).disabled = view.at === 0;
  }
  for (const id of ["forward", "end"]) {
    byId(id).disabled = view.at === view.trace.length;
  }
}

function showTrace(view, actions) {
  const names = [...view.cpus.map((each) => each.name), "devices"];
  byId("path-body").style.setProperty("--cpus", view.cpus.length);
  byId("columns").replaceChildren(element("span", ""), ...names.map((name) => element("span", "", name)));
  byId("columns").hidden = view.trace.length === 0;
  byId("trace-empty").hidden = view.trace.length > 0;
  const functions = [];
  byId("trace").replaceChildren(...view.trace.map((row, i) => traceRow(row, i, view, names.length, functions, actions)));
  const current = byId("trace").querySelector(".current");
  if (current === null) {
    byId("path-body").scrollTop = 0;
  } else {
    reveal(byId("path-body"), current);
  }
}

/** Scrolls the panel to a row and to what happens in it, and nothing around the panel. */
function reveal(panel, child) {
  const top = child.offsetTop - panel.offsetTop;
  if (top < panel.scrollTop + 40 || top + child.offsetHeight > panel.scrollTop + panel.clientHeight - 20) {
    panel.scrollTop = top - panel.clientHeight / 2;
  }
  const act = child.querySelector(".act");
  const left = act.offsetLeft - panel.offsetLeft;
  if (left < panel.scrollLeft || left + act.offsetWidth > panel.scrollLeft + panel.clientWidth) {
    panel.scrollLeft = left + act.offsetWidth - panel.clientWidth;
  }
}

function showWatch(view) {
  byId("watched").hidden = view.watch === undefined;
  byId("watched").classList.toggle("bad", view.watch?.error !== undefined);
  byId("watched").textContent = view.watch === undefined ? "" : saysOf(view.watch, view.at);
}

function traceRow(row, i, view, columns, functions, actions) {
  const column = row.cpu < 0 ? columns - 1 : row.cpu;
  const act = element("span", "act", element("span", "agent", row.agent + " "));
  act.style.gridColumn = column + 2;
  const who = row.cpu < 0 ? row.agent : row.function;
  if (who !== "" && (row.isDecisive || functions[column] !== who)) {
    act.append(element("span", row.cpu < 0 ? "device" : "function", ...breakable(row.isDecisive ? row.functions : who)));
  }
  functions[column] = who;
  act.append(...breakable(row.what));
  const button = element("button", "row", element("span", "number", (row.isDecisive ? "* " : "") + (i + 1)), act);
  button.type = "button";
  button.tabIndex = -1;
  button.addEventListener("click", () => actions.goTo(i + 1));
  const item = element("li", "", button);
  if (row.note !== undefined) {
    item.append(element("p", "note", row.note));
  }
  const words = wordsAt(view.watch, i + 1);
  if (words !== "") {
    item.append(element("p", "asked", words));
  }
  item.classList.toggle("watched", isMarked(view.watch, i + 1));
  item.classList.toggle("private", row.isPrivate && !row.isDecisive && words === "");
  item.classList.toggle("decisive", row.isDecisive);
  item.classList.toggle("ahead", i >= view.at);
  if (i + 1 === view.at) {
    item.classList.add("current");
    button.setAttribute("aria-current", "step");
  }
  return item;
}

function showMoves(view, actions) {
  const groups = new Map(view.cpus.map((each) => [each.name, []]));
  view.moves.forEach((move, index) => {
    groups.set(move.agent, [...(groups.get(move.agent) ?? []), choice(move, index, actions)]);
  });
  byId("moves").replaceChildren(...[...groups].map(([agent, choices]) => group(view, agent, choices)));
}

function group(view, agent, choices) {
  const title = element("h3", "", agent);
  const of = view.cpus.find((each) => each.name === agent);
  const isExternal = view.moves.some((move) => move.agent === agent && move.isExternal);
  if (isExternal) {
    title.append(element("span", "why", " · the outside world, which need not act"));
  } else if (choices.length === 0) {
    title.append(element("span", "why", ` · ${of.condition}${of.awaited === undefined ? "" : `, waits for ${of.awaited}`}`));
  }
  const made = element("div", "agent-group", title, ...choices);
  made.setAttribute("role", "group");
  made.setAttribute("aria-label", agent);
  return made;
}

function choice(move, index, actions) {
  const button = element("button", "move");
  button.type = "button";
  button.dataset.move = index;
  button.dataset.agent = move.agent;
  if (move.function !== "" && move.function !== move.agent) {
    button.append(element("span", "function", ...breakable(move.function)));
  }
  button.append(...breakable(move.what));
  if (move.broken !== undefined) {
    button.classList.add("breaks");
    button.append(element("span", "breaks-what", "breaks: " + move.broken));
  }
  button.addEventListener("click", () => actions.take(index));
  const made = element("div", "choice", button);
  const more = move.run.length - 1;
  if (more > 0) {
    const run = element("button", "run", `+${more} more`);
    run.type = "button";
    run.title = `and ${more} more steps of this CPU that nobody else can see (Shift-Enter)`;
    run.setAttribute("aria-label", `${move.what}, and ${more} more steps that nobody else can see`);
    run.dataset.agent = move.agent;
    run.addEventListener("click", () => actions.run(index));
    made.append(run);
  }
  return made;
}

function judgement(each) {
  return element("li", each.kind, each.words);
}

function cpu(each) {
  const facts = [
    each.condition + (each.awaited === undefined ? "" : `, waits for ${each.awaited}`),
    "interrupts " + (each.interruptsOn ? "on" : "off"),
    ...(each.pending.length === 0 ? [] : ["pending: " + each.pending.join(", ")]),
  ];
  const made = element("div", "cpu", element("strong", "", each.name), element("p", "fact", facts.join(" · ")));
  made.append(...each.contexts.map((context) => element("p", "context", ...breakable(context))));
  if (each.stores.length > 0) {
    made.append(element("p", "fact", "stores not yet in memory: " + each.stores.join(", ")));
  }
  return made;
}

function cellRow(cell, className) {
  const value = element("td", "");
  if (cell.before !== undefined) {
    value.append(element("s", "", cell.before), " → ");
  }
  value.append(cell.value);
  const name = element("th", "", ...breakable(cell.name));
  name.scope = "row";
  return element("tr", className, name, value);
}

function filter() {
  const wanted = byId("filter").value.toLowerCase();
  for (const row of byId("cells").children) {
    row.hidden = !row.firstChild.textContent.toLowerCase().includes(wanted);
  }
}
