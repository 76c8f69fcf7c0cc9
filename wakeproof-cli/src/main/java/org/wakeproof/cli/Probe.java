// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

/** Does nothing: what the launcher starts to learn whether a JVM starts here, as one that does not exits with 1. */
final class Probe {
    private Probe() {}

    public static void main(String[] arguments) {
        // A JVM that comes here has started.
    }
}
