// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.Softirq;
import org.wakeproof.softirq.history.PostedInterrupts;
import org.wakeproof.softirq.history.SuppressesNotification;

/** F36: CPU0 posts two interrupts to a vCPU that runs on CPU1. */
final class PostedInterrupt extends HistoricScenario {
    private static final int CPUS = 2;
    private static final int TARGET = 1;
    private static final int VECTORS = 2;

    PostedInterrupt() {
        super(
                "posted-interrupt",
                "interrupts are posted to a vCPU in guest mode: does it get them all?",
                new Bug(Change.SUPPRESSES_NOTIFICATION, "a softirq bit that nobody clears stops the second one (F36)"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, CPUS);
        Softirq softirq = new Softirq(machine);
        PostedInterrupts posted = settings.changes().has(Change.SUPPRESSES_NOTIFICATION)
                ? new SuppressesNotification(machine, softirq, TARGET, VECTORS)
                : new PostedInterrupts(machine, softirq, TARGET, VECTORS);
        machine.boot(0, true, machine.procedure("device model", () -> {
            for (int vector = 0; vector < VECTORS; vector++) {
                posted.vmxDeliverPostedIntr(vector);
            }
            machine.cpu().stop();
        }));
        machine.boot(TARGET, true, machine.procedure("vCPU", posted::vmxDoVmentry));
        Word pir = posted.pir();
        return new SmallSystem(machine, "CPU0 posts A and B, once each; the vCPU never leaves guest mode by itself")
                .and(
                        TARGET,
                        pir,
                        new Property.Leaves(
                                "what is posted reaches the vCPU",
                                state -> state.get(pir.field()) != 0,
                                state -> "the vCPU on CPU1 may never see what is posted to it"))
                .and(new Property.Sometimes("a vector is posted at times", state -> state.get(pir.field()) != 0))
                .close();
    }
}
