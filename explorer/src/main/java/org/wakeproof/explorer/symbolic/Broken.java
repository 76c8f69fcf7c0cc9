// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

/** Thrown where a step that can be taken breaks a rule. */
public final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Object rule;

    Broken(Object rule) {
        super(null, null, false, false);
        this.rule = rule;
    }

    /** What {@link Local#breaks} has been told. */
    public Object rule() {
        return rule;
    }
}
