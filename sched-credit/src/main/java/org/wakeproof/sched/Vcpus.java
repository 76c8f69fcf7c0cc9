// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.PerCpu;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;
import org.wakeproof.machine.XenSource;
import org.wakeproof.softirq.Smp;

/**
 * All vCPUs of a system, and which of them each CPU runs.
 *
 * <p>Two cells say the latter, as in Xen: {@code schedule_data.curr}, changed by the decision and guarded by
 * schedule_lock, and {@code current}, changed by the switch, which only the CPU itself uses.
 */
public final class Vcpus {
    private final Machine machine;
    private final List<Domain> domains = new ArrayList<>();
    private final List<Vcpu> all = new ArrayList<>();
    private final int guests;
    private final PerCpu<SpinLock> scheduleLock;
    private final PerCpu<Word> curr;
    private final PerCpu<Word> current;
    private final Word cpuOnlineMap;

    /**
     * What a domain and its vCPUs are like.
     *
     * @param domain the domain
     * @param vcpus its vCPUs, as many as it says
     */
    public record Guest(Domain.Shape domain, List<Vcpu.Shape> vcpus) {
        /** A domain of one vCPU. */
        public static Guest single(String name, int ports, Vcpu.Shape vcpu) {
            return new Guest(new Domain.Shape(name, 1, ports, 0), List.of(vcpu));
        }
    }

    /** Makes the idle vCPUs and those of the guests. */
    public Vcpus(Machine machine, Smp smp, List<Guest> guests) {
        this.machine = machine;
        this.guests = guests.stream().mapToInt(guest -> guest.vcpus.size()).sum();
        // schedule_lock is also tried for: by a CPU that looks for work in others' run queues.
        this.scheduleLock = machine.perCpu(cpu -> this.guests == 0
                ? machine.lock("schedule_lock[" + cpu + "]").ownedBy(cpu)
                : machine.lock("schedule_lock[" + cpu + "]").tried());
        int[] runs = new int[machine.cpuCount()];
        for (int cpu = 0; cpu < runs.length; cpu++) {
            runs[cpu] = cpu;
        }
        int number = machine.cpuCount();
        for (Guest guest : guests) {
            for (Vcpu.Shape shape : guest.vcpus) {
                if (shape.start() == Vcpu.Start.RUNNING) {
                    runs[shape.processor()] = number;
                }
                number++;
            }
        }
        for (int cpu = 0; cpu < runs.length; cpu++) {
            all.add(new Vcpu(machine, cpu, runs[cpu] == cpu));
        }
        for (Guest guest : guests) {
            Domain domain = new Domain(machine, domains.size(), guest.domain);
            domains.add(domain);
            for (Vcpu.Shape shape : guest.vcpus) {
                Vcpu vcpu = new Vcpu(machine, all.size(), domain, shape, scheduleLock, smp.isUnplugging());
                domain.add(vcpu);
                all.add(vcpu);
            }
        }
        this.curr = machine.perCpu(cpu -> machine.word("schedule_data[" + cpu + "].curr", all.size() - 1, runs[cpu])
                .guardedBy(scheduleLock.of(cpu))
                .shownAs(this::nameOf));
        this.current = machine.perCpu(cpu -> current(cpu, runs[cpu]));
        this.cpuOnlineMap = smp.cpuOnlineMap();
    }

    private Word current(int cpu, int atStart) {
        Word cell =
                machine.word("current[" + cpu + "]", all.size() - 1, atStart).shownAs(this::nameOf);
        return hasGuests() ? cell.writtenBy(cpu) : cell.readOnly();
    }

    private String nameOf(int number) {
        return all.get(number).name();
    }

    public List<Domain> domains() {
        return Collections.unmodifiableList(domains);
    }

    /** All by number: first the idle ones. */
    public List<Vcpu> all() {
        return Collections.unmodifiableList(all);
    }

    public Vcpu numbered(int number) {
        return all.get(number);
    }

    /** The vCPUs that are not idle ones. */
    public List<Vcpu> ofGuests() {
        return all().subList(machine.cpuCount(), all.size());
    }

    /** Whether there is any vCPU that is not an idle one. */
    public boolean hasGuests() {
        return guests > 0;
    }

    /** Guards a CPU's run queue, and what is said of the vCPUs that belong to the CPU. */
    public PerCpu<SpinLock> scheduleLock() {
        return scheduleLock;
    }

    /** {@code schedule_data.curr}: the vCPU that a CPU is to run. */
    public PerCpu<Word> curr() {
        return curr;
    }

    /** The vCPU that a CPU is running. */
    public PerCpu<Word> current() {
        return current;
    }

    /** That of the executing CPU. */
    @XenSource(value = "get_current", file = "xen/include/asm-x86/current.h")
    public Vcpu own() {
        return numbered(current.own().load());
    }

    /** The CPUs that are online, one bit each. */
    public Word cpuOnlineMap() {
        return cpuOnlineMap;
    }

    /** Whether a vCPU may run: three plain reads, with or without a lock. */
    @XenSource(value = "vcpu_runnable", file = "xen/include/xen/sched.h")
    public boolean vcpuRunnable(Vcpu v) {
        int reasons = v.pauseFlags().load() | v.pauseCount().load();
        return (v.isIdle() ? reasons : reasons | v.domain().pauseCount().load()) == 0;
    }
}
