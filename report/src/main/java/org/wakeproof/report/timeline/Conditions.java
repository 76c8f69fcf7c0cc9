// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.wakeproof.explorer.Trace.TraceStep;
import org.wakeproof.machine.Cpu;
import org.wakeproof.machine.CpuOperation.ReturnFromInterrupt;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.SleepState;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Step;
import org.wakeproof.report.timeline.Condition.Activity;

/** What each CPU is in, from one step of a trace to the next. */
final class Conditions {
    private final Machine machine;
    /** The interrupts whose handlers each CPU is in, the innermost first. */
    private final List<Deque<String>> handlers = new ArrayList<>();

    Conditions(Machine machine) {
        this.machine = machine;
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            handlers.add(new ArrayDeque<>());
        }
    }

    List<Condition> after(TraceStep step) {
        if (step.isInterrupt()) {
            handlers.get(step.cpu())
                    .push(machine.vectors().get(Step.detail(step.step())).toString());
        } else if (step.operation() instanceof ReturnFromInterrupt) {
            handlers.get(step.cpu()).poll();
        }
        List<Condition> all = new ArrayList<>();
        for (int cpu = 0; cpu < machine.cpuCount(); cpu++) {
            all.add(of(step.after(), machine.cpu(cpu)));
        }
        return List.copyOf(all);
    }

    private Condition of(State state, Cpu cpu) {
        Activity activity = activity(state, cpu);
        String title = switch (activity) {
            case ASLEEP -> "asleep in " + cpu.sleepState(state);
            case GUEST -> "in the guest";
            case HANDLER ->
                "in the handler of the " + handlers.get(cpu.number()).peek() + " interrupt";
            case INTERRUPTS_OFF -> "interrupts off";
            case RUNNING -> "running";
        };
        int buffered = machine.isTotalStoreOrder()
                ? machine.bufferedStores(state, cpu.number()).size()
                : 0;
        return new Condition(activity, title, cpu.interruptRequests(state) != 0, buffered);
    }

    private Activity activity(State state, Cpu cpu) {
        if (cpu.isAsleep(state)) {
            return Activity.ASLEEP;
        }
        if (cpu.sleepState(state) == SleepState.GUEST) {
            return Activity.GUEST;
        }
        if (!handlers.get(cpu.number()).isEmpty()) {
            return Activity.HANDLER;
        }
        return cpu.interruptsEnabled(state) ? Activity.RUNNING : Activity.INTERRUPTS_OFF;
    }
}
