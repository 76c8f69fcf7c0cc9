// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.List;
import java.util.Set;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.Vcpu;
import org.wakeproof.sched.Vcpu.Start;
import org.wakeproof.sched.Vcpus;
import org.wakeproof.sched.guest.Events;
import org.wakeproof.sched.guest.GuestCode;

/** A vCPU is switched in while another domain sends it an event: Dekker's pattern between is_running and upcall_pending. */
final class SwitchIn implements Scenario {
    @Override
    public String name() {
        return "switch-in";
    }

    @Override
    public String summary() {
        return "a vCPU is switched in just when an event comes: is it interrupted, or does it look?";
    }

    @Override
    public Set<String> takes() {
        return Set.of("change", "memory");
    }

    @Override
    public List<Change> changes() {
        return GuestBlueprints.changes(Change.SWITCHES_WITHOUT_FENCE, Change.STOPS_TIMER_WITHOUT_FENCE);
    }

    @Override
    public List<String> options() {
        return List.of(
                "--change switches-without-fence      context_saved without its fence",
                "--change stops-timer-without-fence   nor is stopping the periodic timer a fence",
                "--memory tso    stores wait in buffers, as on x86");
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "as is, or one of the changes   HOLDS     each of the two fences is enough",
                "both changes with tso          VIOLATED  the guest goes on without the event (with sc: HOLDS)");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Vcpus.Guest dom0 = Vcpus.Guest.single("dom0", 1, Vcpu.Shape.on(0, 0b01, Start.RUNNING));
        Vcpus.Guest yielder = Vcpus.Guest.single("yielder", 0, Vcpu.Shape.on(1, 0b10, Start.RUNNING));
        Vcpus.Guest dom1 = Vcpus.Guest.single("dom1", 1, Vcpu.Shape.on(1, 0b10, Start.RUNNABLE));
        XenSystem system = new XenSystem(GuestBlueprints.of(settings).halts().guests(dom0, yielder, dom1));
        Vcpu v = system.guest(2);
        system.eventChannels().bindInterdomain(system.guest(0).domain(), 0, v, 0);
        system.guests()
                .run(
                        system.guest(0),
                        new GuestCode()
                                .hypercall(() -> system.eventChannels()
                                        .evtchnSend(system.guest(0).domain(), 0))
                                .compute());
        system.guests()
                .run(
                        system.guest(1),
                        new GuestCode().hypercall(system.schedOp()::doYield).compute());
        Word noted = GuestBlueprints.noted(system, v);
        system.guests().run(v, Events.handler(new GuestCode().compute(), v, noted));
        return new SystemProperties(system.seal())
                .and(new Property.Leaves(
                        "an event is told to the guest that runs",
                        state -> isUntold(state, system, v),
                        state -> v + " runs, and may never be told of the event that is pending and not masked"))
                .lockDiscipline()
                .close();
    }

    private static boolean isUntold(State state, XenSystem system, Vcpu v) {
        return state.get(system.vcpus().current().of(1).field()) == v.number()
                && state.get(v.evtchnUpcallPending().field()) != 0
                && state.get(v.evtchnUpcallMask().field()) == 0;
    }
}
