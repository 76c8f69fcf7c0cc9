// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.litmus;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Word;

/**
 * The litmus tests of x86-TSO (Sewell et al., "x86-TSO", 2010; Alglave et al., "Herding cats", 2014 for the other
 * names), of stores, loads, fences and locked operations.
 */
final class Shapes {
    /** All outcomes of four registers that are 0 or 1, but the one in which two readers disagree about the order. */
    private static final String IN_ONE_ORDER =
            "0000 0001 0010 0011 0100 0101 0110 0111 1000 1001 1011 1100 1101 1110 1111";

    private static final List<Shape> MEMORY = List.of(
            new Shape("SB", 2, "01 10 11", "00", t -> storeBuffering(t, () -> {}, () -> {})),
            new Shape("SB+fence+po", 2, "01 10 11", "00", t -> storeBuffering(t, () -> t.machine.fence(), () -> {})),
            new Shape(
                    "SB+fences",
                    2,
                    "01 10 11",
                    "",
                    t -> storeBuffering(t, () -> t.machine.fence(), () -> t.machine.fence())),
            new Shape("SB+locked", 2, "01 10 11", "", t -> {
                Word r0 = t.register(0);
                Word r1 = t.register(1);
                t.cpu(0, () -> {
                    t.x.testAndSetBit(0);
                    r0.store(t.y.load());
                });
                t.cpu(1, () -> {
                    t.y.addReturn(1);
                    r1.store(t.x.load());
                });
            }),
            new Shape("SB+cmpxchg", 2, "01 10 11", "", t -> {
                Word r0 = t.register(0);
                Word r1 = t.register(1);
                t.cpu(0, () -> {
                    t.x.compareExchange(0, 1);
                    r0.store(t.y.load());
                });
                t.cpu(1, () -> {
                    t.y.store(1);
                    // Fails, and is a fence all the same.
                    t.y.compareExchange(3, 2);
                    r1.store(t.x.load());
                });
            }),
            new Shape("SB+rfi-pos", 2, "1011 1110 1111", "1010", t -> {
                Word r0 = t.register(0);
                Word r1 = t.register(0);
                Word r2 = t.register(1);
                Word r3 = t.register(1);
                t.cpu(0, () -> {
                    t.x.store(1);
                    r0.store(t.x.load());
                    r1.store(t.y.load());
                });
                t.cpu(1, () -> {
                    t.y.store(1);
                    r2.store(t.y.load());
                    r3.store(t.x.load());
                });
            }),
            new Shape("MP", 2, "00 01 11", "", t -> {
                Word r0 = t.register(1);
                Word r1 = t.register(1);
                t.cpu(0, () -> {
                    t.x.store(1);
                    t.y.store(1);
                });
                t.cpu(1, () -> {
                    r0.store(t.y.load());
                    r1.store(t.x.load());
                });
            }),
            new Shape("LB", 2, "00 01 10", "", t -> {
                Word r0 = t.register(0);
                Word r1 = t.register(1);
                t.cpu(0, () -> {
                    r0.store(t.x.load());
                    t.y.store(1);
                });
                t.cpu(1, () -> {
                    r1.store(t.y.load());
                    t.x.store(1);
                });
            }),
            new Shape("S", 2, "0/11 0/21 1/11", "", t -> {
                Word r0 = t.register(1);
                t.withMemory();
                t.cpu(0, () -> {
                    t.x.store(2);
                    t.y.store(1);
                });
                t.cpu(1, () -> {
                    r0.store(t.y.load());
                    t.x.store(1);
                });
            }),
            new Shape("R", 2, "0/11 1/11 1/12", "0/12", t -> {
                Word r0 = t.register(1);
                t.withMemory();
                t.cpu(0, () -> {
                    t.x.store(1);
                    t.y.store(1);
                });
                t.cpu(1, () -> {
                    t.y.store(2);
                    r0.store(t.x.load());
                });
            }),
            new Shape("2+2W", 2, "/12 /21 /22", "", t -> {
                t.withMemory();
                t.cpu(0, () -> {
                    t.x.store(1);
                    t.y.store(2);
                });
                t.cpu(1, () -> {
                    t.y.store(1);
                    t.x.store(2);
                });
            }),
            new Shape("CoRR", 2, "00 01 11", "", t -> {
                Word r0 = t.register(1);
                Word r1 = t.register(1);
                t.cpu(0, () -> t.x.store(1));
                t.cpu(1, () -> {
                    r0.store(t.x.load());
                    r1.store(t.x.load());
                });
            }),
            new Shape("n5", 2, "11 12 22", "", t -> {
                Word r0 = t.register(0);
                Word r1 = t.register(1);
                t.cpu(0, () -> {
                    t.x.store(1);
                    r0.store(t.x.load());
                });
                t.cpu(1, () -> {
                    t.x.store(2);
                    r1.store(t.x.load());
                });
            }),
            new Shape("n6", 2, "10/22 12/12 12/22 22/22", "10/12", t -> {
                Word r0 = t.register(0);
                Word r1 = t.register(0);
                t.withMemory();
                t.cpu(0, () -> {
                    t.x.store(1);
                    r0.store(t.x.load());
                    r1.store(t.y.load());
                });
                t.cpu(1, () -> {
                    t.y.store(2);
                    t.x.store(2);
                });
            }),
            new Shape("WRC", 3, "000 001 010 011 100 101 111", "", t -> {
                Word r0 = t.register(1);
                Word r1 = t.register(2);
                Word r2 = t.register(2);
                t.cpu(0, () -> t.x.store(1));
                t.cpu(1, () -> {
                    r0.store(t.x.load());
                    t.y.store(1);
                });
                t.cpu(2, () -> {
                    r1.store(t.y.load());
                    r2.store(t.x.load());
                });
            }),
            new Shape("IRIW", 4, IN_ONE_ORDER, "", t -> independentReads(t, () -> {})),
            new Shape("IRIW+fences", 4, IN_ONE_ORDER, "", t -> independentReads(t, () -> t.machine.fence())));

    private Shapes() {}

    static List<Shape> all() {
        List<Shape> all = new ArrayList<>(MEMORY);
        all.addAll(InterruptShapes.ALL);
        return all;
    }

    static void storeBuffering(Litmus t, Runnable between0, Runnable between1) {
        Word r0 = t.register(0);
        Word r1 = t.register(1);
        t.cpu(0, () -> {
            t.x.store(1);
            between0.run();
            r0.store(t.y.load());
        });
        t.cpu(1, () -> {
            t.y.store(1);
            between1.run();
            r1.store(t.x.load());
        });
    }

    private static void independentReads(Litmus t, Runnable between) {
        Word r0 = t.register(2);
        Word r1 = t.register(2);
        Word r2 = t.register(3);
        Word r3 = t.register(3);
        t.cpu(0, () -> t.x.store(1));
        t.cpu(1, () -> t.y.store(1));
        t.cpu(2, () -> {
            r0.store(t.x.load());
            between.run();
            r1.store(t.y.load());
        });
        t.cpu(3, () -> {
            r2.store(t.y.load());
            between.run();
            r3.store(t.x.load());
        });
    }
}
