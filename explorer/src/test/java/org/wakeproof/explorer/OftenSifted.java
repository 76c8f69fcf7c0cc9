// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

/** Has the levels of a symbolic search sifted again and again, for tests outside this package. */
public final class OftenSifted {
    private OftenSifted() {}

    /** The same explorer. */
    public static Explorer of(Explorer explorer) {
        return explorer.siftingOften();
    }
}
