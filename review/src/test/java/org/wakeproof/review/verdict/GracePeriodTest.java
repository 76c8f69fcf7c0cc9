// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Searches;
import org.wakeproof.explorer.Verdict;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.Xen;

/** RCU does not wait for CPUs that say that they idle, and so needs to know when they do, and when they no longer do. */
class GracePeriodTest {
    private static Finding finding(String scenario, String steps) {
        String body = steps.replace("ENTER", "rcu_idle_enter(cpu);")
                .replace("EXIT", "rcu_idle_exit(cpu);")
                .replace("PASS", "process_pending_softirqs();")
                .replace("LOOK", "local_irq_disable(); if (!cpu_is_haltable(cpu)) { local_irq_enable(); UNDO return; }")
                .replace(
                        "PENDING",
                        "local_irq_disable(); if (softirq_pending(cpu)) { local_irq_enable(); UNDO return; }")
                .replace("RCU", "if (rcu_needs_cpu(cpu)) { local_irq_enable(); UNDO return; }")
                .replace("AGAIN", "if (softirq_pending(cpu)) { local_irq_enable(); UNDO return; }")
                .replace("UNDO", steps.contains("NOUNDO") ? "" : "rcu_idle_exit(cpu);")
                .replace("NO", "")
                .replace(
                        "DEEP SLEEP", "if (cx->type == 3) mwait(cx->address, 1); else safe_halt(); local_irq_enable();")
                .replace("SLEEP", "safe_halt();");
        String text =
                "void own_idle(void) {\nunsigned int cpu = smp_processor_id();\nstruct acpi_processor_cx *cx = choose();\n"
                        + body.replaceAll("([;}]) ", "$1\n") + "\n}";
        IdleCode code = IdleCode.read("own.c", text, null, Bindings.builtIn());
        return new Situation(scenario, Map.of())
                .explore(code, Xen.TODAY, Options.defaults().withThreads(1), new Searches());
    }

    /** The likeliest cause, with its line. */
    private static void assertIs(Finding finding, Verdict verdict, String cause) {
        assertThat(finding.verdict()).isEqualTo(verdict);
        String found = finding.causes().isEmpty()
                ? ""
                : finding.causes().get(0).kind().name() + " "
                        + finding.code().file().line(finding.line()).strip();
        assertThat(found).isEqualTo(cause);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource({
        "ENTER PASS LOOK SLEEP EXIT, HOLDS, ''",
        "ENTER LOOK SLEEP EXIT, HOLDS, ''",
        // Nobody waits for it where it reads.
        "ENTER PASS LOOK SLEEP, VIOLATED, STAYS_IDLE_FOR_RCU rcu_idle_enter(cpu);",
        "ENTER PASS LOOK SLEEP EXIT NOUNDO, VIOLATED, STAYS_IDLE_FOR_RCU rcu_idle_enter(cpu);",
        // A grace period that begins behind the look waits for a CPU that sleeps.
        "LOOK ENTER SLEEP EXIT, VIOLATED, TELLS_RCU_LATE rcu_idle_enter(cpu);",
        // A second look at the softirqs alone does not see that RCU waits.
        "LOOK ENTER AGAIN SLEEP EXIT, VIOLATED, TELLS_RCU_LATE rcu_idle_enter(cpu);",
        "PASS LOOK SLEEP EXIT, VIOLATED, NEVER_TELLS_RCU safe_halt();",
        "ENTER EXIT LOOK SLEEP, VIOLATED, NEVER_TELLS_RCU safe_halt();",
        // On its way into a deep state alone.
        "ENTER LOOK DEEP SLEEP EXIT, HOLDS, ''",
        "ENTER LOOK DEEP SLEEP if (cx->type != 3) EXIT, VIOLATED, STAYS_IDLE_FOR_RCU rcu_idle_enter(cpu);",
        "if (cx->type != 3) ENTER LOOK DEEP SLEEP EXIT, VIOLATED, 'NEVER_TELLS_RCU if (cx->type == 3) mwait(cx->address, 1);'"
    })
    void aReaderIdles(String steps, Verdict verdict, String cause) {
        assertIs(finding(Situation.RCU_READER, steps), verdict, cause);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource({
        "ENTER PASS LOOK SLEEP EXIT, HOLDS, ''",
        // What cpu_is_haltable asks, by itself.
        "ENTER PASS PENDING RCU SLEEP EXIT, HOLDS, ''",
        "ENTER PASS RCU PENDING SLEEP EXIT, HOLDS, ''",
        // Nobody wakes it when its callback is due (F19).
        "ENTER PASS PENDING SLEEP EXIT, VIOLATED, DOES_NOT_ASK_RCU if (softirq_pending(cpu)) { local_irq_enable();"
    })
    void aCpuWithACallbackIdles(String steps, Verdict verdict, String cause) {
        assertIs(finding(Situation.RCU_CALLBACK, steps), verdict, cause);
    }
}
