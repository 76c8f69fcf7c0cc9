// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.credit;

import java.util.Collections;
import java.util.List;
import org.wakeproof.direct.OneCpuAtATime;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.ContextSwitch;
import org.wakeproof.sched.Domain;
import org.wakeproof.sched.Schedule;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.VcpuControl;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.softirq.Apic;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.Timers;

/** A system with the credit scheduler, run directly; each vCPU is a domain's only one unless said otherwise. */
final class CreditSystem {
    final Machine machine;
    final Softirq softirq;
    final Vcpus vcpus;
    final Schedule schedule;
    final CreditScheduler scheduler;
    final OneCpuAtATime run;

    CreditSystem(int cpus, List<Vcpus.Guest> guests, List<CreditDomain.Worth> worths) {
        machine = new Machine(cpus, 3, 0, 1);
        softirq = new Softirq(machine);
        Timers timers = new Timers(
                machine, softirq, new Apic(machine, softirq), new Timers.Parameters(0, 15, 2, 2 * cpus, true));
        vcpus = new Vcpus(machine, softirq.smp(), guests);
        Procedure somewhere = machine.procedure("idle", () -> {});
        Procedure guest = machine.procedure("guest", (int v) -> {});
        VcpuControl control = new VcpuControl(machine, vcpus);
        schedule = new Schedule(
                machine,
                softirq,
                timers,
                vcpus,
                control,
                new ContextSwitch(machine, vcpus, control, somewhere, guest),
                Schedule.Quantum.NOBODY);
        scheduler = new CreditScheduler(
                machine, softirq, timers, vcpus, schedule, new CreditScheduler.Accounting(true, false, true, worths));
        schedule.install(scheduler);
        for (int cpu = 0; cpu < cpus; cpu++) {
            machine.boot(cpu, true, somewhere);
        }
        machine.seal();
        run = new OneCpuAtATime(machine);
    }

    /** A domain with vCPUs that may run anywhere, and start blocked at CPU0. */
    static Vcpus.Guest domain(String name, int vcpus, int cpus) {
        Vcpu.Shape shape = new Vcpu.Shape(0, (1 << cpus) - 1, Vcpu.Start.BLOCKED, false, 1);
        return new Vcpus.Guest(new Domain.Shape(name, vcpus, 0, 0), Collections.nCopies(vcpus, shape));
    }

    Vcpu guest(int position) {
        return vcpus.ofGuests().get(position);
    }

    CreditVcpu svc(Vcpu v) {
        return scheduler.svc(v.number());
    }

    int get(Word word) {
        return run.get(word.field());
    }

    /** Takes a CPU's schedule_lock for as long as the code runs. */
    void locked(int cpu, Runnable code) {
        run.on(cpu);
        vcpus.scheduleLock().of(cpu).lockIrq();
        code.run();
        vcpus.scheduleLock().of(cpu).unlockIrq();
    }
}
