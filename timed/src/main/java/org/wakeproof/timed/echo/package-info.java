// SPDX-License-Identifier: GPL-2.0-only
/**
 * A server that answers each message with one of the same length, on interrupts and system calls as Linux does or by
 * polling and running to completion as IX does, and clients that wait for the answer.
 */
package org.wakeproof.timed.echo;
