// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.litmus;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Word;

/**
 * A litmus test's machine: shared words x and y, and registers, which make the outcome. Java PathFinder runs it, too, so
 * it keeps to what that can.
 */
final class Litmus {
    private static final int DEPTH = 4;

    final Machine machine;
    final Word x;
    final Word y;
    private final List<Word> registers = new ArrayList<>();
    private boolean withMemory;

    private Litmus(boolean tso, int cpus) {
        machine = new Machine(cpus);
        x = machine.word("x", 3, 0);
        y = machine.word("y", 3, 0);
        if (tso) {
            machine.totalStoreOrder(DEPTH);
        }
    }

    /** Wires the machine of a test. */
    static Litmus of(Shape shape, boolean tso) {
        Litmus test = new Litmus(tso, shape.cpus());
        shape.program().wire(test);
        test.machine.seal();
        return test;
    }

    Word register(int cpu) {
        Word register = machine.word("r" + registers.size(), 3, 0).ownedBy(cpu);
        registers.add(register);
        return register;
    }

    /** What a CPU does, with interrupts off at first. */
    void cpu(int number, Runnable code) {
        machine.boot(number, false, machine.procedure("P" + number, code));
    }

    /** What a CPU does where it only takes interrupts. */
    void interrupted(int number) {
        machine.boot(
                number,
                true,
                machine.procedure("P" + number, () -> machine.cpu().stop()));
    }

    /** Makes x and y at the end a part of the outcome. */
    void withMemory() {
        withMemory = true;
    }

    /** The registers, a digit each; behind a slash x and y if they are asked for. */
    String outcome(State state) {
        StringBuilder text = new StringBuilder();
        for (Word register : registers) {
            text.append(state.get(register.field()));
        }
        if (withMemory) {
            text.append('/').append(state.get(x.field())).append(state.get(y.field()));
        }
        return text.toString();
    }
}
