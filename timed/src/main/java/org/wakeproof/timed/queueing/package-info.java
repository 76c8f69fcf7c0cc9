// SPDX-License-Identifier: GPL-2.0-only
/** What systems of queues are made of: events in time, what serves one at a time, and what is counted of them. */
package org.wakeproof.timed.queueing;
