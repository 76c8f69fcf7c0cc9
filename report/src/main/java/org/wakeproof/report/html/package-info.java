// SPDX-License-Identifier: GPL-2.0-only
/** Reports to look at: one HTML file without anything from elsewhere, and timelines and state graphs as figures. */
package org.wakeproof.report.html;
