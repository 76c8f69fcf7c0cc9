// SPDX-License-Identifier: GPL-2.0-only
"use strict";
/* The steps of one timeline by the calls in which they are taken: a heading for each call, which unfolds. */
function callTree(root, rows, data, changed) {
  const calls = data.calls.map(function (each) { return { first: each[0], end: each[1], depth: each[2], text: each[3], around: null }; });
  const innermost = rows.map(function () { return null; });
  let built = false;
  let wantsAll = false;

  function isOpen(call) { return call === null ? true : call.open ? isOpen(call.around) : false; }

  /** Open is what leads to what decides; everything, if that is wanted. */
  function openAll(all) {
    wantsAll = all;
    if (!built) { return; }
    calls.forEach(function (call) {
      call.open = all ? true : rows.slice(call.first, call.end).some(function (row) { return row.classList.contains("decisive"); });
    });
  }

  function build() {
    built = true;
    const around = [];
    calls.forEach(function (call) {
      around.length = call.depth;
      call.around = call.depth > 0 ? around[call.depth - 1] : null;
      around.push(call);
      for (let step = call.first; step < call.end; step += 1) { innermost[step] = call; }
      heading(call);
    });
    const alone = new Set(data.alone);
    rows.forEach(function (row, step) {
      row.style.setProperty("--depth", innermost[step] === null ? 0 : innermost[step].depth + 1);
      row.classList.toggle("under", !alone.has(step));
    });
    openAll(wantsAll);
  }

  function heading(call) {
    call.item = document.createElement("li");
    call.item.className = "call";
    call.item.style.setProperty("--depth", call.depth);
    call.button = document.createElement("button");
    call.button.type = "button";
    const count = document.createElement("span");
    count.className = "count-of";
    count.textContent = " " + (call.end - call.first) + " steps";
    call.button.append(call.text, count);
    call.button.addEventListener("click", function () { call.open = !call.open; changed(); });
    call.item.append(call.button);
    rows[call.first].before(call.item);
  }

  return {
    openAll: openAll,
    /** Whether all that is around a step is open. */
    shows: function (step) { return built ? isOpen(innermost[step]) : true; },
    reveal: function (step) {
      for (let call = innermost[step]; call !== null; call = call.around) { call.open = true; }
      changed();
    },
    /** Closes the innermost call around a step, and returns its heading. */
    close: function (step) {
      let call = innermost[step];
      while (call === null ? false : !isOpen(call)) { call = call.around; }
      if (call === null) { return null; }
      call.open = false;
      changed();
      return call.button;
    },
    /** Where one goes on from a heading: before its first step. */
    placeOf: function (button) {
      const call = calls.find(function (each) { return each.button === button; });
      return call === undefined ? null : call.first;
    },
    setOpen: function (button, open) {
      calls.forEach(function (call) { if (call.button === button) { call.open = open; } });
      changed();
    },
    /** Puts headings where they belong; a heading is there if a step that it leads to may be. */
    draw: function (isOn, isFiltered) {
      if (isOn ? !built : false) { build(); }
      if (!built) { return; }
      calls.forEach(function (call) {
        const some = rows.slice(call.first, call.end).some(function (row) { return !row.classList.contains("other"); });
        call.item.hidden = !(isOn ? some ? isFiltered ? true : isOpen(call.around) : false : false);
        call.button.setAttribute("aria-expanded", isFiltered ? true : call.open);
      });
    }
  };
}
