// SPDX-License-Identifier: GPL-2.0-only
/**
 * Historic bugs of Xen's idle path, each found again before its fix and not after it, and mutations of the ports that the
 * checker has to notice.
 */
package org.wakeproof.history;
