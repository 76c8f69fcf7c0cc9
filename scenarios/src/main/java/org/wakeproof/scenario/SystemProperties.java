// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.ClosedSystem.Subject;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.softirq.Timer;

/** What a system of Xen can be checked for; a scenario picks from these, and adds its own. */
final class SystemProperties {
    private final XenSystem system;
    private final Vcpus vcpus;
    private final List<Property> properties = new ArrayList<>();
    private final Map<String, Subject> subjects = new HashMap<>();

    SystemProperties(XenSystem system) {
        this.system = system;
        this.vcpus = system.vcpus();
    }

    /** The closed system with these properties; more bounds are those that the scenario itself has. */
    ClosedSystem close(String... moreBounds) {
        return new ClosedSystem(
                system.machine(),
                properties,
                Bounds.of(system, List.of(moreBounds)),
                subjects,
                new Outcome(system)::describe);
    }

    SystemProperties and(Property property) {
        properties.add(property);
        return this;
    }

    /** The same for a property that speaks of one CPU. */
    SystemProperties and(int cpu, Property property) {
        subjects.put(
                property.name(),
                new Subject(cpu, system.softirq().softirqPending(cpu).field(), property));
        return and(property);
    }

    private int cpus() {
        return system.settings().cpus();
    }

    private static int get(State state, Word word) {
        return state.get(word.field());
    }

    /** No CPU sleeps for ever while it has work. */
    SystemProperties noLostWakeup() {
        for (int cpu = 0; cpu < cpus(); cpu++) {
            and(cpu, lostWakeup(cpu).property());
        }
        return this;
    }

    private LostWakeup lostWakeup(int cpu) {
        return new LostWakeup(system.machine(), system.softirq(), system.timers(), cpu);
    }

    /** Some CPU does sleep. */
    SystemProperties sometimesAsleep() {
        return and(new Property.Sometimes("sometimes asleep", state -> {
            for (int cpu = 0; cpu < cpus(); cpu++) {
                if (system.machine().cpu(cpu).isAsleep(state)) {
                    return true;
                }
            }
            return false;
        }));
    }

    /** No vCPU that may run waits for ever while a CPU that may run it idles. */
    SystemProperties workConservation() {
        for (Vcpu v : vcpus.ofGuests()) {
            for (int cpu = 0; cpu < cpus(); cpu++) {
                if ((v.affinityAtStart() >>> cpu & 1) != 0) {
                    workConservation(v, cpu);
                }
            }
        }
        return this;
    }

    private void workConservation(Vcpu v, int cpu) {
        and(
                cpu,
                new Property.Leaves(
                        "work conservation: " + v + " on CPU" + cpu,
                        state -> isRunnable(state, v)
                                && get(state, v.isRunning()) == 0
                                && (get(state, v.cpuAffinity()) >>> cpu & 1) != 0
                                && isIdle(state, cpu),
                        state -> v + " can run and waits at CPU" + get(state, v.processor()) + " while CPU" + cpu
                                + ", which may run it, idles"));
    }

    private static boolean isRunnable(State state, Vcpu v) {
        return get(state, v.pauseFlags()) == 0
                && get(state, v.pauseCount()) == 0
                && get(state, v.domain().pauseCount()) == 0;
    }

    private boolean isIdle(State state, int cpu) {
        return get(state, vcpus.current().of(cpu)) == cpu;
    }

    /** A vCPU that waits does get its turn, whoever runs meanwhile. */
    SystemProperties everybodyRuns() {
        for (Vcpu v : vcpus.ofGuests()) {
            and(new Property.Leaves(
                    "no starvation: " + v,
                    state -> isRunnable(state, v) && get(state, v.isRunning()) == 0,
                    state -> v + " can run, and waits at CPU" + get(state, v.processor())));
        }
        return this;
    }

    /** While a guest runs on a CPU, the CPU's ticker does not stay off. Its status is to be read by all. */
    SystemProperties tickerUnderGuest() {
        for (int cpu = 0; cpu < cpus(); cpu++) {
            int who = cpu;
            Timer ticker = system.scheduler().tickers().ticker(cpu);
            and(
                    cpu,
                    new Property.Leaves(
                            "ticker runs under a guest on CPU" + cpu,
                            state -> !isIdle(state, who) && !ticker.isActive(get(state, ticker.status())),
                            state -> "CPU" + who + " runs "
                                    + vcpus.numbered(get(state, vcpus.current().of(who))) + " with its ticker off"));
        }
        return this;
    }

    /** A CPU is in csched_priv.idlers exactly where its decision was to idle. */
    SystemProperties idlersTellTheTruth() {
        for (int cpu = 0; cpu < cpus(); cpu++) {
            int who = cpu;
            Property.Always truth = new Property.Always(
                    "idlers mask tells the truth about CPU" + cpu,
                    state -> isIdler(state, who) == decidedToIdle(state, who),
                    state -> "CPU" + who + (isIdler(state, who) ? " is" : " is not") + " in idlers, and is to run "
                            + vcpus.numbered(get(state, vcpus.curr().of(who))));
            and(cpu, truth.whereFree(vcpus.scheduleLock().of(cpu)));
        }
        return this;
    }

    private boolean isIdler(State state, int cpu) {
        return (get(state, system.scheduler().idlers()) >>> cpu & 1) != 0;
    }

    private boolean decidedToIdle(State state, int cpu) {
        return get(state, vcpus.curr().of(cpu)) == cpu;
    }

    /** Who is in a CPU's run queue belongs to that CPU. */
    SystemProperties queueMatchesProcessor() {
        for (int cpu = 0; cpu < cpus(); cpu++) {
            int who = cpu;
            Property.Always match = new Property.Always(
                    "queue and processor match on CPU" + cpu,
                    state -> stranger(state, who) == null,
                    state -> stranger(state, who) + " is in the run queue of CPU" + who + ", but belongs to CPU"
                            + get(state, stranger(state, who).processor()));
            and(cpu, match.whereFree(vcpus.scheduleLock().of(cpu)));
        }
        return this;
    }

    /** A vCPU in the run queue of a CPU that it does not belong to, or null. */
    private Vcpu stranger(State state, int cpu) {
        int element = get(state, system.scheduler().runqNext(vcpus.all().size() + cpu));
        while (element < vcpus.all().size()) {
            Vcpu v = vcpus.numbered(element);
            if (get(state, v.processor()) != cpu) {
                return v;
            }
            element = get(state, system.scheduler().runqNext(element));
        }
        return null;
    }

    /** A vCPU does not stay blocked with an event that it could be told of. */
    SystemProperties noBlockOnAnEvent() {
        for (Vcpu v : vcpus.ofGuests()) {
            if (v.domain().ports() == 0) {
                continue;
            }
            and(new Property.Leaves(
                    "no event slept through by " + v,
                    state -> (get(state, v.pauseFlags()) >>> Vcpu.VPF_BLOCKED & 1) != 0
                            && get(state, v.evtchnUpcallPending()) != 0
                            && get(state, v.evtchnUpcallMask()) == 0,
                    state -> v + " is blocked, with an event pending and not masked"));
        }
        return this;
    }

    /** A vCPU that has set itself a timer does not stay blocked. */
    SystemProperties noEndlessBlock(Vcpu v) {
        return and(new Property.Leaves(
                v + " does not stay blocked",
                state -> (get(state, v.pauseFlags()) >>> Vcpu.VPF_BLOCKED & 1) != 0,
                state -> v + " stays blocked, although it has set itself a timer"));
    }

    /** A vCPU that is to migrate is migrated by somebody. */
    SystemProperties nobodyStaysMigrating() {
        for (Vcpu v : vcpus.ofGuests()) {
            and(new Property.Leaves(
                    v + " is migrated by somebody",
                    state -> (get(state, v.pauseFlags()) >>> Vcpu.VPF_MIGRATING & 1) != 0
                            && get(state, v.isRunning()) == 0,
                    state -> v + " is to migrate, and nobody does it: it will not run again"));
        }
        return this;
    }

    /** No CPU sleeps past its deadline by more than some ticks. */
    SystemProperties boundedLateness(int ticks) {
        for (int cpu = 0; cpu < cpus(); cpu++) {
            int who = cpu;
            LostWakeup deadline = lostWakeup(cpu);
            and(
                    cpu,
                    new Property.Always(
                            "no timer of CPU" + cpu + " late by more than " + ticks + (ticks == 1 ? " tick" : " ticks"),
                            state -> !system.machine().cpu(who).isAsleep(state) || !deadline.isOver(state, ticks),
                            state -> "CPU" + who + " sleeps in "
                                    + system.machine().cpu(who).sleepState(state)
                                    + ", and its timer deadline has been over for more than "
                                    + ticks + (ticks == 1 ? " tick" : " ticks")));
        }
        return this;
    }

    /** Locks are taken in one order, and not with interrupts on where an interrupt takes them. */
    SystemProperties lockDiscipline() {
        return and(new Property.LockDiscipline());
    }
}
