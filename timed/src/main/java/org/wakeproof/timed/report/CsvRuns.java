// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wakeproof.timed.scenario.Outcome;
import org.wakeproof.timed.scenario.Outcome.Figure;

/** Runs as comma-separated values: a line for each run, with its parameters and its figures. */
public final class CsvRuns {
    private final Runs runs;

    public CsvRuns(Runs runs) {
        this.runs = runs;
    }

    /** The lines, the first with the names. */
    public String render() {
        Outcome first = runs.all().get(0);
        List<String> names = List.copyOf(first.parameters().keySet());
        StringBuilder csv = new StringBuilder();
        csv.append(line(Stream.of(
                        Stream.of("scenario", "variant", "seed", "seconds"),
                        names.stream(),
                        first.figures().stream().map(figure -> Numbers.named(figure.name(), figure.unit())))
                .flatMap(each -> each)));
        for (Outcome run : runs.all()) {
            csv.append(line(Stream.of(
                            Stream.of(
                                    run.scenario(),
                                    run.variant(),
                                    Long.toString(run.seed()),
                                    Double.toString(run.seconds())),
                            names.stream().map(name -> run.parameters().get(name)),
                            run.figures().stream().map(Figure::value).map(CsvRuns::number))
                    .flatMap(each -> each)));
        }
        return csv.toString();
    }

    private static String line(Stream<String> values) {
        return values.map(CsvRuns::quoted).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private static String quoted(String value) {
        return value.matches("[^\",\r\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
