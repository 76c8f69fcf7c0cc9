// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wakeproof.review.BoundCall;
import org.wakeproof.review.BoundValue;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.Xen;

/** Which scenarios a handler is put into: those that its calls ask for. */
public final class Situations {
    private static final Situation C3 = new Situation("idle-once", Map.of("cstate", "c3", "timers", "none"));
    private static final Situation C1 = new Situation("idle-once", Map.of("cstate", "c1", "platform", "tickless"));
    private static final Situation ANY = new Situation("idle-once", Map.of("cstate", "any", "rounds", "2"));
    private static final Situation ALONE = new Situation("idle-tick", Map.of("cpus", "1", "rounds", "2"));
    private static final Situation ALONE_WITHOUT_TICK =
            new Situation("idle-tick", Map.of("cpus", "1", "rounds", "2", "platform", "tickless"));
    private static final Situation OFFLINE = new Situation("offline", Map.of());
    private static final Situation UNDER_GUEST = new Situation("tick-under-guest", Map.of("rounds", "1"));
    private static final Situation SINGLESHOT = new Situation("singleshot", Map.of("cstate", "any", "rounds", "1"));

    private Situations() {}

    /** The scenarios for a handler with this Xen around it. */
    public static List<Situation> of(IdleCode code, Xen xen) {
        return code.isXen() && !code.isWhole() ? ofSleep(code, xen) : ofHandler(code, xen);
    }

    /** What a sleep by itself is asked: timers, RCU and fences behind it are its callers'. */
    private static List<Situation> ofSleep(IdleCode code, Xen xen) {
        List<Situation> situations = new ArrayList<>(List.of(C1));
        if (xen.elision() == Xen.Elision.FLAGS && code.uses(BoundCall.MWAIT_FLAG_SET)) {
            situations.add(new Situation(Situation.MWAIT_WAKEUP, Map.of()));
        }
        if (xen.elision() == Xen.Elision.IN_MWAIT && code.uses(BoundCall.IN_MWAIT_SET)) {
            situations.add(new Situation(Situation.IN_MWAIT, Map.of()));
        }
        if (code.tellsSoftirqsApart()) {
            situations.add(new Situation(Situation.EACH_SOFTIRQ, Map.of()));
        }
        if (code.sleepsAgain()) {
            situations.add(new Situation(Situation.OTHER_INTERRUPT, Map.of()));
        }
        return situations;
    }

    private static List<Situation> ofHandler(IdleCode code, Xen xen) {
        List<Situation> situations = new ArrayList<>();
        // Who suspends the tick is asked with one, whatever is around it.
        boolean suspends = code.uses(BoundCall.TICK_SUSPEND) || code.uses(BoundCall.TICK_RESUME);
        boolean isTicking = xen.hasTick() || suspends;
        if (isTicking) {
            situations.addAll(List.of(C3, ANY));
        }
        if (!xen.hasTick() || !code.uses(BoundCall.TICK_SUSPEND)) {
            situations.add(platform("tickless"));
        }
        situations.add(isTicking ? ALONE : ALONE_WITHOUT_TICK);
        if (code.reads(BoundValue.ENTRY_METHOD)) {
            situations.add(entered("sysio", isTicking));
            situations.add(entered("halt", isTicking));
        }
        if (code.reads(BoundValue.LAPIC_TIMER_C2_OK) || code.reads(BoundValue.LAPIC_TIMER_RELIABLE_STATES)) {
            situations.add(entered("c2-ok", isTicking));
        }
        if (xen.elision() == Xen.Elision.FLAGS
                && (code.uses(BoundCall.MWAIT_FLAG_SET) || code.uses(BoundCall.MWAIT_OR_STI))) {
            situations.add(new Situation(Situation.MWAIT_WAKEUP, Map.of()));
        }
        if (xen.elision() == Xen.Elision.IN_MWAIT
                && (code.uses(BoundCall.IDLE_STATE_SET)
                        || code.uses(BoundCall.IN_MWAIT_SET)
                        || code.uses(BoundCall.MWAIT_OR_STI))) {
            situations.add(new Situation(Situation.IN_MWAIT, Map.of()));
            if (code.isXen()) {
                situations.add(new Situation(Situation.IN_MWAIT, Situation.BEHIND_STORE_BUFFERS));
            }
        }
        if (xen.hasRcu() && code.isXen()) {
            situations.add(new Situation(Situation.RCU_READER, Map.of()));
            situations.add(new Situation(Situation.RCU_CALLBACK, Map.of()));
        }
        if (code.tellsSoftirqsApart()) {
            situations.add(new Situation(Situation.EACH_SOFTIRQ, Map.of()));
        }
        if (code.sleepsAgain()) {
            situations.add(new Situation(Situation.OTHER_INTERRUPT, Map.of()));
        }
        if (!code.isXen()) {
            return situations;
        }
        if (code.goesBack().isPresent()) {
            situations.add(new Situation(Situation.COMES_BACK, Map.of()));
        }
        situations.add(OFFLINE);
        if (suspends) {
            situations.add(UNDER_GUEST);
        }
        if (code.uses(BoundCall.LAPIC_TIMER_OFF) || code.uses(BoundCall.LAPIC_TIMER_ON)) {
            situations.add(SINGLESHOT);
            situations.addAll(otherBroadcasts(xen));
        }
        return situations;
    }

    private static List<Situation> otherBroadcasts(Xen xen) {
        return hasMsi(xen) ? List.of(broadcast("msi"), broadcast("pit")) : List.of(broadcast("pit"));
    }

    /** Whether each CPU has a channel of the HPET in one of them: where Xen of 2010 to 2025 has it wake by stores, it is not there. */
    static boolean hasMsi(Xen xen) {
        return xen.elision() != Xen.Elision.BROADCAST && xen.elision() != Xen.Elision.FLAGS;
    }

    private static Situation broadcast(String device) {
        return new Situation("singleshot", Map.of("cstate", "any", "rounds", "1", "hpet", device));
    }

    private static Situation entered(String feature, boolean isTicking) {
        return platform(isTicking ? feature : feature + ",tickless");
    }

    private static Situation platform(String feature) {
        return new Situation("idle-once", Map.of("cstate", "any", "platform", feature));
    }
}
