// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

/** One global state of a machine, seen field by field. */
public interface State {
    /** Returns the value of a field. */
    int get(Field field);

    /** Sets a field to a value that the caller has checked against its range. */
    void set(Field field, int value);
}
