// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wakeproof.machine.AtomicOperation.AtomicUpdate;
import org.wakeproof.machine.Execution;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;

/** Random systems leave out nothing that the machine can do. */
class EveryOperationTest {
    private static final int SYSTEMS = 1000;

    /** Runs code without a state: every operation results in 0 or 1. */
    private static final class Listener implements Execution {
        private final SplittableRandom random = new SplittableRandom(1);
        private final Set<Operation> met = new HashSet<>();

        void listen(Machine machine) {
            machine.runBy(this);
            machine.procedures().forEach(procedure -> procedure.body().run(1));
        }

        @Override
        public int cpu() {
            return 0;
        }

        @Override
        public int perform(Operation operation) {
            met.add(operation);
            return random.nextInt(2);
        }

        @Override
        public int call(Procedure procedure, int... arguments) {
            return random.nextInt(2);
        }

        @Override
        public void repeat(Procedure procedure, int... arguments) {
            // Listened to by itself.
        }

        @Override
        public int iterate(Procedure procedure, int first) {
            return -1;
        }

        @Override
        public void resetStackAndJump(Procedure procedure, int... arguments) {
            // Listened to by itself.
        }
    }

    /** The records behind a sealed interface. */
    private static Stream<Class<?>> leaves(Class<?> sealed) {
        return sealed.isInterface()
                ? Arrays.stream(sealed.getPermittedSubclasses()).flatMap(EveryOperationTest::leaves)
                : Stream.of(sealed);
    }

    @Test
    void everyOperationIsInSomeSystem() {
        Listener listener = new Listener();
        for (long seed = 0; seed < SYSTEMS; seed++) {
            listener.listen(new RealMachine(new RandomSystem(seed).described()).machine);
        }
        List<Class<?>> met =
                listener.met.stream().<Class<?>>map(Object::getClass).distinct().toList();
        assertThat(met).containsAll(leaves(Operation.class).toList());
        assertThat(listener.met.stream()
                        .filter(AtomicUpdate.class::isInstance)
                        .map(operation -> ((AtomicUpdate) operation).kind()))
                .contains(AtomicUpdate.Kind.values());
    }

    @Test
    void everyWayToSleepIsKnown() {
        assertThat(Arrays.stream(Doze.values()).map(Enum::name))
                .containsExactly(
                        Arrays.stream(SleepState.values()).map(Enum::name).toArray(String[]::new));
    }
}
