// SPDX-License-Identifier: GPL-2.0-only
/** What S3 and CPU pools do to the run queue of credit2 as of August 2026 (c447b7308b). */
package org.wakeproof.sched.y2026;
