// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;

/** Steps of CPUs, and what is said of each: in words, how it moves past the steps of others, and which fields it may change. */
final class Steps {
    /** Of an operation that does not say which fields it may change. */
    static final String ANYTHING = "anything";

    static final String NOTHING = "nothing";

    private final Machine machine;
    private final Running run;

    Steps(Machine machine, Running run) {
        this.machine = machine;
        this.run = run;
    }

    /** The first operation of this code moves like this, may change these fields, and is told in these words once it has been carried out. */
    void take(Runnable code, String words, Mover mover, String changes) {
        take(run.next(code), words, mover, changes);
    }

    void take(Operation operation, String words, Mover mover, String changes) {
        int cpu = run.cpu();
        assertThat(operation.mover(run, cpu)).as(words).isEqualTo(mover);
        assertThat(changesOf(operation)).as(words).isEqualTo(changes);
        assertThat(operation.enabled(run, cpu)).as(words).isTrue();
        int result = operation.apply(run, cpu, 0);
        assertThat(operation.describe(result, run, cpu)).isEqualTo(words);
    }

    private String changesOf(Operation operation) {
        if (machine.fields().stream().allMatch(operation::mayChange)) {
            return ANYTHING;
        }
        String fields = machine.fields().stream()
                .filter(operation::mayChange)
                .map(Field::name)
                .collect(Collectors.joining(", "));
        return fields.isEmpty() ? NOTHING : fields;
    }
}
