// SPDX-License-Identifier: GPL-2.0-only
/**
 * Port of the generic and the credit scheduler as far as a CPU uses them that only ever idles: the
 * tickers with their suspension, the quantum timer, and schedule() with its stack reset. Guests and
 * accounting are the next part.
 */
package org.wakeproof.sched;
