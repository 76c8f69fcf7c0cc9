// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BindingsTest {
    private static final String SLEEPER = "void nap(void) { local_irq_disable(); doze(); }";

    @Test
    void aLaterLineWins() {
        Bindings bindings =
                Bindings.builtIn().and("mine", "call safe_halt nothing\ncall doze mwait # assumes it dozes\n");
        assertThat(bindings.call("safe_halt")).contains(BoundCall.NOTHING);
        assertThat(bindings.call("doze")).contains(BoundCall.MWAIT);
        assertThat(bindings.note("doze")).contains("it dozes");
    }

    /** What a file has as a weak definition does not go before what the table says, and each handler has an entry of its own. */
    @Test
    void aLineMayGoBeforeTheFilesOwnAndMayBeAboutOneHandler() {
        String text = "void doze(void) { }\n" + SLEEPER;
        Bindings call = Bindings.builtIn().and("mine", "call doze mwait");
        assertThat(IdleCode.read("n.c", text, "nap", call).sleeps()).isFalse();
        Bindings instead = call.and("mine", "instead doze mwait\nentry nap irqs_off");
        assertThat(IdleCode.read("n.c", text, "nap", instead).sleeps()).isTrue();
        assertThat(instead.entry("nap")).isEqualTo(Entry.IRQS_OFF);
        assertThat(instead.entry("doze")).isEqualTo(Entry.IRQS_ON);
        assertThatThrownBy(() -> call.and("mine", "entry nap drowsy"))
                .hasMessage("mine:1: 'entry nap drowsy' is no binding");
    }

    @Test
    void aLineThatMeansNothingIsNamed() {
        assertThatThrownBy(() -> Bindings.builtIn().and("mine", "\ncall doze sleep_well\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mine:2: 'call doze sleep_well' is no binding");
        assertThatThrownBy(() -> Bindings.builtIn().and("mine", "loop a|b")).hasMessageContaining("mine:1");
    }

    @Test
    void aUsersTableMakesAFunctionOfTheirsASleep() {
        assertThat(IdleCode.read("n.c", SLEEPER, "nap", Bindings.builtIn()).sleeps())
                .isFalse();
        Bindings bindings = Bindings.builtIn().and("mine", "call doze mwait");
        IdleCode code = IdleCode.read("n.c", SLEEPER, null, bindings);
        assertThat(code.function()).isEqualTo("nap");
        assertThat(code.sleeps()).isTrue();
        assertThat(code.assumptions().isNone()).isTrue();
    }

    /** A field is a C-state's by the name or the type of what it is a field of, not by its own name. */
    @Test
    void aTypeIsThatOfACState() {
        assertThat(reads("power->states[n].type")).isTrue();
        assertThat(reads("cx->type")).isTrue();
        assertThat(reads("chosen->type")).isTrue();
        assertThat(reads("dev->type")).isFalse();
    }

    private static boolean reads(String path) {
        String text = "void idle(struct acpi_processor_cx *chosen) { if (" + path + " == 9) safe_halt(); }";
        return IdleCode.read("n.c", text, "idle", Bindings.builtIn()).reads(BoundValue.CSTATE);
    }
}
