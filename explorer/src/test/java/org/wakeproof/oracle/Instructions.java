// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.oracle;

import org.wakeproof.oracle.World.Frame;

/** What one operation of a CPU does to a state, and when it can. */
final class Instructions {
    private final Description system;
    private final Draft draft;
    private final int cpu;
    private final Draft.Processor core;
    private final Memory memory;
    private final Ticks ticks;

    Instructions(Description system, Draft draft, int cpu) {
        this.system = system;
        this.draft = draft;
        this.cpu = cpu;
        this.core = draft.cpus.get(cpu);
        this.memory = new Memory(system, draft);
        this.ticks = new Ticks(system, draft, memory);
    }

    /** Whether the CPU can carry out what it is at; it is at something. */
    boolean enabled() {
        Frame top = core.top();
        Line line = Stack.line(system, top);
        if (line == null) {
            return memory.isDrained(cpu);
        }
        return switch (line.op()) {
            case LOAD -> !memory.isDevice(line.at().on(cpu)) || memory.isDrained(cpu);
            case STORE, STORE_ARGUMENT, STORE_RESULT ->
                memory.hasRoom(cpu, line.at().on(cpu));
            case TEST_AND_SET, TEST_AND_CLEAR, SET_BIT, CLEAR_BIT, ADD, COMPARE_EXCHANGE, FENCE, TRY_LOCK ->
                memory.isDrained(cpu);
            case SET_BESIDE -> memory.isDrained(cpu) || isSetAlready(line);
            case AWAIT, AWAIT_OTHER -> isOver(line);
            case LOCK -> memory.isDrained(cpu) && isAnswered(line.a());
            case UNLOCK -> memory.hasRoom(cpu, memory.lock(line.a()));
            case IPI -> system.x2apic() || memory.isDrained(cpu);
            case SET_TIME -> ticks.canWrite(cpu, line.at().on(cpu));
            case COPY_TIME ->
                ticks.canWrite(cpu, line.at().on(cpu))
                        && ticks.canRead(cpu, line.other().on(cpu));
            case BEFORE, AT_OR_BEFORE, MINUS ->
                ticks.canRead(cpu, line.at().on(cpu))
                        && ticks.canRead(cpu, line.other().on(cpu));
            case IS_ZERO, IS_NEVER, MINUS_NOW -> ticks.canRead(cpu, line.at().on(cpu));
            case STOP -> false;
            default -> top.part() == 0 || new Rest(memory, cpu, core).enabled(line);
        };
    }

    /** Whether a loop that waits sees what it waits for; it breaks a rule at once where it may not look. */
    private boolean isOver(Line line) {
        int place = line.at().on(cpu);
        return (!memory.isDevice(place) || memory.isDrained(cpu))
                && (!memory.mayRead(cpu, place) || memory.sees(cpu, place) == line.a() == (line.op() == Op.AWAIT));
    }

    /** Whether a load would find the bit that is to be set. */
    private boolean isSetAlready(Line line) {
        int place = line.at().on(cpu);
        return !memory.isDevice(place) && (memory.sees(cpu, place) >> line.a() & 1) != 0;
    }

    /** Whether a lock is free, or it breaks a rule to ask. */
    private boolean isAnswered(int lock) {
        int place = memory.lock(lock);
        return draft.memory.get(place) == 0 || memory.holds(cpu, lock) || !memory.mayRead(cpu, place);
    }

    /** How many ways it can turn out. */
    static int ways(Line line) {
        return line != null && line.op() == Op.CHOOSE ? line.a() : 1;
    }

    /** Carries it out; returns the result. */
    int execute(int way) {
        Line line = Stack.line(system, core.top());
        if (line == null) {
            core.interruptsOn = true;
            return 0;
        }
        return switch (line.op()) {
            case LOAD -> memory.read(cpu, line.at().on(cpu));
            case STORE -> store(line, line.a());
            case STORE_ARGUMENT -> store(line, core.top().code().argument() & 1);
            case STORE_RESULT -> store(line, core.top().result() & 1);
            case TEST_AND_SET, TEST_AND_CLEAR, SET_BIT, CLEAR_BIT, ADD, COMPARE_EXCHANGE, SET_BESIDE -> atomic(line);
            case AWAIT, AWAIT_OTHER -> look(line);
            case FENCE -> 0;
            case CHOOSE -> way;
            case BUG -> throw new Breach(Breach.Rule.ASSERTION);
            case LOCK, TRY_LOCK -> take(line);
            case UNLOCK -> release(line.a());
            case SET_TIME, COPY_TIME, BEFORE, AT_OR_BEFORE, IS_ZERO, IS_NEVER, MINUS_NOW, MINUS -> time(line);
            case IPI -> send(line);
            case CLI, SAVE -> setInterrupts(false);
            case STI, RESTORE -> setInterrupts(true);
            default -> new Rest(memory, cpu, core).execute(line);
        };
    }

    private int look(Line line) {
        memory.read(cpu, line.at().on(cpu));
        return 0;
    }

    private int store(Line line, int value) {
        memory.store(cpu, line.at().on(cpu), value);
        return 0;
    }

    private int setInterrupts(boolean on) {
        int before = core.interruptsOn ? 1 : 0;
        core.interruptsOn = on;
        return before;
    }

    private int send(Line line) {
        for (int target = 0; target < system.cpus(); target++) {
            if ((line.a() >> target & 1) != 0) {
                draft.cpus.get(target).requests |= 1 << line.b();
            }
        }
        return 0;
    }

    private int atomic(Line line) {
        int place = line.at().on(cpu);
        int old = memory.read(cpu, place);
        int bit = 1 << line.a();
        switch (line.op()) {
            case TEST_AND_SET, SET_BIT -> memory.write(cpu, place, old | bit);
            case SET_BESIDE -> {
                if ((old & bit) == 0) {
                    memory.write(cpu, place, old | bit);
                }
            }
            case TEST_AND_CLEAR, CLEAR_BIT -> memory.write(cpu, place, old & ~bit);
            case ADD -> memory.write(cpu, place, sum(place, old + line.a()));
            default -> {
                if (old == line.a()) {
                    memory.write(cpu, place, line.b());
                }
            }
        }
        int wasSet = (old & bit) != 0 ? 1 : 0;
        return switch (line.op()) {
            case TEST_AND_SET, TEST_AND_CLEAR -> wasSet;
            case SET_BIT, CLEAR_BIT -> 0;
            case SET_BESIDE -> wasSet + 2 * memory.read(cpu, line.other().on(cpu));
            case ADD -> sum(place, old + line.a());
            default -> old;
        };
    }

    private int sum(int place, int value) {
        boolean stopsAtZero =
                place < system.words().size() && system.words().get(place).saturating();
        return stopsAtZero ? Math.max(0, value) : value;
    }

    private int take(Line line) {
        int place = memory.lock(line.a());
        if (line.op() == Op.TRY_LOCK && memory.read(cpu, place) != 0) {
            return 0;
        }
        if (memory.holds(cpu, line.a())) {
            throw new Breach(Breach.Rule.LOCKING);
        }
        memory.write(cpu, place, cpu + 1);
        return line.op() == Op.TRY_LOCK ? 1 : 0;
    }

    private int release(int lock) {
        if (!memory.holds(cpu, lock)) {
            throw new Breach(Breach.Rule.LOCKING);
        }
        memory.store(cpu, memory.lock(lock), 0);
        return 0;
    }

    private int time(Line line) {
        int at = line.at().on(cpu);
        if (line.op() == Op.SET_TIME) {
            int now = line.a() == 0 ? ticks.plus(0, line.b()) : line.a() == 1 ? Ticks.NONE : Ticks.NEVER;
            ticks.write(cpu, at, now);
            return 0;
        }
        if (line.op() == Op.COPY_TIME) {
            int source = ticks.read(cpu, line.other().on(cpu));
            ticks.write(cpu, at, ticks.plus(source, line.a()));
            return 0;
        }
        int time = ticks.read(cpu, at);
        return switch (line.op()) {
            case IS_ZERO -> time == Ticks.NONE ? 1 : 0;
            case IS_NEVER -> time == Ticks.NEVER ? 1 : 0;
            case MINUS_NOW -> time;
            case MINUS -> minus(time, ticks.read(cpu, line.other().on(cpu)));
            default -> 1 + Integer.compare(time, ticks.read(cpu, line.other().on(cpu)));
        };
    }

    private static int minus(int time, int from) {
        if (time == Ticks.NONE || time == Ticks.NEVER) {
            return time;
        }
        return from == Ticks.NONE ? Ticks.NEVER : from == Ticks.NEVER ? Ticks.NONE : time - from;
    }
}
