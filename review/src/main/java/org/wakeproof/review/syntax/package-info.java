// SPDX-License-Identifier: GPL-2.0-only
/** C as text and as a syntax tree; broken text gives a tree with errors in it. */
package org.wakeproof.review.syntax;
