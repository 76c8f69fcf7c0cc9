// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wakeproof.explorer.ModelException;
import org.wakeproof.explorer.program.Frame;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.CpuOperation.EnterGuest;
import org.wakeproof.machine.CpuOperation.ReturnFromInterrupt;
import org.wakeproof.machine.CpuOperation.SetInterruptFlag;
import org.wakeproof.machine.LockOperation.Acquire;
import org.wakeproof.machine.LockOperation.TryAcquire;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Operation;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Violation;

/**
 * What a search has learnt of how locks are taken: which behind which, and with which interrupt state. A rule can be
 * broken by two steps that never meet in one run, so the second of them is where the violation is reported, and
 * reported again where a trace leads there once more.
 */
public final class LockRules implements Lookout {
    public static final String ORDER = "locks in one order";
    public static final String IRQ_SAFETY = "locks safe from interrupts";

    /** Whether a violation of that name is one of these rules'. */
    public static boolean isOne(String property) {
        return property.equals(ORDER) || property.equals(IRQ_SAFETY);
    }

    private final List<SpinLock> locks;
    /** By lock held: the locks that somebody waited for meanwhile, one bit each. */
    private final long[] behind;
    /** Who did, for messages; by lock held and lock taken. */
    private final Map<Long, String> witnesses = new HashMap<>();

    /** By lock held: the locks that are waited for against the order. */
    private final long[] broken;

    private Set<String> tolerated = Set.of();
    private volatile long takenInInterrupts;
    private volatile long heldWithInterruptsOn;
    private final Map<Integer, String> inInterrupts = new HashMap<>();
    private final Map<Integer, String> withInterruptsOn = new HashMap<>();

    LockRules(Machine machine) {
        locks = machine.cells().stream()
                .filter(SpinLock.class::isInstance)
                .map(SpinLock.class::cast)
                .toList();
        if (locks.size() > Long.SIZE) {
            throw new ModelException("the rules of locks know at most 64 locks, not " + locks.size());
        }
        behind = new long[locks.size()];
        broken = new long[locks.size()];
    }

    /**
     * {@inheritDoc}
     *
     * @throws Violation if with what is known already it breaks a rule
     */
    @Override
    public void look(Operation operation, State state, Cpu cpu, Frame frame) {
        look(operation, held(operation, state, cpu), state, cpu, frame);
    }

    /**
     * The same as far as one lock is concerned if the CPU holds it. All locks together, and {@link #lookHoldingNone} with
     * them, say what {@link #look} says: what is learnt and what is broken is so for each lock held by itself.
     */
    public void lookHolding(SpinLock lock, Operation operation, State state, Cpu cpu, Frame frame) {
        if (asksForHeld(operation) && lock.isHeldBy(state, cpu.number())) {
            look(operation, 1L << locks.indexOf(lock), state, cpu, frame);
        }
    }

    /** The same as far as no lock that the CPU may hold is concerned. */
    public void lookHoldingNone(Operation operation, State state, Cpu cpu, Frame frame) {
        look(operation, 0, state, cpu, frame);
    }

    private void look(Operation operation, long held, State state, Cpu cpu, Frame frame) {
        if (operation instanceof Acquire acquire) {
            waitsFor(held, locks.indexOf(acquire.lock()), cpu, frame);
            takes(held, locks.indexOf(acquire.lock()), state, cpu, frame);
        } else if (operation instanceof TryAcquire attempt) {
            tries(attempt.lock(), state, cpu, frame);
        } else if (isEnablingInterrupts(operation)) {
            holdsWithInterruptsOn(held, cpu, frame);
        }
    }

    /** Whether an operation has to do with these rules at all. */
    public static boolean concern(Operation operation) {
        return asksForHeld(operation) || operation instanceof TryAcquire;
    }

    private static boolean asksForHeld(Operation operation) {
        return operation instanceof Acquire || isEnablingInterrupts(operation);
    }

    /** Other than by falling asleep, which nobody may do who holds a lock. */
    private static boolean isEnablingInterrupts(Operation operation) {
        return operation instanceof SetInterruptFlag flag && flag.enable()
                || operation instanceof ReturnFromInterrupt
                || operation instanceof EnterGuest;
    }

    private long held(Operation operation, State state, Cpu cpu) {
        long held = 0;
        if (!asksForHeld(operation)) {
            return held;
        }
        for (int lock = 0; lock < locks.size(); lock++) {
            if (locks.get(lock).isHeldBy(state, cpu.number())) {
                held |= 1L << lock;
            }
        }
        return held;
    }

    private void waitsFor(long held, int lock, Cpu cpu, Frame frame) {
        for (long rest = held; rest != 0; rest &= rest - 1) {
            int outer = Long.numberOfTrailingZeros(rest);
            if ((behind[outer] >>> lock & 1) == 0) {
                learnOrder(outer, lock, cpu, frame);
            } else if ((broken[outer] >>> lock & 1) != 0) {
                breach(ORDER, describe(outer, lock, cpu, frame));
            }
        }
    }

    private synchronized void learnOrder(int outer, int inner, Cpu cpu, Frame frame) {
        if ((behind[outer] >>> inner & 1) != 0) {
            return;
        }
        behind[outer] |= 1L << inner;
        witnesses.put(key(outer, inner), cpu + " in " + where(frame));
        if ((reachable(inner) >>> outer & 1) != 0) {
            broken[outer] |= 1L << inner;
            breach(ORDER, describe(outer, inner, cpu, frame));
        }
    }

    private String describe(int outer, int inner, Cpu cpu, Frame frame) {
        String opposite = witnesses.get(key(inner, outer));
        return cpu + " in " + where(frame) + " waits for " + locks.get(inner) + " while it holds " + locks.get(outer)
                + (opposite == null
                        ? ", and others take them the other way round over further locks"
                        : "; the other way round: " + opposite);
    }

    /** Has it say nothing of these rules any more. */
    void tolerate(Set<String> rules) {
        tolerated = rules;
    }

    private void breach(String rule, String how) {
        if (!tolerated.contains(rule)) {
            throw new Violation(rule, how);
        }
    }

    private long reachable(int from) {
        long seen = 1L << from;
        long open = seen;
        while (open != 0) {
            int lock = Long.numberOfTrailingZeros(open);
            open &= open - 1;
            long next = behind[lock] & ~seen;
            seen |= next;
            open |= next;
        }
        return seen;
    }

    private void takes(long held, int lock, State state, Cpu cpu, Frame frame) {
        if (frame.isInInterrupt() && (takenInInterrupts >>> lock & 1) == 0) {
            learnInInterrupt(lock, cpu, frame);
        }
        if (cpu.interruptsEnabled(state)) {
            holdsWithInterruptsOn(held | 1L << lock, cpu, frame);
        }
    }

    /**
     * Who only tries never waits, so it does no harm in a handler, as in the check_lock of today's Xen; but what it gets
     * it holds.
     */
    private void tries(SpinLock lock, State state, Cpu cpu, Frame frame) {
        if (cpu.interruptsEnabled(state) && state.get(lock.field()) == 0) {
            holdsWithInterruptsOn(1L << locks.indexOf(lock), cpu, frame);
        }
    }

    private synchronized void learnInInterrupt(int lock, Cpu cpu, Frame frame) {
        takenInInterrupts |= 1L << lock;
        inInterrupts.putIfAbsent(lock, cpu + " in " + where(frame));
        if ((heldWithInterruptsOn >>> lock & 1) != 0) {
            breach(
                    IRQ_SAFETY,
                    inInterrupts.get(lock) + " waits for " + locks.get(lock) + " in an interrupt, and "
                            + withInterruptsOn.get(lock) + " holds it with interrupts on");
        }
    }

    private void holdsWithInterruptsOn(long held, Cpu cpu, Frame frame) {
        if ((held & ~heldWithInterruptsOn) != 0) {
            learnInterruptsOn(held & ~heldWithInterruptsOn, cpu, frame);
        }
    }

    private synchronized void learnInterruptsOn(long fresh, Cpu cpu, Frame frame) {
        heldWithInterruptsOn |= fresh;
        for (long rest = fresh; rest != 0; rest &= rest - 1) {
            int lock = Long.numberOfTrailingZeros(rest);
            withInterruptsOn.putIfAbsent(lock, cpu + " in " + where(frame));
            if ((takenInInterrupts >>> lock & 1) != 0) {
                breach(
                        IRQ_SAFETY,
                        withInterruptsOn.get(lock) + " holds " + locks.get(lock) + " with interrupts on, and "
                                + inInterrupts.get(lock) + " waits for it in an interrupt");
            }
        }
    }

    private static long key(int outer, int inner) {
        return (long) outer << 32 | inner;
    }

    private static String where(Frame frame) {
        String[] functions = frame.functions().split(" > ");
        int last = functions.length - 1;
        while (last >= 0 && functions[last].startsWith("_spin_")) {
            last--;
        }
        return last < 0 ? frame.activation.procedure.name() : functions[last];
    }
}
