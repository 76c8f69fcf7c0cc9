// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.direct;

/** A shared field that is read where another thread may go on, and never written. */
final class SchedulingPoint {
    private int field;

    int here() {
        return field;
    }
}
