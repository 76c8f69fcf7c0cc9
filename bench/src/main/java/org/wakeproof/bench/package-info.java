// SPDX-License-Identifier: GPL-2.0-only
/**
 * Runs the same exploration in several ways, one after the other in one process, and prints the
 * figures side by side.
 */
package org.wakeproof.bench;
