// SPDX-License-Identifier: GPL-2.0-only
/** Proofs by induction: the questions, their encoding without quantifiers, and states in which they fail. */
package org.wakeproof.prove.induction;
