// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wakeproof.machine.Step.Kind;

/** Each step of each CPU of the largest machine has a number of its own, which says what it is. */
class StepTest {
    private static final int[] DETAILS = {0, 1, 31, Step.MAX_CHOICES - 1};

    @Test
    void aNumberSaysWhoseStepItIs() {
        Set<Integer> numbers = new HashSet<>();
        for (int detail : DETAILS) {
            for (int cpu = 0; cpu < Machine.MAX_CPUS; cpu++) {
                is(Step.operation(cpu, detail), Kind.OPERATION, cpu, detail, numbers);
                is(Step.interrupt(cpu, detail), Kind.INTERRUPT, cpu, detail, numbers);
            }
            is(Step.event(detail), Kind.EVENT, 0, detail, numbers);
        }
        assertThat(numbers).hasSize(DETAILS.length * (2 * Machine.MAX_CPUS + 1));
    }

    private static void is(int step, Kind kind, int cpu, int detail, Set<Integer> numbers) {
        assertThat(Step.isStep(step)).isTrue();
        assertThat(Step.kind(step)).isEqualTo(kind);
        assertThat(Step.cpu(step)).isEqualTo(cpu);
        assertThat(Step.detail(step)).isEqualTo(detail);
        numbers.add(step);
    }

    @Test
    void whatIsNoStepHasNoNumber() {
        assertThat(Step.isStep(-1)).isFalse();
        assertThat(Step.isStep(3 << 28)).isFalse();
        assertThatThrownBy(() -> Step.operation(Machine.MAX_CPUS, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Step.operation(0, Step.MAX_CHOICES)).isInstanceOf(IllegalArgumentException.class);
    }
}
