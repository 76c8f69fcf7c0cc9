// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

/** Which mends of the machine and the engine are there: what the generator may ask about. */
final class Landed {
    static final boolean HANDLERS_ON_FINISHED_CPUS = false;

    private Landed() {}
}
