// SPDX-License-Identifier: GPL-2.0-only
// Where on which path the page is, which is all in the address behind '#'; every change of place goes through it.
import { show } from "./render.js";
import { chooseFirst, listen } from "./keys.js";
import { jump, prepare, recall, search } from "./search.js";
import { beginnings } from "./watch.js";

const PAUSE_MILLIS = 250;
const MAX_STEPS = 4000;
const byId = (id) => document.getElementById(id);

const NOWHERE = { path: "", at: 0, trace: [], moves: [] };

let view = NOWHERE;
let about = null;
let loading = null;

async function ask(what, options) {
  const response = await fetch("api/" + what, options);
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.error);
  }
  return answer;
}

/** The moves of a path: numbers with dots between them, and 1x20 for twenty times 1. */
function movesOf(path) {
  return path === "" ? [] : path.split(".").flatMap((part) => {
    const [move, times] = part.split("x");
    return Array(Math.min(Number(times ?? 1) || 1, MAX_STEPS)).fill(move);
  });
}

function pathOf(moves) {
  const parts = [];
  for (let from = 0, next = 0; from < moves.length; from = next) {
    while (next < moves.length && moves[next] === moves[from]) {
      next++;
    }
    parts.push(next - from === 1 ? moves[from] : `${moves[from]}x${next - from}`);
  }
  return parts.join(".");
}

/** What stands behind '#': the path, the place on it unless that is its end, and what is asked of its states. */
function hashOf(path, at, expression) {
  const parts = [
    ...(path === "" ? [] : ["p=" + path]),
    ...(at === movesOf(path).length ? [] : ["at=" + at]),
    ...(expression === "" ? [] : ["e=" + encodeURIComponent(expression)]),
  ];
  return parts.length === 0 ? "" : "#" + parts.join("&");
}

function place() {
  const parameters = new URLSearchParams(location.hash.slice(1).replaceAll("+", "%2B"));
  const path = parameters.get("p") ?? "";
  return { path, at: parameters.get("at") ?? movesOf(path).length, expression: parameters.get("e") ?? "" };
}

/** Changes the address and asks at once: were it left to an event, keys could come in between. */
function go(path, at) {
  const hash = hashOf(path, at, place().expression);
  if (hash !== location.hash) {
    history.pushState(null, "", hash || location.pathname);
  }
  load();
}

async function load() {
  loading?.abort();
  const mine = new AbortController();
  loading = mine;
  const { path, at, expression } = place();
  const wasChosen = document.activeElement?.dataset?.agent;
  const mayChoose = view === NOWHERE || wasChosen !== undefined || document.activeElement === document.body;
  try {
    const asked = new URLSearchParams({ path, at, expression });
    view = await ask("state?" + asked, { signal: mine.signal });
  } catch (error) {
    if (loading === mine) {
      loading = null;
      say(error instanceof TypeError ? "The server does not answer; 'wakeproof explore' may have ended." : error.message, true);
    }
    return;
  }
  if (loading !== mine) {
    return;
  }
  loading = null;
  history.replaceState(null, "", hashOf(view.path, view.at, expression) || location.pathname);
  if (document.activeElement !== byId("expression")) {
    byId("expression").value = expression;
  }
  for (const id of ["watch-previous", "watch-next"]) {
    byId(id).disabled = beginnings(view.watch).length === 0;
  }
  show(view, { take, run, goTo });
  say(summary(), false);
  if (mayChoose) {
    chooseFirst(wasChosen);
  }
}

function summary() {
  const last = view.at === 0 ? "At the start" : `Step ${view.at}: ${view.trace[view.at - 1].agent}, ${view.trace[view.at - 1].what}`;
  const ahead = view.trace.length - view.at;
  const wrong = view.properties.filter((each) => each.kind === "VIOLATED").map((each) => ` '${each.name}' is violated.`);
  const steps = view.moves.length === 0 ? "No step" : view.moves.length === 1 ? "1 step" : `${view.moves.length} steps`;
  return `${last}. ${steps} can be taken${ahead === 0 ? "" : `; ${ahead} ahead on the path`}.${wrong.join("")}`;
}

function say(text, isBad) {
  byId("status").textContent = text;
  byId("status").classList.toggle("bad", isBad);
}

/** How far the page is, or soon will be: keys may come faster than answers. */
function current() {
  const soon = place();
  return loading !== null && soon.path === view.path ? Number(soon.at) : view.at;
}

/** Follows moves from here; where the path goes that way already, what lies ahead stays. */
function follow(moves) {
  if (loading !== null) {
    return;
  }
  const all = movesOf(view.path);
  const way = [...all.slice(0, view.at), ...moves];
  const isAhead = way.every((move, i) => move === all[i]);
  go(isAhead ? view.path : pathOf(way), way.length);
}

const take = (move) => follow([String(move)]);
const run = (move) => follow(view.moves[move].run.map(String));

function goTo(at) {
  go(view.path, Math.max(0, Math.min(at, view.trace.length)));
}

// Searches.

/** Goes to where a search has led. */
const goToFound = ({ path, at }) => go(path, at);

function fromHere() {
  if (loading === null) {
    search(pathOf(movesOf(view.path).slice(0, view.at)), view.at);
  }
}

// Asking each state.

let pause = null;

/** Asks once nothing has been typed for a moment; the address changes, and Back does not undo letters. */
function askEach() {
  clearTimeout(pause);
  pause = setTimeout(() => {
    history.replaceState(null, "", hashOf(view.path, view.at, byId("expression").value.trim()) || location.pathname);
    load();
  }, PAUSE_MILLIS);
}

// Sharing.

function share() {
  byId("link").value = location.href;
  const path = pathOf(movesOf(view.path).slice(0, view.at));
  byId("command").value = about.command + (path === "" ? "" : " --path " + path);
  byId("copied").textContent = "";
  byId("sharing").showModal();
}

async function copy(id) {
  byId(id).select();
  try {
    await navigator.clipboard.writeText(byId(id).value);
    byId("copied").textContent = "Copied.";
  } catch {
    byId("copied").textContent = "It is selected; copy it with Ctrl-C.";
  }
}

function togglePrivate() {
  byId("private").click();
}

function hidePrivate() {
  byId("trace").classList.toggle("hides-private", !byId("private").checked);
}

const isShown = (row) => byId("private").checked || row.isDecisive || !row.isPrivate;

/** How far the next row of a kind is, if there is one ahead. */
function next(isWanted) {
  const at = current();
  const found = view.trace.findIndex((row, i) => i >= at && isWanted(row));
  return found < 0 ? undefined : found + 1;
}

const actions = {
  take,
  run,
  back: () => goTo(current() - 1),
  forward: () => goTo(current() + 1),
  previousShown: () => goTo(view.trace.findLastIndex((row, i) => i + 1 < current() && isShown(row)) + 1),
  nextShown: () => goTo(next(isShown) ?? view.trace.length),
  nextDecisive: () => goTo(next((row) => row.isDecisive) ?? current()),
  start: () => goTo(0),
  end: () => goTo(Infinity),
  watchPrevious: () => goTo(beginnings(view.watch).findLast((each) => each < current()) ?? current()),
  watchNext: () => goTo(beginnings(view.watch).find((each) => each > current()) ?? current()),
  violation: () => jump(view),
  fromHere,
  share,
  help: () => byId("keys").showModal(),
};

for (const id of ["back", "forward", "start", "end", "violation", "share", "help"]) {
  byId(id).addEventListener("click", () => actions[id]());
}
byId("from-here").addEventListener("click", fromHere);
byId("watch-previous").addEventListener("click", actions.watchPrevious);
byId("watch-next").addEventListener("click", actions.watchNext);
byId("expression").addEventListener("input", askEach);
byId("copy-link").addEventListener("click", () => copy("link"));
byId("copy-command").addEventListener("click", () => copy("command"));
byId("private").addEventListener("change", hidePrivate);
hidePrivate();
addEventListener("popstate", load);
listen({ ...actions, togglePrivate });

prepare(ask, goToFound);
load();
recall();
about = await ask("about");
byId("scenario").textContent = about.scenario;
byId("summary").textContent = about.summary;
byId("settings").textContent = about.settings;
document.title = `${about.scenario}: walk`;
