// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

import java.util.List;

/** Why a {@link Stage} is left in the end. */
public sealed interface Progress {
    /** The steps of the helper that lead to an earlier stage. */
    List<String> steps();

    /** One of these steps can always be taken. */
    record Always(List<String> steps) implements Progress {}

    /** One of them can be taken wherever the helper's interrupts are on. */
    record WhereInterruptible(List<String> steps) implements Progress {}

    /**
     * The helper waits for a lock: the step can be taken wherever it is free and nothing runs on top of the helper.
     *
     * @param step the one that takes it
     * @param lock who holds it
     * @param onTop what runs on top of the helper, with interrupts off
     */
    record WhereFree(String step, CpuVariable lock, Plain onTop) implements Progress {
        @Override
        public List<String> steps() {
            return List.of(step);
        }
    }

    /** The helper's interrupts are off all the while, and they do not stay so: it is left before they are on again. */
    record WhileInterruptsAreOff() implements Progress {
        @Override
        public List<String> steps() {
            return List.of();
        }
    }

    /**
     * The helper's interrupts are on, and the step can be taken wherever nothing runs on top of it.
     *
     * @param step the one that it goes on with, whatever interrupts it in between
     * @param onTop what runs on top of the helper, with interrupts off
     */
    record WhereNothingRunsOnTop(String step, Plain onTop) implements Progress {
        @Override
        public List<String> steps() {
            return List.of(step);
        }
    }

    /** The helper is in the loop of the {@link Visit} all the while, and comes to its end: it is left before that, or by it. */
    record WhileVisiting() implements Progress {
        @Override
        public List<String> steps() {
            return List.of();
        }
    }
}
