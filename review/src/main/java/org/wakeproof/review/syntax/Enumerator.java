// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.syntax;

/**
 * A name of an enumeration of which the file does not give the value as a number.
 *
 * @param from the expression that gives the value of it, or of one before it
 * @param behind how many names further it is than that one
 */
public record Enumerator(Node from, long behind) {}
