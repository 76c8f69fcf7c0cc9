// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.orders;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a handler can lose a wake-up, by all states of one CPU that runs it in Xen's idle loop and of what others do to
 * it. It shares nothing with what it judges: x86 is as in Intel's manual, softirqs as in Xen's softirq.c.
 */
final class Oracle {
    /** What nobody can say for sure: the answer counts where it is the same either way. */
    enum Doubt {
        /** An interrupt between monitor and mwait has the latter not sleep. */
        INTERRUPT_DISARMS,
        /** mwait without a monitor that is armed sleeps, as of 2009 the handler's is taken to. */
        UNARMED_SLEEPS,
        /** mwait ends for no reason. */
        ENDS_FOR_NOTHING,
        /** What another file says changes between two looks. */
        OTHERS_CHANGE,
        /** schedule() comes back to who has called do_softirq. */
        SCHEDULE_RETURNS
    }

    enum Answer {
        /** A wake-up is lost, or the handler leaves something off. */
        LOST,
        /** It is not, and the CPU sleeps. */
        RIGHT,
        /** The CPU never sleeps. */
        NEVER_SLEEPS,
        /** It is not, and the handler may go round for ever, so that softirqs wait. */
        HANGS,
        /** It does what C or Xen does not define. */
        UNDEFINED
    }

    /** More states are not looked at. */
    private static final int MOST = 3_000_000;

    private static final int IPI = 1;
    private static final int RAISES = 2;
    private static final int RAISES_NOTHING = 4;
    /** What another CPU that raises a softirq is about to do. */
    private static final int DECIDES = 1;

    private static final int SENDS = 2;
    /** What the monitor is armed for. */
    private static final int OWN = 1;

    private static final int OTHER = 2;
    private static final int TRIGGERED = 3;
    /** How the CPU sleeps: interrupts end it, or nothing, or they end mwait, or only a store does. */
    private static final int HLT = 1;

    private static final int HLT_FOR_EVER = 2;
    private static final int MWAIT = 3;
    private static final int MWAIT_FOR_STORES = 4;
    private static final int STOPS_CPU = 1 << 3;
    private static final int SCHEDULE = 1 << 1;
    private static final int ALL = 0xf;

    private final OracleCode code;
    private final Handler.Around around;
    private final int doubts;
    private final boolean isCpu0;
    private final Map<Long, Long> from = new HashMap<>();
    private final Map<Long, List<Long>> into = new HashMap<>();
    private final List<Long> ends = new ArrayList<>();
    private final Deque<Long> open = new ArrayDeque<>();
    private boolean sleeps;
    private boolean isUndefined;
    private String loss = "";
    private long lost;

    Oracle(Handler handler, int doubts, boolean isCpu0) {
        this.code = new OracleCode(handler);
        this.around = handler.around();
        this.doubts = doubts;
        this.isCpu0 = isCpu0;
    }

    Answer answer() {
        isUndefined = !code.isC();
        reach(start(Part.IF.set(0, 1)), -1);
        while (!open.isEmpty() && loss.isEmpty() && !isUndefined) {
            long state = open.poll();
            check(state);
            isUndefined = from.size() > MOST;
            if (loss.isEmpty()) {
                outside(state);
                cpu(state);
            }
        }
        if (isUndefined || !loss.isEmpty()) {
            return isUndefined ? Answer.UNDEFINED : Answer.LOST;
        }
        return hangs() ? Answer.HANGS : sleeps ? Answer.RIGHT : Answer.NEVER_SLEEPS;
    }

    /** Whether there is a state from which nothing leads to where all softirqs have been processed. */
    private boolean hangs() {
        if (!code.goesRound()) {
            return false;
        }
        Set<Long> ending = new HashSet<>(ends);
        open.addAll(ends);
        while (!open.isEmpty()) {
            for (long before : into.get(open.poll())) {
                if (from.containsKey(before) && ending.add(before)) {
                    open.add(before);
                }
            }
        }
        return ending.size() < from.size();
    }

    /** Why a wake-up is lost, with the way there. */
    String loss() {
        List<String> steps = new ArrayList<>();
        for (long at = lost; from.containsKey(at); at = from.get(at)) {
            steps.add(0, describe(at));
        }
        return loss + "\n  " + String.join("\n  ", steps);
    }

    private String describe(long state) {
        StringBuilder text =
                new StringBuilder(code.node(Part.PC.of(state)).kind().toString());
        for (Part part : Part.values()) {
            if (part != Part.PC && part.of(state) != 0) {
                text.append(' ').append(part).append('=').append(part.of(state));
            }
        }
        return text.toString();
    }

    private void reach(long state, long by) {
        if (code.goesRound()) {
            into.computeIfAbsent(state, key -> new ArrayList<>(2)).add(by);
        }
        if (from.putIfAbsent(state, by) == null) {
            open.add(state);
        }
    }

    private void fail(String why, long state) {
        loss = why;
        lost = state;
    }

    private boolean is(Doubt doubt) {
        return (doubts >> doubt.ordinal() & 1) != 0;
    }

    private void check(long state) {
        int sleep = Part.SLEEP.of(state);
        if (sleep == 0) {
            return;
        }
        sleeps = true;
        boolean isWoken = Part.IRR.of(state) != 0 || Part.RAISER.of(state) != 0;
        if (sleep == HLT_FOR_EVER || sleep == MWAIT_FOR_STORES) {
            fail("sleeps with interrupts off, which none ends", state);
        } else if (isWoken) {
            return;
        } else if (Part.OFFLINE.of(state) != 0) {
            fail("sleeps though offline", state);
        } else if (Part.CALLBACK.of(state) != 0 || around.hasRcu() && Part.RCU_IDLE.of(state) == 0) {
            fail("sleeps though RCU waits for it", state);
        } else if (Part.IS_DEEP.of(state) != 0 && Part.TIMER_OFF.of(state) == 0) {
            fail("sleeps where its timer stops", state);
        } else if (Part.PENDING.of(state) != 0) {
            fail("sleeps with softirqs pending", state);
        }
    }

    /** What others do at any moment. */
    private void outside(long state) {
        reach(Part.IRR.set(state, Part.IRR.of(state) | RAISES), state);
        reach(Part.IRR.set(state, Part.IRR.of(state) | RAISES_NOTHING), state);
        if (around.hasRcu() && Part.RCU_IDLE.of(state) == 0) {
            // A grace period that begins now waits for this CPU, which cpu_is_haltable sees.
            reach(Part.CALLBACK.set(state, 1), state);
        }
        switch (Part.RAISER.of(state)) {
            case DECIDES -> reach(Part.RAISER.set(state, Part.PROMISED.of(state) != 0 ? 0 : SENDS), state);
            case SENDS -> reach(Part.RAISER.set(Part.IRR.set(state, Part.IRR.of(state) | IPI), 0), state);
            default -> {
                for (int bit = 1; bit < ALL; bit <<= 1) {
                    if ((Part.PENDING.of(state) & bit) == 0) {
                        reach(raisedByOther(state, bit), state);
                    }
                }
            }
        }
    }

    private long raisedByOther(long state, int bit) {
        long next = Part.PENDING.set(state, Part.PENDING.of(state) | bit);
        next = Part.RAISER.set(
                next,
                switch (around) {
                    case PLAIN, RCU -> SENDS;
                    case FLAGS -> DECIDES;
                    case IN_MWAIT -> Part.PROMISED.of(state) != 0 ? 0 : SENDS;
                });
        if (Part.MONITOR.of(state) == OWN) {
            next = Part.SLEEP.of(state) >= MWAIT ? awake(next) : Part.MONITOR.set(next, TRIGGERED);
        }
        return next;
    }

    private void cpu(long state) {
        int sleep = Part.SLEEP.of(state);
        if (Part.IF.of(state) != 0 && Part.IRR.of(state) != 0) {
            for (int vector = IPI; vector <= RAISES_NOTHING; vector <<= 1) {
                if ((Part.IRR.of(state) & vector) != 0) {
                    interrupt(state, vector);
                }
            }
        } else if (sleep == MWAIT && Part.IRR.of(state) != 0) {
            reach(awake(state), state);
        }
        if (sleep == MWAIT && is(Doubt.ENDS_FOR_NOTHING)) {
            reach(awake(state), state);
        } else if (sleep == 0) {
            step(state, code.node(Part.PC.of(state)));
        }
    }

    private static long awake(long state) {
        return Part.IS_DEEP.set(Part.MONITOR.set(Part.SLEEP.set(state, 0), 0), 0);
    }

    private void interrupt(long state, int vector) {
        long next = Part.IRR.set(state, Part.IRR.of(state) & ~vector);
        if (Part.SLEEP.of(state) != 0) {
            next = awake(next);
        } else if (is(Doubt.INTERRUPT_DISARMS) && Part.MONITOR.of(state) != 0) {
            next = Part.MONITOR.set(next, TRIGGERED);
        }
        reach(next, state);
        for (int bit = 1; vector == RAISES && bit < STOPS_CPU; bit <<= 1) {
            reach(Part.PENDING.set(next, Part.PENDING.of(next) | bit), state);
        }
    }

    /** The start of the handler, with what a callback of RCU says for as long as it runs. */
    private long start(long state) {
        long next = Part.PC.set(Part.KEPT.set(Part.FLAGS.set(Part.SAID.set(state, 0), 0), 0), code.start());
        if (around.hasRcu()) {
            reach(Part.CALLBACK.set(next, 1), state);
        }
        return Part.CALLBACK.set(next, 0);
    }

    private void step(long state, OracleCode.Node node) {
        long next = Part.PC.set(state, node.next());
        int value = node.value();
        switch (node.kind()) {
            case NOTHING -> reach(next, state);
            case CLI -> reach(Part.IF.set(next, 0), state);
            case STI -> reach(Part.IF.set(next, 1), state);
            case SAVE -> reach(Part.IF.set(flags(next, value, 2 + Part.IF.of(state)), 0), state);
            case RESTORE -> restore(state, next, Part.FLAGS.of(state) >> 2 * value & 3);
            case STI_HLT -> reach(Part.SLEEP.set(Part.IF.set(next, 1), HLT), state);
            case HLT -> reach(Part.SLEEP.set(next, Part.IF.of(state) != 0 ? HLT : HLT_FOR_EVER), state);
            case MONITOR -> reach(Part.MONITOR.set(next, value == OWN || isCpu0 ? OWN : OTHER), state);
            case MWAIT -> mwait(state, next, value != 0 || Part.IF.of(state) != 0);
            case MWAIT_DEEP -> mwait(state, Part.IS_DEEP.set(next, 1), true);
            case STI_MWAIT -> mwait(state, Part.IF.set(next, 1), true);
            // With interrupts off, and with them on behind the sleep: hpet_broadcast_exit takes its lock by
            // spin_lock_irq.
            case TIMER_OFF -> {
                isUndefined |= Part.TIMER_OFF.of(state) == value || Part.IF.of(state) == value;
                reach(Part.TIMER_OFF.set(next, value), state);
            }
            case PROMISE -> reach(Part.PROMISED.set(next, value), state);
            case RAISE -> reach(Part.PENDING.set(next, Part.PENDING.of(state) | value), state);
            case MAY_RAISE_TIMER -> {
                reach(next, state);
                reach(Part.PENDING.set(next, Part.PENDING.of(state) | 1), state);
            }
            case TICK_OFF -> reach(Part.TICK_OFF.set(next, value), state);
            case RCU_IDLE -> reach(Part.RCU_IDLE.set(next, value), state);
            case PROCESS, PROCESS_AT_THE_END -> process(state, next, node);
            case FORGET -> reach(Part.SAID.set(next, 0), state);
            case KEEP -> reach(Part.KEPT.set(next, keep(Part.KEPT.of(state), value)), state);
            case ENTER ->
                reach(Part.FLAGS.set(Part.KEPT.set(next, Part.KEPT.of(state) & 1), Part.FLAGS.of(state) & 0xf), state);
            case BRANCH -> branch(state, node);
            case END -> end(state, next);
        }
    }

    private static int keep(int kept, int value) {
        return (value & 1) != 0 ? kept | value >> 1 : kept & ~(value >> 1);
    }

    private static long flags(long state, int which, int value) {
        return Part.FLAGS.set(state, Part.FLAGS.of(state) & ~(3 << 2 * which) | value << 2 * which);
    }

    private void restore(long state, long next, int saved) {
        isUndefined |= saved < 2;
        reach(Part.IF.set(next, saved & 1), state);
    }

    private void mwait(long state, long next, boolean breaks) {
        int armed = Part.MONITOR.of(state);
        boolean fallsAsleep = armed == 0 ? is(Doubt.UNARMED_SLEEPS) : armed != TRIGGERED;
        if (!fallsAsleep || is(Doubt.ENDS_FOR_NOTHING)) {
            reach(awake(next), state);
        }
        if (fallsAsleep) {
            reach(Part.SLEEP.set(next, breaks ? MWAIT : MWAIT_FOR_STORES), state);
        }
    }

    /** One softirq after the other, the lowest first, or the end of it. */
    private void process(long state, long next, OracleCode.Node node) {
        if (Part.IF.of(state) == 0) {
            fail("softirqs are processed with interrupts off", state);
            return;
        }
        int bit = Integer.lowestOneBit(Part.PENDING.of(state) & node.value());
        long done = Part.PENDING.set(state, Part.PENDING.of(state) & ~bit);
        boolean isInHandler = node.kind() == OracleCode.Kind.PROCESS;
        if (bit == 0 && !isInHandler) {
            ends.add(state);
            // The idle loop looks whether the CPU is online.
            if (Part.OFFLINE.of(state) == 0) {
                reach(start(next), state);
            }
        } else if (bit == 0) {
            if (node.value() == ALL) {
                ends.add(state);
            }
            reach(next, state);
        } else if (bit == SCHEDULE) {
            if (Part.TICK_OFF.of(state) != 0) {
                fail("schedule() is entered with the tick suspended", state);
            }
            reach(is(Doubt.SCHEDULE_RETURNS) ? done : start(done), state);
        } else if (bit == STOPS_CPU && isInHandler) {
            reach(Part.OFFLINE.set(done, 1), state);
        } else {
            reach(done, state);
        }
    }

    private void branch(long state, OracleCode.Node node) {
        Condition condition = node.condition();
        if (condition instanceof Condition.Look look) {
            for (int word = 0; word <= ALL; word++) {
                if (word == Part.PENDING.of(state) || look.isOfCpu0() && !isCpu0) {
                    choose(state, node, look.test().of(word));
                }
            }
        } else if (condition instanceof Condition.Haltable) {
            boolean isBusy = Part.PENDING.of(state) != 0 || Part.OFFLINE.of(state) != 0;
            choose(state, node, !isBusy && Part.CALLBACK.of(state) == 0);
        } else if (condition instanceof Condition.Online) {
            choose(state, node, Part.OFFLINE.of(state) == 0);
        } else if (condition instanceof Condition.InterruptsOn) {
            choose(state, node, Part.IF.of(state) != 0);
        } else if (condition instanceof Condition.Kept) {
            choose(state, node, (Part.KEPT.of(state) & node.value()) != 0);
        } else {
            boolean isStable = !((Condition.Shared) condition).isOfFile() && !is(Doubt.OTHERS_CHANGE);
            int said = isStable ? Part.SAID.of(state) : 0;
            for (int answer = 2; answer <= 3; answer++) {
                if (said == 0 || said == answer) {
                    choose(isStable ? Part.SAID.set(state, answer) : state, state, node, answer == 3);
                }
            }
        }
    }

    private void choose(long state, OracleCode.Node node, boolean isMet) {
        choose(state, state, node, isMet);
    }

    private void choose(long state, long by, OracleCode.Node node, boolean isMet) {
        reach(Part.PC.set(state, isMet ? node.next() : node.otherwise()), by);
    }

    private void end(long state, long next) {
        if (Part.IF.of(state) == 0) {
            fail("returns with interrupts off", state);
        } else if (Part.TICK_OFF.of(state) != 0) {
            fail("returns with the tick suspended", state);
        } else if (Part.PROMISED.of(state) != 0) {
            fail("returns with its promise, with which default_idle may halt next", state);
        } else if (Part.TIMER_OFF.of(state) != 0) {
            fail("returns with its timer handed over", state);
        } else if (Part.RCU_IDLE.of(state) != 0) {
            fail("returns with RCU told that it idles", state);
        } else {
            reach(next, state);
        }
    }
}
