// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.run;

import org.jspecify.annotations.Nullable;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Procedure;

/** What a procedure's code asks for at a point. */
sealed interface Asked {
    /** That an operation be performed, which takes so many nanoseconds. */
    record Step(Operation operation, Opcode opcode, long cost) implements Asked {}

    /** That it return a result. */
    record Return(int value) implements Asked {}

    /** A call of a procedure. */
    final class Call implements Asked {
        /** Once, until it wants no more, or in place of all calls that there are. */
        enum Kind {
            ONCE,
            REPEATED,
            RESET
        }

        private final Kind kind;
        private final Procedure callee;
        private final int[] arguments;
        private Node start;

        Call(Kind kind, Procedure callee, int... arguments) {
            this.kind = kind;
            this.callee = callee;
            this.arguments = arguments;
        }

        Kind kind() {
            return kind;
        }

        Procedure callee() {
            return callee;
        }

        int[] arguments() {
            return arguments;
        }

        /** The start of what is called; null until it is known. */
        @Nullable
        Node start() {
            return start;
        }

        void startsAt(Node node) {
            start = node;
        }
    }
}
