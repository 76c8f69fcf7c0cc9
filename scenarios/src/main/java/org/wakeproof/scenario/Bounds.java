// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.ArrayList;
import java.util.List;
import org.wakeproof.machine.Clock;
import org.wakeproof.machine.Pit;
import org.wakeproof.sched.Schedule.Quantum;

/** Puts in words within which bounds a verdict on a system holds. */
final class Bounds {
    private Bounds() {}

    static List<String> of(XenSystem system, List<String> more) {
        Blueprint blueprint = system.blueprint();
        List<String> bounds = new ArrayList<>();
        bounds.add(population(system));
        bounds.addAll(more);
        if (blueprint.hasTime()) {
            Clock clock = system.machine().clock();
            bounds.add("deadlines that have been over for more than "
                    + (clock.longAgo() == -1 ? "a tick" : -clock.longAgo() + " ticks")
                    + " are not told apart; " + samples(clock)
                    + urgency(system));
        } else {
            bounds.add("no time: no tick, no time slice, no accounting; every interrupt comes at any moment");
        }
        String memory = system.machine().isTotalStoreOrder()
                ? "x86-TSO, a CPU has at most " + Settings.STORE_BUFFER + " stores on their way"
                : "sequentially consistent memory";
        bounds.add(memory + "; every agent that can act again and again does act, but for loops that poll");
        return bounds;
    }

    private static String urgency(XenSystem system) {
        if (system.blueprint().isUrgent()) {
            return "; time passes only where no CPU has anything to do but to wait for it";
        }
        return system.hasPit()
                ? "; time passes only where CPU" + Pit.CPU
                        + ", which the PIT interrupts, has nothing to do but to wait for it"
                : "";
    }

    /** How far a sample of NOW() may lag behind, for a list of bounds. */
    private static String samples(Clock clock) {
        int age = clock.maxSampleAge();
        return age == 0
                ? "a sample of NOW() is used within the tick it was taken in"
                : "a sample of NOW() grows at most " + count(age, "tick") + " old while it is in use";
    }

    private static String population(XenSystem system) {
        Blueprint blueprint = system.blueprint();
        int cpus = system.settings().cpus();
        String work = blueprint.firstIdle() == 0 ? "" : "; CPU0 only takes interrupts";
        int rounds = blueprint.rounds();
        String end = rounds == 0
                ? ""
                : "; a CPU idles " + (rounds == 1 ? "once" : rounds + " times") + ", then only takes interrupts";
        String guests = !system.vcpus().hasGuests()
                ? ""
                : ", " + count(system.vcpus().ofGuests().size(), "vCPU") + " of guests";
        String time = !blueprint.hasTime()
                ? ""
                : "; one tick of the clock is 10 ms; timers at most " + blueprint.horizon() + " ticks ahead"
                        + (blueprint.hasSingleShots()
                                ? ", single-shot timers at most " + XenSystem.LONGEST_SINGLE_SHOT
                                : "");
        String slices = system.vcpus().hasGuests() && blueprint.hasTime() && blueprint.quantum() == Quantum.NOBODY
                ? "; no time slices"
                : "";
        return count(cpus, "CPU") + guests + work + end + time + slices;
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
