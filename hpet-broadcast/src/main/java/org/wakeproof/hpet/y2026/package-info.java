// SPDX-License-Identifier: GPL-2.0-only
/** hpet.c and the PIT broadcast as of August 2026 (c447b7308b), as far as they differ from the versions before. */
package org.wakeproof.hpet.y2026;
