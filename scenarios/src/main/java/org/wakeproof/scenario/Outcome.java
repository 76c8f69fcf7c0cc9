// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import org.wakeproof.machine.State;
import org.wakeproof.machine.TimeCell;
import org.wakeproof.machine.Word;
import org.wakeproof.sched.Vcpu;

/** What a system looks like in a state, in words: each CPU, then each vCPU of a guest. */
final class Outcome {
    private final XenSystem system;

    Outcome(XenSystem system) {
        this.system = system;
    }

    String describe(State state) {
        String text = "";
        for (int cpu = 0; cpu < system.settings().cpus(); cpu++) {
            text += (cpu == 0 ? "" : "; ") + cpu(state, cpu);
        }
        for (Vcpu vcpu : system.vcpus().ofGuests()) {
            text += "; " + vcpu(state, vcpu);
        }
        return text;
    }

    private String cpu(State state, int cpu) {
        String text = "CPU" + cpu + " "
                + (system.machine().cpu(cpu).isAsleep(state)
                        ? "sleeps in " + system.machine().cpu(cpu).sleepState(state)
                        : "awake")
                + (system.machine().cpu(cpu).interruptsEnabled(state) ? "" : ", interrupts off")
                + ", IRR " + system.machine().cpu(cpu).interruptRequests(state)
                + ", pending " + format(state, system.softirq().softirqPending(cpu));
        if (system.vcpus().hasGuests()) {
            text += ", runs " + format(state, system.vcpus().current().of(cpu));
        }
        if (system.timers() == null) {
            return text;
        }
        TimeCell deadline = system.timers().timerDeadline().of(cpu);
        TimeCell count = system.apic().timer().count(cpu);
        boolean masked = state.get(system.apic().timer().mask(cpu).field()) != 0;
        return text + ", deadline " + deadline.format(state.get(deadline.field())) + ", LAPIC timer "
                + count.format(state.get(count.field())) + (masked ? " (masked)" : "");
    }

    private static String vcpu(State state, Vcpu vcpu) {
        return vcpu + " at CPU" + state.get(vcpu.processor().field())
                + (state.get(vcpu.isRunning().field()) == 0 ? "" : ", running")
                + ", pause_flags " + format(state, vcpu.pauseFlags())
                + ", upcall " + format(state, vcpu.evtchnUpcallPending());
    }

    private static String format(State state, Word word) {
        return word.format(state.get(word.field()));
    }
}
