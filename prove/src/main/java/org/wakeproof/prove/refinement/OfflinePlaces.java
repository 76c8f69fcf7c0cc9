// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.refinement;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wakeproof.explorer.Unreduced.Call;
import org.wakeproof.machine.Operation.Load;
import org.wakeproof.prove.idle.Main;

/** The places that only CPUs which go offline have: the test at the top of idle_loop, stop_machine, and play_dead. */
final class OfflinePlaces {
    /** A cell that only such systems have. */
    static final String STATE = "stopmachine_data.state";

    /** Who is online. */
    static final String MAP = "cpu_online_map";

    private static final String STOPPING = "stopmachine_softirq";
    private static final String ROUND = "idle_loop round";
    private static final String HANDLER = "acpi_processor_idle";
    private static final String ENTRY = "acpi_processor_idle entry";
    private static final String SLEEP = "acpi_processor_idle sleep";

    /** Procedures in which, and in what they call, nothing of the idle path is visible but softirq bits and cpu_online_map. */
    private static final Set<String> RUNNING =
            Set.of("return to guest", STOPPING, "STOPMACHINE softirq", "SCHEDULE softirq");

    /** What has places of its own wherever it is called. */
    private static final Set<String> OTHERS = Set.of("timer_softirq_action", ENTRY, SLEEP);

    private OfflinePlaces() {}

    /** The place of the main program where it is none of those of other systems. */
    static Optional<Main> main(List<Call> stack, boolean isOn, boolean isOnline) {
        if (stack.isEmpty()) {
            return Optional.of(isOn ? Main.RUNNING : Main.DEAD);
        }
        Call innermost = stack.get(stack.size() - 1);
        String here = innermost.procedure();
        if (here.equals(ROUND) && !isOn) {
            return Optional.of(Main.DEAD);
        } else if (here.equals(ENTRY) && isLoadOfMap(innermost)) {
            // Nobody but the CPU itself takes it off the map, and it has its interrupts off: what it will find is
            // known.
            return Optional.of(isOnline ? Main.SELECT : Main.TURN_BACK);
        } else if (here.equals(HANDLER) && !isOn) {
            return Optional.of(Main.SELECT);
        }
        return isRunning(stack) ? Optional.of(Main.RUNNING) : Optional.empty();
    }

    /** By the innermost procedure that says. */
    private static boolean isRunning(List<Call> stack) {
        for (int at = stack.size() - 1; at >= 0; at--) {
            String procedure = stack.get(at).procedure();
            if (RUNNING.contains(procedure) || OTHERS.contains(procedure)) {
                return RUNNING.contains(procedure);
            }
        }
        return false;
    }

    /** Whether the CPU is in __cpu_disable, so far that its LAPIC timer is masked. */
    static boolean isStopping(List<Call> stack, boolean isOnline, boolean isMasked) {
        return isOnline
                && isMasked
                && stack.stream().anyMatch(call -> call.procedure().equals(STOPPING));
    }

    private static boolean isLoadOfMap(Call call) {
        return call.next()
                .filter(next -> next instanceof Load load && load.cell().name().equals(MAP))
                .isPresent();
    }

    /** Whether the test of cpu_online_map is behind the CPU, and it has not come back from the idle handler. */
    static boolean isInIdleHandler(List<Call> stack) {
        return stack.stream().anyMatch(call -> call.procedure().equals(HANDLER));
    }
}
