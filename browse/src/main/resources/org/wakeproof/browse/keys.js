// SPDX-License-Identifier: GPL-2.0-only
// What keys do. The chosen step is the one that has the focus.

const moves = () => [...document.querySelectorAll(".move")];

/** Chooses the first step, of an agent if it has one. */
export function chooseFirst(agent) {
  const all = moves();
  choose(all.find((each) => each.dataset.agent === agent) ?? all[0]);
}

function choose(button) {
  button?.focus({ preventScroll: true });
  button?.scrollIntoView({ block: "nearest" });
}

function chooseNext(by) {
  const all = moves();
  const at = all.indexOf(document.activeElement);
  choose(at < 0 ? all[0] : all[Math.max(0, Math.min(at + by, all.length - 1))]);
}

function chosen() {
  const move = document.activeElement?.dataset?.move;
  return move === undefined ? undefined : Number(move);
}

function runChosen(actions) {
  if (chosen() !== undefined) {
    actions.run(chosen());
  }
}

export function listen(actions) {
  const keys = {
    ArrowDown: () => chooseNext(1),
    j: () => chooseNext(1),
    ArrowUp: () => chooseNext(-1),
    k: () => chooseNext(-1),
    r: () => runChosen(actions),
    Backspace: actions.back,
    ArrowLeft: actions.previousShown,
    ArrowRight: actions.nextShown,
    n: actions.nextDecisive,
    Home: actions.start,
    End: actions.end,
    v: actions.violation,
    c: actions.fromHere,
    ",": actions.watchPrevious,
    ".": actions.watchNext,
    e: () => document.getElementById("expression").focus(),
    p: actions.togglePrivate,
    s: actions.share,
    "/": () => document.getElementById("filter").focus(),
    "?": actions.help,
  };
  addEventListener("keydown", (event) => {
    const isTyping = event.target.matches?.("input:not([type=checkbox])");
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) {
      return;
    }
    if (event.target.id === "path-body" && ["ArrowUp", "ArrowDown"].includes(event.key)) {
      // It scrolls.
      return;
    }
    if (isTyping) {
      if (event.key === "Escape") {
        // A browser may empty a search field without an input event.
        event.target.value = "";
        event.target.dispatchEvent(new Event("input"));
        chooseFirst();
      } else if (event.key === "Enter") {
        // Or else it would also take the step that is chosen now.
        event.preventDefault();
        chooseFirst();
      }
      return;
    }
    if (event.key === "Enter" && event.shiftKey && chosen() !== undefined) {
      event.preventDefault();
      runChosen(actions);
    } else if (Object.hasOwn(keys, event.key)) {
      event.preventDefault();
      keys[event.key]();
    }
  });
}
