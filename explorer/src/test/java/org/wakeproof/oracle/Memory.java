// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import java.util.List;
import org.wakeproof.oracle.Description.Rule;
import org.wakeproof.oracle.Description.Who;
import org.wakeproof.oracle.World.Buffered;
import org.wakeproof.oracle.World.Watch;

/** Words and locks of a state: who may touch them, what they may hold, and how stores get there. */
final class Memory {
    private final Description system;
    private final Draft draft;

    Memory(Description system, Draft draft) {
        this.system = system;
        this.draft = draft;
    }

    /** The place of a lock. */
    static int lock(Description system, int number) {
        int bits = (int) system.devices().comparators().stream()
                .filter(Description.Comparator::enableBit)
                .count();
        return system.words().size() + (system.devices().apic() < 0 ? 0 : system.cpus()) + bits + number;
    }

    int lock(int number) {
        return lock(system, number);
    }

    // What is declared.

    private boolean isWord(int place) {
        return place < system.words().size();
    }

    private boolean isLock(int place) {
        return place >= lock(0);
    }

    boolean isDevice(int place) {
        return isWord(place) ? system.words().get(place).rule().who() == Who.DEVICE : !isLock(place);
    }

    private Rule rule(int place) {
        if (isWord(place)) {
            return system.words().get(place).rule();
        }
        if (isLock(place)) {
            int owner = system.locks().get(place - lock(0)).owner();
            return owner < 0 ? Rule.anybody() : new Rule(Who.OWNER, owner, 0);
        }
        boolean isMask = system.devices().apic() >= 0 && place < system.apicMasks() + system.cpus();
        return isMask ? new Rule(Who.OWNER, place - system.apicMasks(), 0) : new Rule(Who.DEVICE, 0, 0);
    }

    private int max(int place) {
        return isWord(place) ? system.words().get(place).max() : isLock(place) ? system.cpus() : 1;
    }

    // What a CPU sees and does.

    /** The place of a time, which is behind all others. */
    int time(int number) {
        return draft.memory.size() + number;
    }

    /** What a CPU sees: its own latest store, or memory. */
    int sees(int cpu, int place) {
        List<Buffered> buffer = draft.cpus.get(cpu).buffer;
        for (int i = buffer.size() - 1; i >= 0; i--) {
            if (buffer.get(i).place() == place) {
                return buffer.get(i).value();
            }
        }
        return place < draft.memory.size() ? draft.memory.get(place) : draft.times.get(place - draft.memory.size());
    }

    boolean holds(int cpu, int lock) {
        return sees(cpu, lock(lock)) == cpu + 1;
    }

    boolean holdsAny(int cpu) {
        for (int lock = 0; lock < system.locks().size(); lock++) {
            if (holds(cpu, lock)) {
                return true;
            }
        }
        return false;
    }

    boolean isDrained(int cpu) {
        return draft.cpus.get(cpu).buffer.isEmpty();
    }

    /** Whether there is room for a plain store to a place. */
    boolean hasRoom(int cpu, int place) {
        return isDevice(place) ? isDrained(cpu) : hasRoom(cpu);
    }

    boolean hasRoom(int cpu) {
        return system.bufferDepth() == 0 || draft.cpus.get(cpu).buffer.size() < system.bufferDepth();
    }

    int read(int cpu, int place) {
        checkMayRead(cpu, rule(place));
        return sees(cpu, place);
    }

    /** A store that everybody sees at once. */
    void write(int cpu, int place, int value) {
        checkMayWrite(cpu, place, value);
        arrive(cpu, place, value);
    }

    /** A plain store. */
    void store(int cpu, int place, int value) {
        checkMayWrite(cpu, place, value);
        if (isDevice(place)) {
            arrive(cpu, place, value);
        } else {
            send(cpu, place, value);
        }
    }

    /** A value goes to a place, by way of the store buffer where there is one. */
    void send(int cpu, int place, int value) {
        if (system.bufferDepth() == 0) {
            arrive(cpu, place, value);
        } else {
            draft.cpus.get(cpu).buffer.add(new Buffered(place, value));
        }
    }

    /** The oldest store in a CPU's buffer reaches memory. */
    void flush(int cpu) {
        Buffered oldest = draft.cpus.get(cpu).buffer.remove(0);
        arrive(cpu, oldest.place(), oldest.value());
    }

    /** A value is there for all to see, and a monitor sees it that is not the CPU's own. A device is CPU -1. */
    void arrive(int cpu, int place, int value) {
        if (place >= draft.memory.size()) {
            draft.times.set(place - draft.memory.size(), value);
            return;
        }
        draft.memory.set(place, value);
        int watcher = isWord(place) ? system.words().get(place).monitor() : -1;
        if (watcher >= 0 && watcher != cpu) {
            trigger(draft.cpus.get(watcher));
        }
    }

    static void trigger(Draft.Processor cpu) {
        if (cpu.watch == Watch.WAITING) {
            cpu.doze = Doze.AWAKE;
        }
        if (cpu.watch == Watch.ARMED || cpu.watch == Watch.WAITING) {
            cpu.watch = Watch.TRIGGERED;
        }
    }

    // Who may.

    boolean mayRead(int cpu, int place) {
        return rule(place).who().isReadByAll() || isAllowed(cpu, rule(place));
    }

    void checkMayRead(int cpu, Rule rule) {
        if (!rule.who().isReadByAll()) {
            checkIsAllowed(cpu, rule);
        }
    }

    void checkIsAllowed(int cpu, Rule rule) {
        if (!isAllowed(cpu, rule)) {
            throw new Breach(Breach.Rule.RACE);
        }
    }

    private boolean isAllowed(int cpu, Rule rule) {
        return switch (rule.who()) {
            case ANYBODY, DEVICE -> true;
            case OWNER, WRITER -> cpu == rule.of();
            case NOBODY_CHANGES -> false;
            case HOLDER, HOLDER_WRITES -> holds(cpu, rule.of());
            case SELECTED_HOLDER, SELECTED_HOLDER_WRITES -> holds(cpu, sees(cpu, rule.of()));
            case RUNNER -> runsAlone(cpu, rule);
        };
    }

    private boolean runsAlone(int cpu, Rule rule) {
        for (int each = 0; each < system.cpus(); each++) {
            int place = rule.of() + each;
            int runs = each == cpu ? sees(cpu, place) : draft.memory.get(place);
            if ((runs == rule.value()) != (each == cpu)) {
                return false;
            }
        }
        return true;
    }

    private void checkMayWrite(int cpu, int place, int value) {
        checkIsAllowed(cpu, rule(place));
        if (value < 0 || value > max(place)) {
            throw new Breach(Breach.Rule.RANGE);
        }
    }
}
