// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.HashSet;
import java.util.Set;
import org.wakeproof.oracle.Description.Comparator;
import org.wakeproof.oracle.Description.Devices;
import org.wakeproof.oracle.Description.Rule;
import org.wakeproof.oracle.Description.Who;

/** Times of a state, as ticks from now, and what a tick of the clock does. */
final class Ticks {
    /** The time 0: before all others. */
    static final int NOBODY = -1;

    static final int NONE = Integer.MIN_VALUE;

    /** The time behind all others. */
    static final int NEVER = Integer.MAX_VALUE;

    private final Description system;
    private final Draft draft;
    private final Memory memory;

    Ticks(Description system, Draft draft, Memory memory) {
        this.system = system;
        this.draft = draft;
        this.memory = memory;
    }

    // What is declared.

    static int count(Description system) {
        return system.variable(system.procedures().size());
    }

    private boolean isMatch(int time) {
        return time >= system.match(0) && time < system.counts();
    }

    private boolean isCount(int time) {
        return system.devices().apic() >= 0 && time >= system.counts() && time < system.variable(0);
    }

    private boolean isDevice(int time) {
        return isMatch(time) || isCount(time);
    }

    private boolean isSample(int time) {
        return time < system.times().size() ? system.times().get(time).sample() : time >= system.variable(0);
    }

    private Rule rule(int time) {
        if (time < system.times().size()) {
            return system.times().get(time).rule();
        }
        int first = isCount(time) ? system.counts() : system.variable(0);
        return isMatch(time) ? Rule.anybody() : new Rule(Who.OWNER, (time - first) % system.cpus(), 0);
    }

    // What a CPU does.

    int read(int cpu, int time) {
        memory.checkMayRead(cpu, rule(time));
        return memory.sees(cpu, memory.time(time));
    }

    void write(int cpu, int time, int value) {
        memory.checkIsAllowed(cpu, rule(time));
        if (isDevice(time) || isVariable(time)) {
            // A comparator never matches what is over when it is written.
            draft.times.set(time, isMatch(time) && value <= 0 ? NEVER : value);
        } else {
            memory.send(cpu, memory.time(time), value);
        }
    }

    /** Whether it is as good as a register of a CPU. */
    private boolean isVariable(int time) {
        return rule(time).who() == Who.OWNER;
    }

    boolean canRead(int cpu, int time) {
        return !isDevice(time) || memory.isDrained(cpu);
    }

    boolean canWrite(int cpu, int time) {
        return isDevice(time) ? memory.isDrained(cpu) : isVariable(time) || memory.hasRoom(cpu);
    }

    int plus(int time, int ticks) {
        if (time == NONE || time == NEVER) {
            return time;
        }
        if (time + ticks > system.timing().horizon()) {
            throw new Breach(Breach.Rule.RANGE);
        }
        return Math.max(system.timing().longAgo(), time + ticks);
    }

    // The clock.

    /** Whether a tick changes anything, and nobody holds a sample of now that may not grow older. */
    boolean canTick() {
        return isRunning() && !isHeld();
    }

    /** Whether a tick would change something, and there is a sample of now that may not grow older. */
    boolean waitsForSamples() {
        return isRunning() && isHeld();
    }

    private boolean isHeld() {
        return anywhere(this::holds);
    }

    private boolean holds(int time, int value) {
        return isSample(time) && value != NONE && value <= -system.timing().sampleAge();
    }

    /** The CPUs with such a sample of their own, and {@link #NOBODY} for others. */
    Set<Integer> holders() {
        Set<Integer> holders = new HashSet<>();
        for (int time = 0; time < draft.times.size(); time++) {
            if (holds(time, draft.times.get(time))) {
                holders.add(isVariable(time) ? rule(time).of() : NOBODY);
            }
        }
        if (draft.cpus.stream()
                .flatMap(cpu -> cpu.buffer.stream())
                .anyMatch(store ->
                        store.place() >= memory.time(0) && holds(store.place() - memory.time(0), store.value()))) {
            holders.add(NOBODY);
        }
        return holders;
    }

    private boolean isRunning() {
        if (anywhere((time, value) -> !isCount(time) && grows(value))) {
            return true;
        }
        for (int cpu = 0; system.devices().apic() >= 0 && cpu < system.cpus(); cpu++) {
            if (isCounting(cpu)) {
                return true;
            }
        }
        return system.devices().pit() >= 0;
    }

    private interface Test {
        boolean test(int time, int value);
    }

    /** Whether some time in memory, or on its way there, is such. */
    private boolean anywhere(Test test) {
        for (int time = 0; time < draft.times.size(); time++) {
            if (test.test(time, draft.times.get(time))) {
                return true;
            }
        }
        return draft.cpus.stream()
                .flatMap(cpu -> cpu.buffer.stream())
                .anyMatch(store ->
                        store.place() >= memory.time(0) && test.test(store.place() - memory.time(0), store.value()));
    }

    private boolean grows(int value) {
        return value > system.timing().longAgo() && value != NEVER;
    }

    private boolean isCounting(int cpu) {
        return draft.times.get(system.counts() + cpu) != NEVER && !draft.cpus.get(cpu).doze.stopsTimer;
    }

    void tick() {
        for (int time = 0; time < draft.times.size(); time++) {
            int value = draft.times.get(time);
            if (!isCount(time) && grows(value)) {
                draft.times.set(time, value - 1);
            }
        }
        for (Draft.Processor cpu : draft.cpus) {
            cpu.buffer.replaceAll(store -> store.place() >= memory.time(0) && grows(store.value())
                    ? new World.Buffered(store.place(), store.value() - 1)
                    : store);
        }
        Devices devices = system.devices();
        for (int number = 0; number < devices.comparators().size(); number++) {
            match(number, devices.comparators().get(number));
        }
        for (int cpu = 0; devices.apic() >= 0 && cpu < system.cpus(); cpu++) {
            if (isCounting(cpu)) {
                countDown(cpu);
            }
        }
        if (devices.pit() >= 0) {
            draft.cpus.get(0).requests |= 1 << devices.pit();
        }
    }

    private void match(int number, Comparator comparator) {
        if (draft.times.get(system.match(number)) == 0) {
            draft.times.set(system.match(number), NEVER);
            if (!comparator.enableBit() || draft.memory.get(system.enableBit(number)) != 0) {
                draft.signalled.set(number, true);
            }
        }
    }

    private void countDown(int cpu) {
        int count = system.counts() + cpu;
        int left = draft.times.get(count);
        if (left > 1) {
            draft.times.set(count, left - 1);
            return;
        }
        draft.times.set(count, NEVER);
        if (draft.memory.get(system.apicMasks() + cpu) == 0) {
            draft.cpus.get(cpu).requests |= 1 << system.devices().apic();
        }
    }
}
