// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

/**
 * Where an instruction comes from.
 *
 * @param chain the functions that lead to it with their lines, as {@code acpi_processor_idle:412 > acpi_idle_do_entry:150}
 * @param line in the file
 */
public record Place(String chain, int line) {}
