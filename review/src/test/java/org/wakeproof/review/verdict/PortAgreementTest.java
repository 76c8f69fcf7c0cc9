// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Explorer;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.explorer.Searches;
import org.wakeproof.history.Scenarios;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;
import org.wakeproof.review.Xen;
import org.wakeproof.scenario.GivenOptions;
import org.wakeproof.scenario.Scenario;
import org.wakeproof.scenario.Settings.Variant;
import org.wakeproof.scenario.SettingsParser;

/** Each version of the entry, once as a port in Java and once as C of our own: what is found must be the same. */
class PortAgreementTest {
    private static final String CHECK =
            "local_irq_disable(); if (softirq_pending(cpu)) { local_irq_enable(); UNDO return; }";
    private static final String SLEEP = """
            switch (cx->type) {
            case ACPI_STATE_C1:
                mwait(cx->address, 1);
                local_irq_enable();
                break;
            default:
                lapic_timer_off();
                mwait(cx->address, 1);
                local_irq_enable();
                lapic_timer_on();
            }
            """;

    private static final List<Situation> SITUATIONS = List.of(
            new Situation("idle-once", Map.of("cstate", "c3", "timers", "none")),
            new Situation("idle-once", Map.of("cstate", "any", "rounds", "2")),
            new Situation("tick-under-guest", Map.of("rounds", "1")),
            new Situation("singleshot", Map.of("rounds", "1")),
            new Situation("offline", Map.of()));

    private static String text(Variant variant) {
        String undone = CHECK.replace("UNDO", "sched_tick_resume();");
        String pass = "if (softirq_pending(cpu)) do_softirq();";
        String suspend = "sched_tick_suspend();";
        String entry = switch (variant) {
            case V0 -> CHECK.replace("UNDO", "");
            case V1 -> CHECK.replace("UNDO", "") + suspend;
            case V1_ALT -> suspend + undone;
            case V2 -> suspend + pass + undone;
            case TIMERS_ONLY -> suspend + "process_pending_timers();" + undone;
            case V2_ONLINE -> suspend + pass + undone.replace("(softirq_pending(cpu))", "(!cpu_is_haltable(cpu))");
            case NO_CHECK -> "local_irq_disable();";
        };
        boolean resumes = variant != Variant.V0 && variant != Variant.NO_CHECK;
        return "void own_idle(struct state *cx) {" + entry + SLEEP + (resumes ? "sched_tick_resume();" : "") + "}";
    }

    @ParameterizedTest
    @EnumSource
    void theSameIsFound(Variant variant) {
        IdleCode code = IdleCode.read("own.c", text(variant), null, Bindings.builtIn());
        Options options = Options.defaults().withThreads(2);
        for (Situation situation : SITUATIONS) {
            Result port = port(situation, variant, options);
            Result interpreted = situation
                    .explore(code, Xen.XEN_2009, options, new Searches())
                    .result();
            assertThat(interpreted.verdict()).as("%s in %s", variant, situation).isEqualTo(port.verdict());
            assertThat(interpreted.property()).isEqualTo(port.property());
        }
    }

    private static Result port(Situation situation, Variant variant, Options options) {
        Scenario scenario = Scenarios.named(situation.scenario());
        ClosedSystem system = scenario.build(SettingsParser.parse(GivenOptions.complete(scenario, situation.given()))
                .withIdleHandler(variant));
        return new Explorer(system.machine(), system.properties(), options).run();
    }
}
