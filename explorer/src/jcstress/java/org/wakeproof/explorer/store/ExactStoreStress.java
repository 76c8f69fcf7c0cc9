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
 * Two workers add the same state and one of their own each, which has one half in common with it: the
 * shared one is new to exactly one of them, both know it by one key, and what is stored can be read back.
 */
@JCStressTest
@Outcome(id = "2, 1, 3, 1", expect = ACCEPTABLE, desc = "The first worker added the shared state.")
@Outcome(id = "1, 2, 3, 1", expect = ACCEPTABLE, desc = "The second worker added the shared state.")
@State
public class ExactStoreStress {
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
        sharedByFirst = first.key(SHARED);
        long number = first.add(sharedByFirst, 0, 0);
        ownOfFirst = first.key(new long[] {7, 1});
        r.r1 = (number >= 0 ? 1 : 0) + (first.add(ownOfFirst, 0, 0) >= 0 ? 1 : 0);
    }

    /** The second worker, in the other order. */
    @Actor
    public void second(IIII_Result r) {
        ownOfSecond = second.key(new long[] {2, 7});
        long number = second.add(ownOfSecond, 0, 0);
        sharedBySecond = second.key(SHARED);
        r.r2 = (number >= 0 ? 1 : 0) + (second.add(sharedBySecond, 0, 0) >= 0 ? 1 : 0);
    }

    /** What is stored in the end. */
    @Arbiter
    public void stored(IIII_Result r) {
        r.r3 = (int) store.size();
        r.r4 = sharedByFirst == sharedBySecond
                        && holds(sharedByFirst, 7, 7)
                        && holds(ownOfFirst, 7, 1)
                        && holds(ownOfSecond, 2, 7)
                ? 1
                : 0;
    }

    private boolean holds(long key, long left, long right) {
        long[] state = new long[2];
        store.read(key, state);
        return state[0] == left && state[1] == right;
    }
}
