// SPDX-License-Identifier: GPL-2.0-only
/**
 * Port of what a CPU does when it has nothing to do: the idle loop and default_idle of domain.c, and
 * acpi_processor_idle of cpu_idle.c with the versions of its entry that matter here.
 */
package org.wakeproof.cpuidle;
