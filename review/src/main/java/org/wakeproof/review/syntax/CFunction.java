// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

import java.util.List;

/**
 * A function's definition.
 *
 * @param name its name
 * @param parameters their names, in order
 * @param body the compound statement
 * @param line of its name
 */
public record CFunction(String name, List<String> parameters, Node body, int line) {}
