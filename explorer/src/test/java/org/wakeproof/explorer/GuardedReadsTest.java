// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;

/** A property that reads what only its owner sees is refused, also where the first state does not get it to read that. */
class GuardedReadsTest {
    private final Machine machine = new Machine(1);
    private final Word phase = machine.word("phase", 1, 0);
    private final Word secret = machine.word("secret", 1, 0).ownedBy(0);

    static Stream<Options> options() {
        return Stream.of(Options.Order.values())
                .map(order ->
                        Options.defaults().withSearch(order).withThreads(1).withMaxStates(1_000));
    }

    private void assertRefused(Property property, Options options) {
        machine.boot(0, false, machine.procedure("main", () -> {
            secret.store(1);
            phase.store(1);
            secret.store(0);
        }));
        machine.seal();
        Explorer explorer = new Explorer(machine, List.of(property), options);
        assertThatThrownBy(explorer::run).isInstanceOf(ModelException.class).hasMessageContaining("reads secret");
    }

    @ParameterizedTest
    @MethodSource("options")
    void always(Options options) {
        assertRefused(
                new Property.Always(
                        "secret",
                        state -> state.get(phase.field()) == 0 || state.get(secret.field()) == 1,
                        state -> "secret"),
                options);
    }

    @ParameterizedTest
    @MethodSource("options")
    void leaves(Options options) {
        assertRefused(
                new Property.Leaves(
                        "secret",
                        state -> state.get(phase.field()) == 1 && state.get(secret.field()) == 1,
                        state -> "secret"),
                options);
    }
}
