// SPDX-License-Identifier: GPL-2.0-only
/** What has come out of timed runs, side by side: as text, as tables for programs, and as a page. */
package org.wakeproof.timed.report;
