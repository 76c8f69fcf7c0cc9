// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Xen around an idle handler, as of some time: what of it has changed that the handler meets. */
public enum Xen {
    /** March 2009: each softirq that is raised on another CPU is told by an interrupt, and handlers suspend the tick. */
    XEN_2009("2009", Elision.NONE, true, false),
    /** May 2010: the HPET wakes CPUs that say by cpuidle_mwait_flags that they are in mwait by a store, and they look at their deadlines. */
    XEN_2010("2010", Elision.BROADCAST, true, false),
    /** September 2014: CPUs that say by cpuidle_mwait_flags that they are in mwait are sent no interrupt. */
    XEN_2014("2014", Elision.FLAGS, true, false),
    /** November 2019: CPUs that idle have no tick, and handlers tell RCU that they idle. */
    XEN_2020("2020", Elision.FLAGS, false, true),
    /** August 2026: in_mwait says who is in mwait, and is seen in the step that raises a softirq. */
    TODAY("today", Elision.IN_MWAIT, false, true);

    /** Chosen for a handler by what it does. */
    public static final String AUTO = "auto";

    private final String year;
    private final Elision elision;
    private final boolean hasTick;
    private final boolean hasRcu;

    /** Who is sent no interrupt when a softirq is raised on it. */
    public enum Elision {
        /** Only the CPU that raises it. */
        NONE,
        /** A CPU whose bit of cpuidle_mwait_flags is set, when its deadline is over: by the HPET. */
        BROADCAST,
        /** That one, by whoever raises a softirq on it. */
        FLAGS,
        /** A CPU whose in_mwait is set. */
        IN_MWAIT
    }

    /**
     * One that was chosen for a handler.
     *
     * @param xen which
     * @param because why, in words
     */
    public record Choice(Xen xen, String because) {
        /** For a handler after a patch: what it no longer does must not take it back in time. */
        public Choice orLater(Choice ofPatched) {
            return ofPatched.xen.compareTo(xen) < 0 ? new Choice(xen, "as before the patch: " + because) : ofPatched;
        }
    }

    Xen(String year, Elision elision, boolean hasTick, boolean hasRcu) {
        this.year = year;
        this.elision = elision;
        this.hasTick = hasTick;
        this.hasRcu = hasRcu;
    }

    /** What {@code --xen} takes. */
    public static List<String> names() {
        List<String> names = new ArrayList<>(List.of(AUTO));
        for (Xen xen : values()) {
            names.add(xen.year);
        }
        return names;
    }

    /**
     * The one of a name; empty for {@link #AUTO}.
     *
     * @throws IllegalArgumentException if there is none; the message says so in one line
     */
    public static Optional<Xen> named(String name) {
        Optional<Xen> named =
                Stream.of(values()).filter(xen -> xen.year.equals(name)).findFirst();
        if (named.isEmpty() && !name.equals(AUTO)) {
            throw new IllegalArgumentException("--xen takes " + String.join(", ", names()) + "; not '" + name + "'");
        }
        return named;
    }

    /**
     * That one around a handler; where none is told, the one that its file asks for.
     *
     * @throws IllegalArgumentException if one is told, and the handler is not of Xen on x86; the message says so in one line
     */
    public static Choice of(IdleCode code, Optional<Xen> told) {
        if (told.isPresent() && !code.isXen()) {
            throw new IllegalArgumentException(
                    "--xen is for --system xen: there are no such surroundings of another system");
        }
        return told.map(xen -> new Choice(xen, "as told by --xen")).orElseGet(() -> of(code));
    }

    /**
     * The oldest that has all that the handler, and what stands beside it in its file, needs. in_mwait came with 3e0bc4b503,
     * mwait_idle_with_hints that enables interrupts with 9b0f0f6e23, both in July 2025; handlers tell RCU themselves since
     * b69761e79a, which took sched_tick_suspend away; arch_skip_send_event_check is of 9a727a813e, and mwait_wakeup of 1adb34ea84,
     * four weeks after cpuidle_mwait_flags (3d521e933e). mwait_idle_with_hints is called from another file since 724b55f48a, of 2012.
     */
    public static Choice of(IdleCode code) {
        if (!code.isXen()) {
            return code.uses(BoundCall.IDLE_STATE_SET)
                            || code.uses(BoundCall.IDLE_STATE)
                            || code.uses(BoundCall.IN_MWAIT_SET)
                            || code.uses(BoundCall.MONITOR)
                            || code.uses(BoundCall.MONITOR_ALL)
                    ? new Choice(TODAY, "who is in mwait is woken by a store, as by in_mwait")
                    : new Choice(XEN_2009, "another system has no other");
        }
        if (code.uses(BoundCall.IN_MWAIT_SET)) {
            return new Choice(TODAY, "in_mwait is set");
        }
        boolean tellsRcu = code.uses(BoundCall.RCU_IDLE_ENTER) || code.uses(BoundCall.RCU_IDLE_EXIT);
        if (tellsRcu && code.enablesInterruptsInMwait()) {
            return new Choice(TODAY, "mwait_idle_with_hints is told to enable interrupts");
        }
        if (tellsRcu) {
            return new Choice(XEN_2020, "RCU is told of idle CPUs");
        }
        if (code.hasBeside("arch_skip_send_event_check")) {
            return code.uses(BoundCall.TICK_SUSPEND)
                    ? new Choice(XEN_2014, "arch_skip_send_event_check is in the file")
                    : new Choice(XEN_2020, "arch_skip_send_event_check is in the file, and no tick is suspended");
        }
        if (code.uses(BoundCall.MWAIT_OR_STI)) {
            return new Choice(XEN_2010, "mwait_idle_with_hints is of another file");
        }
        if (!code.uses(BoundCall.MWAIT_FLAG_SET)) {
            return new Choice(XEN_2009, "nothing in it is newer");
        }
        return code.uses(BoundCall.DEADLINE) || code.hasMwaitWakeup()
                ? new Choice(XEN_2010, "the HPET may wake it by a store")
                : new Choice(XEN_2009, "nothing in it is newer than cpuidle_mwait_flags, which nobody relies on yet");
    }

    /** Who is sent no interrupt. */
    public Elision elision() {
        return elision;
    }

    /** Whether the scheduler's tick goes on where a CPU idles, unless its handler suspends it. */
    public boolean hasTick() {
        return hasTick;
    }

    /** Whether {@code bool_t} is a {@code char}, or may be: it was one up to July 2016. */
    boolean mayHaveNarrowBool() {
        return compareTo(XEN_2014) <= 0;
    }

    /** Whether RCU waits for CPUs that do not say that they idle. */
    public boolean hasRcu() {
        return hasRcu;
    }

    /** As {@code --xen} takes it. */
    @Override
    public String toString() {
        return year;
    }
}
