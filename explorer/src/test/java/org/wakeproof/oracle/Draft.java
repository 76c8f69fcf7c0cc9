// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.oracle.World.Buffered;
import org.wakeproof.oracle.World.Core;
import org.wakeproof.oracle.World.Frame;
import org.wakeproof.oracle.World.Watch;

/** A state in the making. */
final class Draft {
    final List<Integer> memory;
    final List<Integer> times;
    final List<Boolean> signalled;
    final List<Boolean> happened;
    final List<Processor> cpus = new ArrayList<>();

    /** A CPU in the making. */
    static final class Processor {
        boolean interruptsOn;
        int requests;
        Doze doze;
        Watch watch;
        final List<Frame> stack;
        final List<Buffered> buffer;

        private Processor(Core core) {
            interruptsOn = core.interruptsOn();
            requests = core.requests();
            doze = core.doze();
            watch = core.watch();
            stack = new ArrayList<>(core.stack());
            buffer = new ArrayList<>(core.buffer());
        }

        Frame top() {
            return stack.get(stack.size() - 1);
        }

        void replaceTop(Frame frame) {
            stack.set(stack.size() - 1, frame);
        }

        private Core done() {
            return new Core(interruptsOn, requests, doze, watch, List.copyOf(stack), List.copyOf(buffer));
        }
    }

    Draft(World from) {
        memory = new ArrayList<>(from.memory());
        times = new ArrayList<>(from.times());
        signalled = new ArrayList<>(from.signalled());
        happened = new ArrayList<>(from.happened());
        from.cores().forEach(core -> cpus.add(new Processor(core)));
    }

    World done() {
        return new World(
                List.copyOf(memory),
                List.copyOf(times),
                List.copyOf(signalled),
                List.copyOf(happened),
                cpus.stream().map(Processor::done).toList());
    }
}
