// SPDX-License-Identifier: GPL-2.0-only
/**
 * Event channels: how a domain, a device or a timer tells a vCPU that something has happened, and wakes it where it
 * is blocked or polls.
 */
package org.wakeproof.sched.event;
