// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.program;

import org.wakeproof.machine.Field;
import org.wakeproof.machine.Operation;

/** What somebody looks at from outside while a program runs, so that it must not be hidden inside a transition. */
public interface Sight {
    /** Whether carrying this out may change what is looked at. */
    boolean isSeen(Operation operation);

    /** Whether this field is looked at. */
    boolean isUnhidden(Field field);
}
