// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.wakeproof.report.TextTrace;
import org.wakeproof.timed.scenario.Outcome;
import org.wakeproof.timed.scenario.Outcome.Curve;
import org.wakeproof.timed.scenario.Outcome.Figure;
import org.wakeproof.timed.scenario.Outcome.Point;
import org.wakeproof.timed.scenario.Outcome.Table;

/** Runs as text: the figures side by side, and the tables of each run where there are few. */
public final class TextRuns {
    private static final int MOST_WITH_TABLES = 4;
    /** A curve of more is for the page. */
    private static final int MOST_POINTS = 20;

    private final Runs runs;
    private final int width;
    private final StringBuilder text = new StringBuilder();

    /**
     * Runs for a screen.
     *
     * @param width in columns; what is wider is told row by row
     */
    public TextRuns(Runs runs, int width) {
        this.runs = runs;
        this.width = width;
    }

    /** The text. */
    public String render() {
        heading(runs.title());
        text.append('\n');
        figures();
        if (runs.all().size() <= MOST_WITH_TABLES) {
            runs.all().forEach(this::tables);
        }
        return text.toString();
    }

    private void figures() {
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>();
        head.add("");
        runs.all().forEach(run -> head.add(runs.label(run)));
        rows.add(head);
        List<Figure> first = runs.all().get(0).figures();
        for (Figure figure : first) {
            List<String> row = new ArrayList<>();
            row.add(Numbers.named(figure.name(), figure.unit()));
            runs.all().forEach(run -> row.add(Numbers.plain(run.figure(figure.name()))));
            rows.add(row);
        }
        aligned(rows);
    }

    private void tables(Outcome run) {
        for (Curve curve : run.curves()) {
            if (curve.points().size() > MOST_POINTS) {
                continue;
            }
            text.append('\n');
            heading(runs.label(run) + ": " + curve.title());
            aligned(List.of(
                    row(curve.x().name(), curve.points(), Point::x),
                    row(curve.y().name(), curve.points(), Point::y)));
        }
        for (Table table : run.tables()) {
            if (table.rows().isEmpty()) {
                continue;
            }
            text.append('\n');
            heading(runs.label(run) + ", " + table.title());
            List<List<String>> rows = new ArrayList<>();
            rows.add(table.columns());
            table.rows().forEach(row -> rows.add(row.stream().map(Numbers::of).toList()));
            aligned(rows);
        }
    }

    private static List<String> row(String name, List<Point> points, ToDoubleFunction<Point> number) {
        List<String> row = new ArrayList<>(List.of(name));
        points.forEach(point -> row.add(Numbers.plain(number.applyAsDouble(point))));
        return row;
    }

    private void heading(String words) {
        List<String> lines = new ArrayList<>();
        TextTrace.wrap(words, width, "  ", lines);
        lines.forEach(line -> text.append(line).append('\n'));
    }

    /** The first column to the left, the others to the right; row by row where that is wider than the screen. */
    private void aligned(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        if (2L * columns + Arrays.stream(widths).sum() > width) {
            oneBelowTheOther(rows);
            return;
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder("  ");
            for (int i = 0; i < columns; i++) {
                String padding = " ".repeat(widths[i] - row.get(i).length());
                line.append(i == 0 ? row.get(i) + padding : "  " + padding + row.get(i));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    /** Of each row its name, and below it each column with its name. */
    private void oneBelowTheOther(List<List<String>> rows) {
        List<String> heads = rows.get(0);
        if (rows.size() == 2 && heads.size() > 2) {
            // Two rows of numbers, each behind its name: a curve.
            aligned(IntStream.range(0, heads.size())
                    .mapToObj(i -> List.of(heads.get(i), rows.get(1).get(i)))
                    .toList());
            return;
        }
        for (List<String> row : rows.subList(1, rows.size())) {
            indented(heads.get(0).isEmpty() ? row.get(0) : heads.get(0) + ": " + row.get(0), "  ");
            for (int i = 1; i < row.size(); i++) {
                indented((heads.get(i) + "  " + row.get(i)).strip(), "      ");
            }
        }
    }

    private void indented(String words, String indent) {
        List<String> lines = new ArrayList<>();
        TextTrace.wrap(words, width - indent.length(), "  ", lines);
        lines.forEach(line -> text.append(indent).append(line).append('\n'));
    }
}
