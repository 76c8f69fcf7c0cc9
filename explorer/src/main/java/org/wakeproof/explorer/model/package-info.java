// SPDX-License-Identifier: GPL-2.0-only
/** A machine as it is explored: packed states, the steps from one to the next and how they move, who acts, what is watched, and the limits of a run. */
package org.wakeproof.explorer.model;
