// SPDX-License-Identifier: GPL-2.0-only
// What an expression is along the path. Place 0 is the start; place i is behind step i.

/** Whether it is true there; of a value, whether it has just changed. */
export function isMarked(watch, place) {
  const values = watch?.values ?? [];
  return watch?.isTruth ? values[place] === "true" : place > 0 && values[place] !== values[place - 1];
}

/** Whether it becomes true there; the value changes. */
function begins(watch, place) {
  return isMarked(watch, place) && (!watch.isTruth || place === 0 || !isMarked(watch, place - 1));
}

/** Where it begins to be so, in order. */
export function beginnings(watch) {
  return (watch?.values ?? []).map((_, place) => place).filter((place) => begins(watch, place));
}

/** What a step has made of it, where it has changed it. */
export function wordsAt(watch, place) {
  if (begins(watch, place)) {
    return watch.isTruth ? "becomes true" : `is ${watch.values[place]}, was ${watch.values[place - 1]}`;
  }
  return watch?.isTruth && isMarked(watch, place - 1) && !isMarked(watch, place) ? "is no longer true" : "";
}

/** What is said of the place that is shown, and of the whole path. */
export function saysOf(watch, at) {
  if (watch.error !== undefined) {
    return watch.error;
  }
  const states = watch.values.length;
  const places = watch.isTruth ? watch.values.filter((value) => value === "true").length : beginnings(watch).length;
  const all = states === 1 ? "" : watch.isTruth ? `; true in ${places} of the path's ${states} states` : `; it changes ${times(places)} on the path`;
  return `${watch.isTruth ? watch.values[at] : "is " + watch.values[at]} here${all}`;
}

const times = (count) => (count === 1 ? "once" : `${count} times`);
