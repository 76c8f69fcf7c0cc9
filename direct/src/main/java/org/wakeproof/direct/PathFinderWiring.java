// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.direct;

import gov.nasa.jpf.vm.Verify;
import org.wakeproof.machine.Machine;

/** What Java PathFinder has to know while a machine is wired. */
public final class PathFinderWiring {
    private PathFinderWiring() {}

    /** Has JPF told of all code that is fixed from now on; to be called before the first machine is made. */
    public static void begin() {
        Machine.whenFixed(code -> Verify.freezeSharedness(code, true));
    }
}
