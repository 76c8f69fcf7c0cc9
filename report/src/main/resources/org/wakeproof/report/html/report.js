// SPDX-License-Identifier: GPL-2.0-only
"use strict";
/* Steps through each timeline of the page; without it the page still shows all but the state beside it. */
(function () {
  const timelines = Array.from(document.querySelectorAll(".timeline"));

  function start(root) {
    const data = JSON.parse(root.querySelector("script").textContent);
    const rows = Array.from(root.querySelectorAll(".step"));
    const stepOf = new Map(rows.map(function (row, step) { return [row, step]; }));
    const panel = root.querySelector(".state");
    const all = root.querySelector("input.all");
    const asTree = root.querySelector("input.tree");
    const tree = callTree(root, rows, data, filter);
    const actor = root.querySelector("select.actor");
    const wanted = root.querySelector("input.cell");
    const none = root.querySelector(".none");
    const map = root.querySelector(".map");
    const story = root.previousElementSibling;
    let selected = -1;
    let shownBefore = -1;

    function visible(row) {
      if (row.classList.contains("other")) { return false; }
      if (asTree.checked) { return isFiltered() ? true : tree.shows(stepOf.get(row)); }
      return all.checked || !(row.classList.contains("folded") || hasStarted(row));
    }

    function hasStarted(row) {
      return row.classList.contains("early") ? root.classList.contains("late") : false;
    }

    /** Step numbers in what is told lead to the steps; returns them. */
    function link() {
      const numbers = [];
      if (story ? !story.classList.contains("story") : true) { return numbers; }
      const parts = story.textContent.split(/\b([Ss]tep \d+)/);
      story.textContent = "";
      parts.forEach(function (part, index) {
        const number = index % 2 === 1 ? Number(part.slice(5)) : 0;
        if (rows[number - 1]) {
          numbers.push(number);
          const to = document.createElement("a");
          to.href = "#" + rows[number - 1].id;
          to.textContent = part;
          story.appendChild(to);
        } else {
          story.appendChild(document.createTextNode(part));
        }
      });
      return numbers;
    }

    function isFiltered() { return actor.value !== "" || wanted.value.trim() !== ""; }

    /** Leaves only the steps of one who acts, and those in which a word occurs. */
    function filter() {
      const word = wanted.value.trim().toLowerCase();
      rows.forEach(function (row, step) {
        const isOf = actor.value === "" || data.lane[step] === Number(actor.value);
        const has = word === "" || row.querySelector(".what").textContent.toLowerCase().includes(word);
        row.classList.toggle("other", !(isOf ? has : false));
      });
      root.classList.toggle("filtered", isFiltered());
      tree.draw(asTree.checked, isFiltered());
      rows.forEach(function (row) { row.classList.toggle("shut", asTree.checked ? !visible(row) : false); });
      const shown = rows.filter(visible).length;
      const hidden = rows.filter(function (row) { return !row.classList.contains("other"); }).length - shown;
      none.hidden = !isFiltered();
      none.textContent = shown + (shown === 1 ? " step" : " steps") + (hidden > 0 ? ", and " + hidden + " more among all steps" : "");
      draw();
    }

    function svg(tag, attributes, parent) {
      const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
      Object.keys(attributes).forEach(function (name) { made.setAttribute(name, attributes[name]); });
      parent.appendChild(made);
      return made;
    }

    /** The whole trace on one strip: a row for each who acts, decisive steps marked; a click leads there. */
    function draw() {
      const width = 1000;
      const shown = rows.map(function (row, step) { return step; }).filter(function (step) { return visible(rows[step]); });
      map.hidden = shown.length < 60;
      map.textContent = "";
      if (map.hidden) { return; }
      const picture = svg("svg", { viewBox: "0 0 " + width + " " + 10 * data.lanes.length, preserveAspectRatio: "none" }, map);
      const each = width / shown.length;
      shown.forEach(function (step, at) {
        const mark = rows[step].classList.contains("decisive") ? "decisive" : step === selected ? "here" : "";
        if (mark) {
          svg("rect", { x: at * each, y: 0, width: Math.max(2, each), height: 10 * data.lanes.length, class: mark }, picture);
        }
        svg("rect", { x: at * each, y: 10 * data.lane[step] + 2, width: Math.max(1, each), height: 6, class: "mark" }, picture);
      });
      map.onclick = function (event) {
        const box = map.getBoundingClientRect();
        const at = Math.floor((event.clientX - box.left) / box.width * shown.length);
        select(shown[Math.max(0, Math.min(at, shown.length - 1))], true);
      };
    }

    /** What comes before all that is told is there to unfold: the story would begin below the first screen. */
    function foldStart(told) {
      const decisive = rows.findIndex(function (row) { return row.classList.contains("decisive"); }) + 1;
      const first = Math.min.apply(null, told.concat(decisive > 0 ? [decisive] : []));
      const before = rows.slice(0, first - 1).filter(visible).length;
      if (first > rows.length || before < 4) { return; }
      let item = rows[first - 1].previousElementSibling;
      while (item) { item.classList.add("early"); item = item.previousElementSibling; }
      const button = document.createElement("button");
      button.type = "button";
      button.className = "start";
      button.textContent = "\u2026 show the " + (first - 1) + " steps before that";
      button.addEventListener("click", function () { showStart(); });
      const list = root.querySelector("ol.steps");
      list.parentElement.insertBefore(button, list);
      root.classList.add("late");
    }

    function showStart() {
      root.classList.remove("late");
      const button = root.querySelector("button.start");
      if (button) { button.remove(); }
      draw();
    }

    /** The address leads to the step that is looked at. */
    function keep(step) {
      try { history.replaceState(null, "", "#" + rows[step].id); } catch (refused) { /* in a frame that has no address */ }
    }

    /** Goes to a step of this timeline, hidden or not. */
    function open(row) {
      if (!visible(row)) {
        if (hasStarted(row)) { showStart(); }
        if (row.classList.contains("other")) { actor.value = ""; wanted.value = ""; filter(); }
        if (asTree.checked) {
          tree.reveal(stepOf.get(row));
        } else if (row.classList.contains("folded")) {
          all.checked = true;
          root.classList.add("all");
        }
      }
      select(stepOf.get(row), true);
    }

    function values(step) {
      const now = data.initial.slice();
      data.changes.slice(0, step + 1).forEach(function (changes) {
        changes.forEach(function (change) { now[change[0]] = change[1]; });
      });
      return now;
    }

    /** The visible step before this one: what changed is told against it. */
    function previous(step) {
      let at = step - 1;
      while (at >= 0 ? !visible(rows[at]) : false) { at -= 1; }
      return at;
    }

    function cell(tag, text, parent) {
      const made = document.createElement(tag);
      made.textContent = text;
      parent.appendChild(made);
      return made;
    }

    function table(title, numbers, now, before) {
      if (numbers.length === 0) { return; }
      cell("h3", title, panel);
      const body = cell("table", "", panel);
      numbers.forEach(function (number) {
        const row = cell("tr", "", body);
        cell("td", data.names[number], row).className = "mono";
        const value = cell("td", "", row);
        value.className = "mono";
        if (now[number] !== before[number]) {
          row.className = "changed";
          cell("del", before[number] || "empty", value);
          value.appendChild(document.createTextNode(" \u2192 "));
        }
        value.appendChild(document.createTextNode(now[number] || "empty"));
      });
    }

    function show(step) {
      const now = values(step);
      const last = previous(step);
      const before = last < 0 ? data.initial : values(last);
      document.querySelectorAll(".state").forEach(function (each) { each.hidden = each !== panel; });
      panel.textContent = "";
      cell("h2", "After step " + (step + 1), panel);
      cell("p", rows[step].getAttribute("aria-label").replace(/^Step \d+, /, ""), panel);
      data.conditions[step].forEach(function (number, cpu) {
        cell("span", "CPU" + cpu + ": " + data.titles[number], panel).className = "cpu";
      });
      const numbers = data.names.map(function (name, number) { return number; });
      table("Changed since step " + (last + 1), numbers.filter(function (n) { return now[n] !== before[n]; }), now, before);
      data.groups.forEach(function (group, index) {
        table(group, numbers.filter(function (n) { return data.group[n] === index; }), now, before);
      });
    }

    function select(step, focus) {
      if (selected >= 0) {
        rows[selected].removeAttribute("aria-current");
        rows[selected].tabIndex = -1;
      }
      selected = step;
      shownBefore = step;
      rows[step].setAttribute("aria-current", "step");
      rows[step].tabIndex = 0;
      document.body.classList.add("stepping");
      show(step);
      if (!map.hidden) { draw(); }
      if (focus) {
        keep(step);
        rows[step].focus({ preventScroll: true });
        rows[step].scrollIntoView({ block: "nearest" });
      }
    }

    /** From the step that is looked at, or from the heading that has the focus. */
    function move(direction, wanted) {
      const heading = tree.placeOf(document.activeElement);
      let at = heading === null ? selected + direction : direction > 0 ? heading : heading - 1;
      while (rows[at]) {
        if (visible(rows[at]) ? wanted(rows[at]) : false) { select(at, true); return; }
        at += direction;
      }
    }

    function any() { return true; }
    function decisive(row) { return row.classList.contains("decisive"); }

    function key(event) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, summary, a")) { return; }
      const actions = {
        ArrowDown: function () { move(1, any); }, j: function () { move(1, any); },
        ArrowUp: function () { move(-1, any); }, k: function () { move(-1, any); },
        n: function () { move(1, decisive); }, p: function () { move(-1, decisive); },
        t: function () { asTree.checked = !asTree.checked; turn(); },
        ArrowLeft: function () { unfold(false); }, ArrowRight: function () { unfold(true); },
        Home: function () { selected = selected < 0 ? -1 : selected; jump(-1, 1); },
        End: function () { jump(rows.length, -1); }
      };
      const action = actions[event.key];
      if (action) { action(); event.preventDefault(); }
    }

    /** Shows calls, or the steps one after the other; what is looked at stays. */
    function turn() {
      root.classList.toggle("tree", asTree.checked);
      tree.openAll(all.checked);
      filter();
      if (selected >= 0) { open(rows[selected]); }
    }

    /** Opens or closes the call that has the focus; or closes that of the step that is looked at. */
    function unfold(isOpen) {
      if (!asTree.checked) { return; }
      if (tree.placeOf(document.activeElement) !== null) {
        tree.setOpen(document.activeElement, isOpen);
      } else if (isOpen ? false : selected >= 0) {
        const button = tree.close(selected);
        if (button !== null) { button.focus(); }
      }
    }

    function jump(from, direction) {
      let at = from + direction;
      while (rows[at] ? !visible(rows[at]) : false) { at += direction; }
      if (rows[at]) { select(at, true); }
    }

    rows.forEach(function (row, step) {
      row.addEventListener("click", function () { select(step, true); });
      row.addEventListener("focus", function () { if (step !== selected) { select(step, false); keep(step); } });
      row.addEventListener("pointerenter", function (event) {
        if (event.pointerType === "mouse" ? shownBefore !== step : false) { shownBefore = step; show(step); }
      });
    });
    root.querySelector("ol.steps").addEventListener("pointerleave", function (event) {
      if (event.pointerType === "mouse" ? selected >= 0 : false) { shownBefore = selected; show(selected); }
    });
    all.addEventListener("change", function () {
      root.classList.toggle("all", all.checked);
      tree.openAll(all.checked);
      filter();
    });
    asTree.addEventListener("change", turn);
    data.lanes.forEach(function (name, lane) { cell("option", name, actor).value = lane; });
    actor.addEventListener("change", filter);
    wanted.addEventListener("input", filter);
    root.querySelector(".next").addEventListener("click", function () { move(1, any); });
    root.querySelector(".previous").addEventListener("click", function () { move(-1, any); });
    root.querySelector(".decisive-next").addEventListener("click", function () { move(1, decisive); });
    (timelines.length === 1 ? document : root).addEventListener("keydown", key);
    root.querySelector(".tools").hidden = false;
    foldStart(link());
    draw();
    const first = rows.findIndex(visible);
    if (first >= 0) { rows[first].tabIndex = 0; }
    const beside = window.matchMedia("(min-width: 62rem)").matches;
    const begin = rows.findIndex(decisive);
    if (beside ? timelines.length === 1 ? begin >= 0 : false : false) { select(begin, false); }
    return { rows: rows, open: open };
  }

  const started = timelines.map(start);

  /** To the step, or the row of a table, that the address names. */
  function follow() {
    const wanted = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    let around = wanted;
    while (around) {
      if (around.tagName === "DETAILS") { around.open = true; }
      around = around.parentElement;
    }
    started.forEach(function (timeline) {
      if (wanted ? timeline.rows.indexOf(wanted) >= 0 : false) { timeline.open(wanted); }
    });
  }

  window.addEventListener("hashchange", follow);
  if (location.hash.length > 1) { follow(); }
}());
