// SPDX-License-Identifier: GPL-2.0-only
/** Proofs in words, as a page and as data. */
package org.wakeproof.prove.report;
