// SPDX-License-Identifier: GPL-2.0-only
"use strict";
/* Shows of a table only the rows that the reader has chosen; without it all are there. */
(function () {
  document.querySelectorAll(".cases").forEach(function (table) {
    const selects = Array.from(table.querySelectorAll("select"));
    const rows = Array.from(table.querySelectorAll("details[data-filter-0]"));
    const count = table.querySelector(".chosen");

    function choose() {
      let shown = 0;
      rows.forEach(function (row) {
        row.hidden = !selects.every(function (select) {
          return select.value === "" || row.getAttribute("data-filter-" + select.dataset.filter) === select.value;
        });
        shown += row.hidden ? 0 : 1;
      });
      count.textContent = shown + " of " + rows.length;
    }

    selects.forEach(function (select) { select.addEventListener("change", choose); });
    table.querySelector(".tools").hidden = false;
    choose();
  });
}());
