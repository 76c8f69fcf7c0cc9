// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import java.util.function.Function;
import org.wakeproof.cpuidle.y2026.AcpiProcessorIdle2026;
import org.wakeproof.cpuidle.y2026.IdleLoop2026;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.Word;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.y2026.Rcu2026;
import org.wakeproof.softirq.y2026.Softirq2026;

/**
 * CPU0 takes an object out of a pointer and has RCU free it; CPU1 idles, and reads the pointer and then the object. Whoever
 * frees while somebody reads has a bug.
 */
final class Readers {
    private static final int READER = 1;

    private final Machine machine;
    private final Rcu2026 rcu;
    private final Softirq2026 softirq;
    private final Word pointer;
    private final Word freed;

    /**
     * @param version of RCU, around what frees the object
     */
    Readers(Machine machine, Function<Runnable, Rcu2026> version) {
        this.machine = machine;
        pointer = machine.word("pointer", 1, 1).shownAs(value -> value == 0 ? "NULL" : "the object");
        freed = machine.word("object", 1, 0).shownAs(value -> value == 0 ? "in use" : "freed");
        rcu = version.apply(() -> freed.store(1));
        softirq = new Softirq2026(machine);
        rcu.open(softirq);
    }

    Rcu2026 rcu() {
        return rcu;
    }

    Softirq2026 softirq() {
        return softirq;
    }

    /** A read-side critical section; rcu_read_lock and rcu_read_unlock are no operations that others could see. */
    void read() {
        if (pointer.load() != 0) {
            machine.bugOn(freed.load() != 0, "a reader uses an object that RCU has freed");
        }
    }

    /**
     * Boots both CPUs.
     *
     * @param afterIdle what CPU1 does as soon as it has idled
     */
    SmallSystem system(Runnable afterIdle, String bound) {
        Machine.fixed(afterIdle);
        IdleLoop2026 idleLoop = new IdleLoop2026(machine, softirq, rcu);
        AcpiProcessorIdle2026 driver = new AcpiProcessorIdle2026(new AcpiProcessorIdle2026.Parts(
                machine, softirq, rcu, idleLoop, null, null, () -> machine.cpu().sleep(SleepState.C1_MWAIT)));
        idleLoop.installPmIdle(() -> {
            driver.run();
            if (machine.smpProcessorId() == READER) {
                afterIdle.run();
            }
        });
        machine.boot(0, true, machine.procedure("updater", () -> {
            pointer.store(0);
            rcu.callRcu();
            softirq.doSoftirq();
            machine.cpu().stop();
        }));
        machine.boot(READER, true, idleLoop.procedure());
        return new SmallSystem(machine, bound).sometimesAsleep(READER);
    }
}
