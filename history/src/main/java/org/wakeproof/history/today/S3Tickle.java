// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.today;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.history.system.RunqueueSystem;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Changes;
import org.wakeproof.scenario.Settings;
import org.wakeproof.sched.y2026.KeepsScheduling;
import org.wakeproof.sched.y2026.RaisesOnEnable;
import org.wakeproof.sched.y2026.RaisesWithoutFence;
import org.wakeproof.sched.y2026.SuspendedRunqueue2026;
import org.wakeproof.softirq.Softirq;

/** P3: an idle CPU has been told of a unit as the machine suspends. */
final class S3Tickle extends CalibratedScenario {
    S3Tickle() {
        super(
                "s3-tickle",
                "a unit wakes as the machine suspends: does it run after the resume?",
                "VIOLATED  it has the CPU wake, but not schedule",
                Bug.harmless(Change.RAISES_ON_ENABLE, "repaired"),
                Bug.harmless(
                        Change.RAISES_WITHOUT_FENCE,
                        "repaired as well; with raises-on-itself and --memory tso: VIOLATED"),
                new Bug(Change.RAISES_ON_ITSELF, "as it is, and repaired where one of the repairs is given, too"),
                Bug.harmless(Change.KEEPS_SCHEDULING, "before c5d54d93a0"));
    }

    @Override
    protected String asIs() {
        return "VIOLATED  the CPU counts as told for ever, and is told no more (P3)";
    }

    @Override
    public ClosedSystem build(Settings settings) {
        TickledSleepers<SuspendedRunqueue2026> sleepers =
                new TickledSleepers<>(settings, 2, version(settings.changes()));
        RunqueueSystem<SuspendedRunqueue2026> system = sleepers.system();
        calibrate(settings, system.machine(), system.softirq());
        boolean raisesOnItself = settings.changes().has(Change.RAISES_ON_ITSELF);
        return system.waker(() -> {
                    sleepers.wake();
                    system.runqueue().pause(0);
                    system.runqueue().schedulerDisable();
                    if (raisesOnItself) {
                        system.softirq().raiseSoftirq(Softirq.SCHEDULE);
                    }
                    system.runqueue().schedulerEnable();
                    system.runqueue().unpause(0);
                })
                .close(
                        "A wakes and is paused with its domain, the machine suspends and resumes, and A goes on; CPU1 idles, CPU0"
                                + " is busy");
    }

    private static RunqueueSystem.Version<SuspendedRunqueue2026> version(Changes changes) {
        if (changes.has(Change.RAISES_ON_ENABLE)) {
            return RaisesOnEnable::new;
        }
        if (changes.has(Change.RAISES_WITHOUT_FENCE)) {
            return RaisesWithoutFence::new;
        }
        return changes.has(Change.KEEPS_SCHEDULING) ? KeepsScheduling::new : SuspendedRunqueue2026::new;
    }
}
