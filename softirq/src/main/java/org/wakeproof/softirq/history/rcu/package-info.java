// SPDX-License-Identifier: GPL-2.0-only
/** rcupdate.c as of August 2017, and as it was before two fixes of that month. */
package org.wakeproof.softirq.history.rcu;
