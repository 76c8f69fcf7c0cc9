// SPDX-License-Identifier: GPL-2.0-only
/**
 * What people and programs read: the verdict with its bounds, the trace in columns, and JSON that can
 * be replayed.
 */
package org.wakeproof.report;
