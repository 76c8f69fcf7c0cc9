// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.wakeproof.explorer.Verdict;

/**
 * A table whose rows unfold, and which the reader filters by some of its columns. All texts are plain; they are escaped
 * here.
 */
public final class Cases {
    private static final String VERDICTS = "HOLDS|VIOLATED|INCOMPLETE";

    private final List<String> filters;
    private final List<Row> rows = new ArrayList<>();

    private record Row(String id, Map<String, String> cells, String title, HtmlReport details) {}

    /**
     * @param filters the columns by which rows can be chosen
     */
    public Cases(List<String> filters) {
        this.filters = List.copyOf(filters);
    }

    /**
     * Adds a row.
     *
     * @param id of the row, as an address in the page
     * @param cells by column
     * @param title what it is about, the last and widest column
     * @param details what is below it when it is unfolded
     */
    public Cases add(String id, Map<String, String> cells, String title, HtmlReport details) {
        rows.add(new Row(id, new LinkedHashMap<>(cells), title, details));
        return this;
    }

    String html() {
        StringBuilder html = new StringBuilder("<div class=\"cases\">\n<div class=\"tools\" hidden=\"hidden\">");
        for (int column = 0; column < filters.size(); column++) {
            filter(html, column);
        }
        html.append("<span class=\"chosen soft\" aria-live=\"polite\"></span></div>\n");
        heads(html);
        rows.forEach(row -> row(html, row));
        return html.append("</div>\n").toString();
    }

    /** The names of the columns; on a phone, where there are none, the text above the table has them. */
    private void heads(StringBuilder html) {
        html.append("<div class=\"columns soft\"><span></span>");
        rows.stream()
                .findFirst()
                .ifPresent(
                        row -> row.cells.keySet().forEach(column -> html.append(Markup.element("span", "", column))));
        html.append("</div>\n");
    }

    private void filter(StringBuilder html, int column) {
        String name = filters.get(column);
        html.append("<label>")
                .append(Markup.escape(name))
                .append(" <select data-filter=\"")
                .append(column)
                .append("\">");
        html.append("<option value=\"\">any</option>");
        TreeSet<String> values = new TreeSet<>();
        rows.forEach(row -> values.add(row.cells.getOrDefault(name, "")));
        values.stream()
                .filter(value -> !value.isEmpty())
                .forEach(value -> html.append(Markup.element("option", "", value)));
        html.append("</select></label>\n");
    }

    private void row(StringBuilder html, Row row) {
        html.append("<details id=\"").append(Markup.escape(row.id)).append('"');
        for (int column = 0; column < filters.size(); column++) {
            html.append(" data-filter-")
                    .append(column)
                    .append("=\"")
                    .append(Markup.escape(row.cells.getOrDefault(filters.get(column), "")))
                    .append('"');
        }
        html.append("><summary>");
        html.append(Markup.element("b", "class=\"id\"", row.id));
        row.cells.forEach((column, value) -> html.append(Markup.element(
                "span", "class=\"cell " + kind(value) + "\" title=\"" + Markup.escape(column) + "\"", value)));
        html.append(Markup.element("span", "class=\"about\"", row.title)).append("</summary>\n");
        html.append(row.details.markup()).append("</details>\n");
    }

    /** The class of a cell that begins with a verdict, or says in other words that all is well, or is not. */
    static String kind(String value) {
        if (value.matches("as expected|PROVED")) {
            return Verdict.HOLDS.toString();
        }
        if (value.matches("NOT AS EXPECTED|NOT INDUCTIVE")) {
            return Verdict.VIOLATED.toString();
        }
        return value.matches("(" + VERDICTS + ")\\b.*") ? value.replaceFirst("(" + VERDICTS + ").*", "$1") : "";
    }
}
