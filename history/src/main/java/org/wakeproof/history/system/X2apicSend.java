// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import java.util.List;
import java.util.Set;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.softirq.history.SendsWithoutFence;
import org.wakeproof.softirq.history.X2apicCall;

/** F39, the first half: CPU0 calls a function on CPU1 through an x2APIC. */
final class X2apicSend extends HistoricScenario {
    private static final int CPUS = 2;

    X2apicSend() {
        super(
                "x2apic-send",
                "a CPU says what to do, and interrupts another by WRMSR: does that see it?",
                new Bug(Change.SENDS_WITHOUT_FENCE, "the interrupt overtakes the store, with --memory tso (F39)"));
    }

    @Override
    public Set<String> takes() {
        return Set.of("change", "memory");
    }

    @Override
    public List<String> options() {
        return List.of(
                "--change sends-without-fence   send_IPI_mask_x2apic as before 944e533ffb (2008)",
                "--memory tso                   stores wait in buffers, as on x86");
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "as is                              HOLDS",
                "sends-without-fence --memory tso   VIOLATED  (with sc: HOLDS)  the interrupt overtakes the store (F39)");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, CPUS);
        X2apicCall call = settings.changes().has(Change.SENDS_WITHOUT_FENCE)
                ? new SendsWithoutFence(machine)
                : new X2apicCall(machine);
        machine.boot(0, true, machine.procedure("caller", () -> {
            call.onSelectedCpus(0b10);
            machine.cpu().stop();
        }));
        machine.boot(1, true, machine.procedure("busy", () -> machine.cpu().stop()));
        Word started = call.started();
        return new SmallSystem(machine, "CPU0 calls once")
                .and(new Property.Sometimes("CPU1 is called", state -> state.get(started.field()) == 1))
                .close();
    }
}
