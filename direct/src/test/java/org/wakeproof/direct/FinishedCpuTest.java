// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.direct;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/** A direct run goes on where an interrupt's handler throws the stack of a finished CPU away. */
class FinishedCpuTest {
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHandlerMayStartAnotherProgramOnIt(boolean reduced) {
        for (long seed = 0; seed < 20; seed++) {
            Machine machine = new Machine(2);
            Word mark = machine.word("mark", 1, 0);
            Procedure other = machine.procedure("other", () -> mark.store(1));
            Vector kick = machine.vector("kick", () -> machine.resetStackAndJump(other));
            machine.boot(0, true, machine.procedure("done", () -> {}));
            machine.boot(
                    1, true, machine.procedure("sender", () -> machine.cpu().sendIpi(1, kick)));
            machine.seal();
            int[] atRest = {-1};
            DirectRun.random(
                    machine,
                    reduced,
                    new Observer() {
                        @Override
                        public void stepped(State state, DirectRun run) {
                            // Only the end counts.
                        }

                        @Override
                        public void atRest(State state, DirectRun run) {
                            atRest[0] = state.get(mark.field());
                        }
                    },
                    seed);
            assertThat(atRest[0]).isEqualTo(1);
        }
    }
}
