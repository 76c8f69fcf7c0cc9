// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Bad input is refused in one line. */
class BadInputTest {
    static final String GOOD = """
            #define DEEPEST 3
            static void enter(struct state *cx)
            {
                switch ( cx->entry_method )
                {
                case ACPI_CSTATE_EM_FFH:
                    __monitor(current, 0, 0);
                    __mwait(cx->address, 1);
                    return;
                default:
                    safe_halt();
                }
            }
            static void acpi_processor_idle(void)
            {
                struct state *cx = choose(&power), *old;
                int i = 0;
            again:
                sched_tick_suspend();
                process_pending_timers();
                local_irq_disable();
            #ifdef CONFIG_ODD
                if ( i++ < DEEPEST && odd ) goto again;
            #endif
                if ( softirq_pending(smp_processor_id()) || !cx )
                {
                    local_irq_enable();
                    sched_tick_resume();
                    return;
                }
                do { old = cx; cx = &power.states[i]; } while ( cx->type > 2 && --i );
                lapic_timer_off();
                enter(cx);
                local_irq_enable();
                lapic_timer_on();
                for ( i = 0; i < count; i++ ) power.usage[i] += (t2 > t1) ? t2 - t1 : ~0u;
                sched_tick_resume();
            }
            """;

    static String reading(String text) {
        try {
            IdleCode code = IdleCode.read("fuzz.c", text, null, Bindings.builtIn());
            code.assumptions();
            return "";
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    @Test
    void theGoodTextIsUnderstood() {
        IdleCode code = IdleCode.read("good.c", GOOD, null, Bindings.builtIn());
        assertThat(code.sleeps()).isTrue();
        assertThat(code.assumptions().unsupported()).isEmpty();
    }

    @Test
    void whatIsNotCSaysSoInOneLine() {
        assertThat(reading("\0\1\2ELF")).isEqualTo("fuzz.c is a binary file, not C");
        assertThat(reading("namespace xen {\nclass A { };\n}")).isEqualTo("fuzz.c is C++, not C");
        assertThat(reading("")).isEqualTo("fuzz.c has no C function that could be read: it is empty");
        assertThat(reading("Dear all, this is a letter."))
                .startsWith("fuzz.c has no C function that could be read: line 1 is no C: ");
        assertThat(reading("int f(void) { return 1; }")).startsWith("fuzz.c has no function that goes to sleep");
        assertThatThrownBy(() -> IdleCode.read("good.c", GOOD, "nothing_idle", Bindings.builtIn()))
                .hasMessage("good.c has no function 'nothing_idle'; it has acpi_processor_idle");
    }

    /** A revision may touch any file: what never sleeps is not run through all that it can do. */
    @Test
    void aLongFunctionThatNeverSleepsIsNoHandler() {
        StringBuilder text = new StringBuilder(GOOD + "void daemon(void) {");
        IntStream.range(0, 400).forEach(at -> text.append(" if ( a" + at + " ) { x" + at + " = 1; mb(); }"));
        IntStream.range(0, 400).forEach(at -> text.append(" if ( x" + at + " ) mb();"));
        String file = text.append(" }").toString();
        assertThat(assertTimeoutPreemptively(
                        Duration.ofSeconds(60),
                        () -> IdleHandlers.of("good.c", file, Bindings.builtIn())
                                .asked()))
                .containsExactly("acpi_processor_idle");
    }

    @Test
    void deepNestingIsNoTrouble() {
        for (String piece : new String[] {"(", "{", "if (x) ", "!", "a[", "x ? "}) {
            String text = "void acpi_processor_idle(void) { " + piece.repeat(10_000) + " safe_halt(); }";
            assertThat(reading(text)).doesNotContain("\n");
        }
    }
}
