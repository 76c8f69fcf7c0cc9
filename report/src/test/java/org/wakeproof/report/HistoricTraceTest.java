// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Options;
import org.wakeproof.explorer.Result;
import org.wakeproof.history.Catalogue;
import org.wakeproof.history.Entry;

/** The trace of each bug of the catalogue. Refresh with -Dgolden.refresh=true, and read the difference before you commit it. */
@Execution(ExecutionMode.CONCURRENT)
class HistoricTraceTest {
    /** Its system is 60 million states; 'wakeproof fixes --mutants' explores it. */
    private static final String TOO_LARGE = "M9";

    /** Its loss takes half a minute to be found; with {@code -Dslow=true} only. */
    private static final String SLOW = "P19";

    private static final Path GOLDEN = Path.of("src/test/resources/fixes");

    static Stream<Entry> entries() {
        return Stream.of(
                        Catalogue.FIXES.stream(),
                        Catalogue.MUTANTS.stream().filter(HistoricTraceTest::isNew),
                        Catalogue.REFACTORINGS.stream(),
                        Catalogue.PLACES.stream())
                .flatMap(entries -> entries)
                .filter(entry -> !entry.id().equals(TOO_LARGE) && !entry.isControl())
                .filter(entry -> Boolean.getBoolean("slow") || !entry.id().equals(SLOW));
    }

    /** Some mutants put a historic bug back, and nothing else. */
    private static boolean isNew(Entry mutant) {
        return Catalogue.FIXES.stream().noneMatch(fix -> fix.before().equals(mutant.before()));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void traceIsStable(Entry entry) throws IOException {
        ClosedSystem system = entry.before().system();
        String trace =
                trace(system, entry.before().explore(system, Options.defaults().withThreads(1)));
        Path golden = GOLDEN.resolve(entry.id() + ".txt");
        if (Boolean.getBoolean("golden.refresh")) {
            Files.writeString(golden, trace);
        }
        assertThat(trace).as(entry.id()).isEqualTo(Files.readString(golden));
    }

    private static String trace(ClosedSystem system, Result result) {
        return result.trace()
                        .map(trace ->
                                new TextTrace(system, 100, new Ansi(false), false).render(trace, result.property()))
                        .orElse("")
                + Violation.orLimit(result) + "\n"
                + result.nearest()
                        .map(nearest -> String.join("\n", NearestPlaces.of(nearest)) + "\n")
                        .orElse("");
    }
}
