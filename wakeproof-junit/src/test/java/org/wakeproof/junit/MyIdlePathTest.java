// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import static org.wakeproof.junit.WakeproofAssertions.assertThat;
import static org.wakeproof.junit.WakeproofAssertions.explore;

import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Vector;
import org.wakeproof.machine.Word;

/** The code of docs/tutorial.md. */
class MyIdlePathTest {
    // tutorial: the idle path
    /** CPU1 sleeps until CPU0 has work for it. */
    static final class MyIdlePath {
        final Machine machine = new Machine(2);
        final Word work = machine.word("work", 1, 0);
        final Vector kick = machine.vector("kick", () -> {});
        final boolean looksAgain;

        MyIdlePath(boolean looksAgain) {
            this.looksAgain = looksAgain;
            Procedure round = machine.function("idle", this::idle);
            machine.boot(0, true, machine.procedure("producer", this::produce));
            machine.boot(1, true, machine.procedure("idle loop", () -> round.repeat()));
            machine.seal();
        }

        private void produce() {
            work.store(1);
            machine.cpu().sendIpi(0b10, kick);
        }

        private int idle() {
            Cpu cpu = machine.cpu();
            if (work.load() != 0) {
                return Procedure.STOP;
            }
            cpu.disableInterrupts();
            if (looksAgain && work.load() != 0) {
                cpu.enableInterrupts();
                return Procedure.STOP;
            }
            cpu.sleep(SleepState.C1_HALT);
            return Procedure.AGAIN;
        }

        Property noLostWakeup() {
            return new Property.Leaves(
                    "no lost wake-up of CPU1",
                    state -> state.get(work.field()) != 0 && machine.cpu(1).isAsleep(state),
                    state -> "CPU1 sleeps although there is work");
        }
    }
    // end

    // tutorial: the spec
    @Test
    void whoDoesNotLookAgainSleepsThroughWork() {
        MyIdlePath path = new MyIdlePath(false);
        assertThat(explore(Spec.machine(path.machine, path.noLostWakeup()))).losesWakeup();
    }

    @Test
    void whoLooksAgainWithInterruptsOffDoesNot() {
        MyIdlePath path = new MyIdlePath(true);
        assertThat(explore(Spec.machine(path.machine, path.noLostWakeup()))).holds();
    }
    // end
}
