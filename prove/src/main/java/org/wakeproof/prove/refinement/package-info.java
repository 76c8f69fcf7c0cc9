// SPDX-License-Identifier: GPL-2.0-only
/** Whether the ports behave as the idle path does: every step of theirs, nothing reduced, against its steps. */
package org.wakeproof.prove.refinement;
