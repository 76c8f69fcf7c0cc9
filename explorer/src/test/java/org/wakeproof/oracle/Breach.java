// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

/** A rule that a step breaks. */
final class Breach extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Which rule. */
    enum Rule {
        RANGE,
        RACE,
        LOCKING,
        ASSERTION
    }

    final Rule rule;

    Breach(Rule rule) {
        super(rule.name(), null, false, false);
        this.rule = rule;
    }
}
