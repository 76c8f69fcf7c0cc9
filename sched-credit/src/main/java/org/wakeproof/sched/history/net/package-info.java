// SPDX-License-Identifier: GPL-2.0-only
/** Changed versions of the split network driver, each an override of the smallest method that differs. */
package org.wakeproof.sched.history.net;
