// SPDX-License-Identifier: GPL-2.0-only
/**
 * The command line: list, check, replay. It parses, prints and sets exit statuses; everything else is
 * done by the packages beside it.
 */
package org.wakeproof.cli;
