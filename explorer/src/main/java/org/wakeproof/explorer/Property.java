// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.wakeproof.explorer.model.WhereFree;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;

/**
 * What a system is checked for. The rules of the machine itself (values in range, no data race, locks
 * used properly, assertions hold) are always checked.
 *
 * <p>A predicate may read all of a state. The engine notes what it reads, and hides no step that changes it; so a
 * property that looks at locks, interrupt flags or what only its owner touches is decided rightly, but in a larger
 * search. What is to be so wherever a lock is free is best said so ({@link Always#whereFree}).
 */
public sealed interface Property {
    String name();

    private static void checkName(String name) {
        if (name.trim().isEmpty()) {
            throw new IllegalArgumentException("a property has a name that says what is meant to hold");
        }
    }

    /** The predicate holds in every reachable state. */
    record Always(String name, Predicate<State> holds, Function<State, String> explanation) implements Property {
        public Always {
            checkName(name);
        }

        /**
         * The same for those states only in which nobody holds these locks. What they guard can be read there at little
         * cost: nobody is in the middle of changing it.
         */
        public Always whereFree(SpinLock... locks) {
            return new Always(name, new WhereFree(Set.of(locks), holds), explanation);
        }
    }

    /** The predicate holds in at least one reachable state; if not, the check would be vacuous and fails. */
    record Sometimes(String name, Predicate<State> met) implements Property {
        public Sometimes {
            checkName(name);
        }
    }

    /**
     * Whenever the region is entered, every fair run of internal steps leaves it. Fair: an agent that
     * can act again and again does act; but a CPU that polls ({@code awaitValue}) may look in the wrong moments. It is not
     * enough that some lucky run leaves.
     */
    record Leaves(String name, Predicate<State> region, Function<State, String> explanation) implements Property {
        public Leaves {
            checkName(name);
        }
    }

    /** From every reachable state, a state in which the predicate holds can still be reached (AG EF). */
    record Recoverable(String name, Predicate<State> good) implements Property {
        public Recoverable {
            checkName(name);
        }
    }

    /**
     * Locks are waited for in one order, and what an interrupt's handler waits for is never held with interrupts on: the
     * rules whose breach is a deadlock only if several CPUs or an interrupt meet in the wrong moment.
     */
    record LockDiscipline(String name) implements Property {
        public LockDiscipline {
            checkName(name);
        }

        /** With the usual name. */
        public LockDiscipline() {
            this("lock order and irq-safety");
        }
    }

    /** Never violated: it is told every reachable state in which nothing can happen any more, by several threads. */
    record AtRest(String name, Consumer<State> told) implements Property {
        public AtRest {
            checkName(name);
        }
    }

    /**
     * In every reachable state something can still happen, or all CPUs have come to the end of what they were booted
     * with. One that has {@linkplain org.wakeproof.machine.Cpu#stop() stopped} has not: it waits for interrupts.
     */
    record NoDeadlock(String name) implements Property {
        public NoDeadlock {
            checkName(name);
        }

        /** With the usual name. */
        public NoDeadlock() {
            this("no deadlock");
        }
    }
}
