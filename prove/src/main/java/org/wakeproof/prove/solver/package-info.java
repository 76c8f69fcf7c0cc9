// SPDX-License-Identifier: GPL-2.0-only
/** Formulas without quantifiers, and who decides them: SMTInterpol in this process, or z3 and cvc5 as programs. */
package org.wakeproof.prove.solver;
