// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import java.util.List;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Parts;
import org.wakeproof.cpuidle.AcpiProcessorIdle.Platform;
import org.wakeproof.cpuidle.CState;
import org.wakeproof.cpuidle.EntryMethod;
import org.wakeproof.cpuidle.Governor;
import org.wakeproof.cpuidle.IdleLoop;
import org.wakeproof.cpuidle.y2026.DefaultIdleTellsRcu;
import org.wakeproof.cpuidle.y2026.IdleLoop2026;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.history.today.RcuProperties;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.Xen;
import org.wakeproof.review.run.Surroundings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.y2026.Rcu2026;
import org.wakeproof.softirq.y2026.Softirq2026;

/** RCU around a handler: a CPU has it free an object, another one reads that, and one of them idles by the handler. */
final class GracePeriod {
    private static final int UPDATER = 0;
    private static final int READER = 1;

    private final Machine machine = new Machine(2);
    private final Softirq2026 softirq = new Softirq2026(machine);
    private final Word pointer = machine.word("pointer", 1, 1).shownAs(value -> value == 0 ? "NULL" : "the object");
    private final Word object = machine.word("object", 1, 0).shownAs(value -> value == 0 ? "in use" : "freed");
    private final Rcu2026 rcu = new Rcu2026(machine, 1, () -> object.store(1));
    private final IdleLoop2026 idleLoop = new DefaultIdleTellsRcu(machine, softirq, rcu);
    private final Runnable handler;

    private GracePeriod(IdleCode code, Xen xen) {
        rcu.open(softirq);
        softirq.openSoftirq(Softirq.SCHEDULE, () -> {});
        Surroundings around = code.in(xen).with(rcu);
        handler = Machine.fixed(around.wire(new Parts(
                machine,
                softirq,
                null,
                null,
                new Governor(machine, List.of(CState.C1, CState.C3)),
                new IdleLoop(machine, softirq, 0),
                idleLoop::defaultIdle,
                null,
                null,
                new Platform(false, EntryMethod.FFH, false))));
    }

    /** The reader idles: who frees must wait for it where it reads, and not where it sleeps. */
    static ClosedSystem readerIdles(IdleCode code, Xen xen) {
        return new GracePeriod(code, xen).readerIdles();
    }

    private ClosedSystem readerIdles() {
        idleLoop.installPmIdle(() -> {
            handler.run();
            if (pointer.load() != 0) {
                machine.bugOn(object.load() != 0, "a reader uses an object that RCU has freed");
            }
        });
        Procedure busy = machine.function("busy", () -> staysAwake(object));
        machine.boot(UPDATER, true, machine.procedure("updater", () -> {
            softirq.cpuRaiseSoftirq(READER, Softirq.SCHEDULE);
            pointer.store(0);
            rcu.callRcu();
            busy.repeat();
            machine.cpu().stop();
        }));
        machine.boot(READER, true, idleLoop.procedure());
        return system(
                READER,
                "2 CPUs; CPU0 raises SCHEDULE on CPU1, takes an object away, has RCU free it, and does softirqs until it has; CPU1"
                        + " idles, and reads the object whenever it has");
    }

    /** The one with the callback idles: it must not sleep for ever when that is due. */
    static ClosedSystem updaterIdles(IdleCode code, Xen xen) {
        return new GracePeriod(code, xen).updaterIdles();
    }

    private ClosedSystem updaterIdles() {
        idleLoop.installPmIdle(handler);
        Procedure busy = machine.function("busy", () -> staysAwake(rcu.completed()));
        machine.boot(UPDATER, true, machine.procedure("updater", () -> {
            rcu.callRcu();
            idleLoop.procedure().call();
        }));
        machine.boot(READER, true, machine.procedure("other", () -> {
            busy.repeat();
            machine.cpu().stop();
        }));
        return system(
                UPDATER,
                "2 CPUs; CPU0 has RCU run a callback, and idles; CPU1 does softirqs until the grace period is over");
    }

    private int staysAwake(Word until) {
        softirq.doSoftirq();
        return until.load() != 0 ? Procedure.STOP : Procedure.AGAIN;
    }

    private ClosedSystem system(int idler, String bound) {
        return new SmallSystem(machine, bound + "; nothing else wakes a CPU; no time")
                .bound("RCU as of August 2026; a CPU with a callback queued stays awake, as before 2b936ea7b7 (else P4:"
                        + " docs/today.md), and default_idle tells RCU that it idles (else P9)")
                .and(RcuProperties.gracePeriodEnds(rcu))
                .and(RcuProperties.callbackIsRun(rcu, UPDATER))
                .sometimesAsleep(idler)
                .close();
    }
}
