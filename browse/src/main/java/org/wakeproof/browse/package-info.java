// SPDX-License-Identifier: GPL-2.0-only
/**
 * Walking through a state space by hand, in a browser: a server for this machine only, the page it serves, and what the
 * page asks it. The server keeps nothing of a walk; every request names the whole path.
 */
package org.wakeproof.browse;
