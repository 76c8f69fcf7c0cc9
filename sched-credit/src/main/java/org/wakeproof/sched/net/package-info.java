// SPDX-License-Identifier: GPL-2.0-only
/**
 * A split network driver: netfront and netback, the shared rings by which they talk, and the grant tables by which pages
 * change hands.
 */
package org.wakeproof.sched.net;
