// SPDX-License-Identifier: GPL-2.0-only
/**
 * Reads a version of Xen's idle code, in C, and runs it on the machine in place of the port: {@link
 * org.wakeproof.review.IdleCode} is where to start.
 */
package org.wakeproof.review;
