// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cpuidle;

/** Types of C-state, {@code ACPI_STATE_Cx}. */
public enum CState {
    C1,
    C2,
    C3
}
