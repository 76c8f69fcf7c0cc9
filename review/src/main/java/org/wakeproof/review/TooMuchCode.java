// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review;

/** Code that is too large, or too entangled, to be followed: no wrong input, but no verdict either. */
public final class TooMuchCode extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    /** @param message what is too much, in one line */
    public TooMuchCode(String message) {
        super(message);
    }
}
