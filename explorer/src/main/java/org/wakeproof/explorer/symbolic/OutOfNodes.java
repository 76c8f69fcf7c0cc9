// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.symbolic;

/** Thrown where the memory that decision diagrams may take does not suffice. */
public final class OutOfNodes extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutOfNodes() {
        super("decision diagrams need more memory than they may take");
    }
}
