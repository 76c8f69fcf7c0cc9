// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

import org.wakeproof.explorer.program.Frame;
import org.wakeproof.machine.Transaction;

/** Decides how far one CPU goes on in one step; by itself, no farther than one operation. For one thread. */
class Fusion {
    /** An interrupt has been taken as the beginning of a step. */
    void beginWithInterrupt() {}

    /** The operation of a frame is about to be carried out as the beginning of a step. */
    void begin(Frame frame, PackedState state) {}

    /** Whether the operation of a frame may follow in the same step; if so, it is about to be carried out. */
    boolean takesIn(Frame frame, PackedState state) {
        return false;
    }

    /**
     * An operation has been carried out.
     *
     * @param mayForget whether time variables may be forgotten before the next; they are still there
     */
    void carriedOut(PackedState state, boolean mayForget) {}

    /** Goes on as long as it is one transaction. */
    static final class Transactions extends Fusion {
        private final Transaction transaction;

        Transactions(Transaction transaction) {
            this.transaction = transaction;
        }

        @Override
        void beginWithInterrupt() {
            transaction.beginWithInterrupt();
        }

        @Override
        void begin(Frame frame, PackedState state) {
            transaction.begin(frame.operation(), frame.isSeen, state);
        }

        @Override
        boolean takesIn(Frame frame, PackedState state) {
            return transaction.takesIn(frame.operation(), frame.isSeen, state);
        }

        @Override
        void carriedOut(PackedState state, boolean mayForget) {
            transaction.carriedOut(state, mayForget);
        }
    }
}
