// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.sched.history.CreditFlags;
import org.wakeproof.sched.history.CreditFlagsByPlainStores;
import org.wakeproof.softirq.Softirq;

/** F15: a vCPU of a capped domain yields on CPU1 again and again, while CPU0 parks and unparks it. */
final class YieldAndPark extends HistoricScenario {
    private static final int CPUS = 2;
    private static final int PROCESSOR = 1;

    YieldAndPark() {
        super(
                "yield-and-park",
                "a vCPU yields while it is parked: is it unparked?",
                new Bug(Change.CREDIT_FLAGS_BY_PLAIN_STORES, "clearing YIELD takes PARKED along (F15)"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, CPUS);
        Softirq softirq = new Softirq(machine);
        CreditFlags v = settings.changes().has(Change.CREDIT_FLAGS_BY_PLAIN_STORES)
                ? new CreditFlagsByPlainStores(machine, softirq, PROCESSOR)
                : new CreditFlags(machine, softirq, PROCESSOR);
        softirq.openSoftirq(Softirq.SCHEDULE, v::cschedSchedule);
        CpuLoop cpu1 = new CpuLoop(machine, "CPU1", softirq, () -> false);
        Procedure yields = machine.function("v", () -> {
            if (!v.vcpuRunnable()) {
                return Procedure.STOP;
            }
            v.cschedVcpuYield();
            softirq.doSoftirq();
            return Procedure.AGAIN;
        });
        machine.boot(0, true, machine.procedure("accounting", () -> {
            v.park();
            v.unpark();
            machine.cpu().stop();
        }));
        machine.boot(PROCESSOR, true, machine.procedure("CPU1", () -> {
            yields.repeat();
            cpu1.run();
        }));
        return new SmallSystem(
                        machine,
                        "the credits are overdrawn at one accounting, and paid at the next; the vCPU yields "
                                + "all the time until then")
                .and(new Property.Leaves(
                        "a parked vCPU is unparked",
                        state -> state.get(v.pauseCount().field()) != 0,
                        state -> "the vCPU stays paused, although it has credits"))
                .noLostWakeup(softirq)
                .sometimesAsleep(PROCESSOR)
                .close();
    }
}
