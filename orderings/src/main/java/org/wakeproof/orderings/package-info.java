// SPDX-License-Identifier: GPL-2.0-only
/**
 * Paths as lists of named steps: which orderings of them lose something, and which pairs of steps must keep their order. A
 * list of steps is carried out by the same port operations as the path itself.
 */
package org.wakeproof.orderings;
