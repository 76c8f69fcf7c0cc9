// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * Two workers add the same state and one of their own each, all at the same place of the table: the
 * shared one is new to exactly one of them, and what is stored can be read back.
 */
@JCStressTest
@Outcome(id = "2, 1, 3, 1", expect = ACCEPTABLE, desc = "The first worker added the shared state.")
@Outcome(id = "1, 2, 3, 1", expect = ACCEPTABLE, desc = "The second worker added the shared state.")
@State
public class ExactStoreStress {
    private static final long HASH = 0x1234_5678_9ABC_DEF0L;
    private static final long[] SHARED = {7, 7};

    private final ExactStore store = new ExactStore(2, 64);
    private final StateStore.Appender first = store.appender();
    private final StateStore.Appender second = store.appender();
    private long sharedByFirst;
    private long sharedBySecond;
    private long ownOfFirst;
    private long ownOfSecond;

    /** The first worker. */
    @Actor
    public void first(IIII_Result r) {
        sharedByFirst = first.add(SHARED, HASH, 0);
        ownOfFirst = first.add(new long[] {1, 1}, HASH, 0);
        r.r1 = (sharedByFirst >= 0 ? 1 : 0) + (ownOfFirst >= 0 ? 1 : 0);
    }

    /** The second worker, in the other order. */
    @Actor
    public void second(IIII_Result r) {
        ownOfSecond = second.add(new long[] {2, 2}, HASH, 0);
        sharedBySecond = second.add(SHARED, HASH, 0);
        r.r2 = (sharedBySecond >= 0 ? 1 : 0) + (ownOfSecond >= 0 ? 1 : 0);
    }

    /** What is stored in the end. */
    @Arbiter
    public void stored(IIII_Result r) {
        r.r3 = (int) store.size();
        r.r4 = holds(Math.max(sharedByFirst, sharedBySecond), 7) && holds(ownOfFirst, 1) && holds(ownOfSecond, 2)
                ? 1
                : 0;
    }

    private boolean holds(long number, long value) {
        long[] state = new long[2];
        store.read(number, state);
        return state[0] == value && state[1] == value;
    }
}
