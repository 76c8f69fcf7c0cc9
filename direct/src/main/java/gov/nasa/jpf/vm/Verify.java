// SPDX-License-Identifier: GPL-2.0-only
package gov.nasa.jpf.vm;

/**
 * Stands in for the class of this name in Java PathFinder, so that nothing here needs JPF to compile.
 * Under JPF its native peer answers, by name and signature; elsewhere nobody may ask.
 */
public final class Verify {
    private Verify() {}

    /** Any number from {@code min} to {@code max}; JPF tries each. */
    public static int getInt(int min, int max) {
        throw new IllegalStateException("only Java PathFinder answers a choice of " + min + " to " + max);
    }

    /**
     * Tells JPF that an object is not shared between threads, whatever it seems, so that access to it is no scheduling
     * point; elsewhere it does nothing.
     */
    public static void freezeSharedness(Object object, boolean freeze) {
        // There is nothing to tell.
    }

    /** Gives up this path if the condition holds. */
    public static void ignoreIf(boolean condition) {
        if (condition) {
            throw new IllegalStateException("only Java PathFinder gives up a path");
        }
    }
}
