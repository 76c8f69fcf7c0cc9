// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which functions of a file are asked whether they lose wake-ups. */
class IdleHandlersTest {
    private static IdleHandlers of(String... functions) {
        return IdleHandlers.of("own.c", String.join("\n", functions), Bindings.builtIn());
    }

    /** As acpi_dead_idle, machine_halt, mce_panic_check and do_nmi_crash do it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "local_irq_disable(); for ( ; ; ) halt();",
                "while ( 1 ) { clflush(cx); __monitor(cx, 0, 0); mb(); __mwait(cx->address, 0); }",
                "if ( is_panicking ) { local_irq_enable(); for ( ; ; ) halt(); }",
                "if ( softirq_pending(smp_processor_id()) ) return; for ( ; ; ) asm volatile ( \"hlt\" );",
                "wbinvd(); again: halt(); goto again;",
                "if ( cx ) for ( ; ; ) halt(); do { inb(cx->address); inl(port); } while ( 1 );",
            })
    void whoNeverDoesAnythingAgainStopsItsCpu(String body) {
        assertThat(of("void stop(void) { " + body + " }")).isEqualTo(new IdleHandlers(List.of(), List.of("stop")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "local_irq_disable(); halt();",
                "for ( ; ; ) safe_halt();",
                "for ( ; ; ) { halt(); local_irq_enable(); }",
                "for ( ; ; ) { halt(); do_softirq(); }",
                "for ( ; ; ) { if ( !softirq_pending(smp_processor_id()) ) halt(); }",
                "for ( ; ; ) { if ( !*(&softirq_pending(0)) ) halt(); }",
                "for ( ; ; ) { halt(); somebodys_work(); }",
                "for ( ; ; ) { halt(); if ( x ) break; }",
                "for ( ; x; ) halt();",
                "for ( ; ; ) pm_idle_save();",
            })
    void anyOtherThatSleepsIsAsked(String body) {
        assertThat(of("void own(void) { " + body + " }")).isEqualTo(new IdleHandlers(List.of("own"), List.of()));
    }

    /** As default_dead_idle since May 2019: play_dead goes round it. */
    @Test
    void whatADeadCpuDoesIsNoHandlerWhereItReturns() {
        assertThat(of("void own_dead_idle(void) { wbinvd(); halt(); }").parking())
                .containsExactly("own_dead_idle");
        assertThat(of("void own_deadline(void) { wbinvd(); halt(); }").asked()).containsExactly("own_deadline");
    }

    @Test
    void whatHasTheNameOfAHandlerIsAskedWhateverItDoes() {
        assertThat(of("void default_idle(void) { for ( ; ; ) halt(); }").asked())
                .containsExactly("default_idle");
    }

    @Test
    void whatOthersCallIsPartOfThem() {
        assertThat(of("void rest(void) { safe_halt(); }", "void own(void) { rest(); }")
                        .asked())
                .containsExactly("own");
    }

    /** So a file with one handler needs no --function, whatever stops CPUs beside it. */
    @Test
    void theOnlyOneThatWakesIsTheHandler() {
        String text = "void dead(void) { for ( ; ; ) halt(); }\nvoid own(void) { safe_halt(); }";
        assertThat(IdleCode.read("own.c", text, null, Bindings.builtIn()).function())
                .isEqualTo("own");
    }
}
