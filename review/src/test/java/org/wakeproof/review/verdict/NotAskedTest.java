// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.explorer.Options;
import org.wakeproof.report.Ansi;
import org.wakeproof.report.JsonEnvelope;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.IdleCode;

/** Of a file with several handlers one is asked, and all formats say which ones were not. */
class NotAskedTest {
    private static final String OFF = "{\n    local_irq_disable();\n";
    private static final String LOOK =
            "    if (softirq_pending(smp_processor_id()))\n        local_irq_enable();\n    else\n";
    private static final String SLEEP = "        safe_halt();\n}\n";
    private static final String TEXT = "void default_idle(void)\n" + OFF + LOOK + SLEEP
            + "void idle_loop(void)\n" + OFF + SLEEP
            + "void stop_this_cpu(void)\n" + OFF + "    for (;;) halt();\n}\n"
            + "int none(void)\n{\n    return 0;\n}\n";

    private static Review review(String function) {
        IdleCode code = IdleCode.read("own.c", TEXT, function, Bindings.builtIn());
        return Review.of(code, Options.defaults().withThreads(1).withMaxStates(1), false);
    }

    @Test
    void theOthersAreNamedUnlessOneWasAskedFor() {
        assertThat(review(null).notAsked()).containsExactly("idle_loop (line 9)");
        assertThat(review("default_idle").notAsked()).isEmpty();
        assertThat(review("idle_loop").notAsked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "TEXT, '(--function NAME asks one):'",
        "TEXT, '- idle_loop (line 9)'",
        "JSON, '\"notAsked\" : [ \"idle_loop (line 9)\" ]'",
        "SARIF, '\"text\" : \"idle_loop is an idle handler, too, and was not asked: --function idle_loop asks it\"'",
        "GITHUB, '::notice file=own.c,line=9,title=wakeproof::idle_loop is an idle handler, too, and was not asked'",
    })
    void eachFormatSaysSo(Format format, String said) {
        TextReview people = new TextReview(200, new Ansi(false), false, java.util.Optional.empty());
        assertThat(format.render(
                        new Comparison(review(null), null), people, new JsonEnvelope(null, null, null, null, null)))
                .contains(said);
    }
}
