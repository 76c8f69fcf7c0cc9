// SPDX-License-Identifier: GPL-2.0-only
/** The idle loop, the idle drivers and S3 as of August 2026 (c447b7308b). */
package org.wakeproof.cpuidle.y2026;
