// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.xen;

import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;

/** Procedures that do nothing but be called, once for each packet or request: for who counts, and to take time. */
public final class Work {
    private final Procedure fetches;
    private final Procedure sends;
    private final Procedure handles;
    private final Procedure writes;
    private final Procedure reads;

    Work(Machine machine) {
        fetches = machine.procedure("driver fetches a packet", () -> {});
        sends = machine.procedure("driver sends a packet", () -> {});
        handles = machine.procedure("guest handles a packet", () -> {});
        writes = machine.procedure("guest writes to a socket", () -> {});
        reads = machine.procedure("guest has read from a socket", () -> {});
    }

    /** The driver has a packet from its device. */
    public Procedure fetches() {
        return fetches;
    }

    /** The driver has given a packet to its device. */
    public Procedure sends() {
        return sends;
    }

    /** The guest's network stack has a packet. */
    public Procedure handles() {
        return handles;
    }

    /** A packet of the guest is about to be put on the ring. */
    public Procedure writes() {
        return writes;
    }

    /** The guest's application has all that it has waited for. */
    public Procedure reads() {
        return reads;
    }

    /** All of them. */
    public List<Procedure> all() {
        return List.of(fetches, sends, handles, writes, reads);
    }
}
