// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.litmus;

import java.util.List;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/**
 * Litmus tests with interrupts (Intel SDM volume 3: a store buffer is drained when an interrupt is generated, and by
 * serializing instructions, of which {@code iret} is one; an xAPIC is written uncached; WRMSR to an x2APIC waits for
 * nothing).
 */
final class InterruptShapes {
    static final List<Shape> ALL = List.of(
            new Shape("MP+IPI", 2, "1", "", t -> message(t, () -> {})),
            new Shape("MP+WRMSR", 2, "1", "0", t -> {
                t.machine.x2apic();
                message(t, () -> {});
            }),
            new Shape("MP+fence+WRMSR", 2, "1", "", t -> {
                t.machine.x2apic();
                message(t, () -> t.machine.fence());
            }),
            new Shape("SB+interrupt", 2, "01 10 11", "", t -> {
                Word r0 = t.register(0);
                Vector vector = t.machine.vector("v", () -> r0.store(t.y.load()));
                reader(t);
                t.cpu(0, () -> {
                    t.machine.cpu().sendIpi(0b01, vector);
                    t.x.store(1);
                    t.machine.cpu().enableInterrupts();
                    t.machine.cpu().stop();
                });
            }),
            new Shape("SB+iret", 2, "01 10 11", "", t -> {
                Word r0 = t.register(0);
                Word done = t.machine.word("done", 1, 0).ownedBy(0);
                Vector vector = t.machine.vector("v", () -> {
                    done.store(1);
                    t.x.store(1);
                });
                reader(t);
                t.cpu(0, () -> {
                    t.machine.cpu().sendIpi(0b01, vector);
                    t.machine.cpu().enableInterrupts();
                    done.awaitValue(1);
                    r0.store(t.y.load());
                });
            }));

    private InterruptShapes() {}

    /** A store, and an interrupt that tells of it. */
    private static void message(Litmus t, Runnable between) {
        Word r0 = t.register(1);
        Vector vector = t.machine.vector("v", () -> r0.store(t.x.load()));
        t.cpu(0, () -> {
            t.x.store(1);
            between.run();
            t.machine.cpu().sendIpi(0b10, vector);
        });
        t.interrupted(1);
    }

    /** The half of SB that fences, on CPU1. */
    private static void reader(Litmus t) {
        Word r1 = t.register(1);
        t.cpu(1, () -> {
            t.y.store(1);
            t.machine.fence();
            r1.store(t.x.load());
        });
    }
}
