// SPDX-License-Identifier: GPL-2.0-only
/** Explores idle handlers that are read from C, and says what was found in the forms that people and tools read. */
package org.wakeproof.review.verdict;
