// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.State;
import org.wakeproof.machine.Word;

/** Searches that are stopped together: the one that runs, and those that are to come. */
class SearchesTest {
    private final Searches searches = new Searches();

    /** CPU0 counts to 3. */
    private static Explorer counting(Predicate<State> always) {
        Machine machine = new Machine(1);
        Word x = machine.word("x", 3, 0);
        machine.boot(0, false, machine.procedure("main", () -> {
            x.store(1);
            x.store(2);
            x.store(3);
        }));
        machine.seal();
        return new Explorer(
                machine,
                List.of(new Property.Always("always", always, state -> "not always")),
                Options.defaults().withThreads(1).withFusion(false));
    }

    @Test
    void whatNobodyStopsComesToItsEnd() {
        assertThat(searches.run(counting(state -> true)).verdict()).isEqualTo(Verdict.HOLDS);
        assertThat(searches.stopped()).isEmpty();
    }

    @Test
    void theOneThatRunsIsStopped() {
        Result result = searches.run(counting(state -> {
            searches.stop("a test");
            return true;
        }));
        assertThat(result.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(result.explanation()).isEqualTo("stopped by a test");
        assertThat(searches.stopped()).contains("a test");
    }

    @Test
    void whatComesLaterIsStopped() {
        searches.stop("a test");
        assertThat(searches.run(counting(state -> true)).explanation()).isEqualTo("stopped by a test");
    }

    @Test
    void whatIsOverIsNotStopped() {
        Explorer explorer = counting(state -> true);
        searches.run(explorer);
        searches.stop("a test");
        assertThat(explorer.run().verdict()).isEqualTo(Verdict.HOLDS);
    }
}
