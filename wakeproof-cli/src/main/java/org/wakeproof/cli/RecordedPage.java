// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.wakeproof.report.html.HtmlReport;

/**
 * A page of what took too long to be done again: the agreement of both engines, as {@code agree --record} keeps it, or a
 * history of reviews, as {@code review-history --json} writes it.
 */
final class RecordedPage {
    private static final String NO_RECORD =
            " is none of the files that 'agree --record' and 'review-history --json' write";

    private final Path file;
    private final String inShort;
    private final HtmlReport page;

    private RecordedPage(Path file, String headline, String inShort) {
        this.file = file;
        this.inShort = inShort;
        this.page = new HtmlReport("wakeproof: " + file.getFileName())
                .headline(headline)
                .paragraph(inShort + ".");
    }

    /**
     * Reads what was recorded.
     *
     * @throws IllegalArgumentException if it cannot be read, or is something else; the message says why
     */
    static RecordedPage of(Path file) {
        JsonNode root = parsed(file);
        if (root.isArray() && root.path(0).has("config")) {
            return agreement(file, rows(root));
        }
        if (root.path("command").asText().equals("review-history")
                && root.path("rows").isArray()) {
            return history(file, rows(root.get("rows")));
        }
        throw new IllegalArgumentException(file + NO_RECORD);
    }

    private static JsonNode parsed(Path file) {
        try {
            byte[] bytes = InputFile.text(file).getBytes(StandardCharsets.ISO_8859_1);
            return new ObjectMapper().readTree(new String(bytes, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + NO_RECORD, e);
        }
    }

    private static List<JsonNode> rows(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static RecordedPage agreement(Path file, List<JsonNode> rows) {
        long agreed = rows.stream()
                .filter(row -> expected(row).equals(text(row, "verdict")))
                .count();
        String words = "Java PathFinder's verdict is the one that is expected of both engines in " + agreed + " of "
                + rows.size() + " systems";
        RecordedPage made = new RecordedPage(file, "A second opinion: Java PathFinder", words);
        made.page.table(
                List.of("system", "expected", "Java PathFinder", "outcomes", "states", "seconds"),
                rows.stream()
                        .map(row -> List.of(
                                text(row, "config").replaceFirst("\\.jpf$", ""),
                                expected(row),
                                text(row, "verdict"),
                                text(row, "outcomes"),
                                text(row, "states"),
                                text(row, "seconds")))
                        .toList());
        return made;
    }

    /** What its configuration says that both engines are to say. */
    private static String expected(JsonNode row) {
        return text(row, "text").replaceFirst("(?s).*# Expected: (\\w+).*", "$1");
    }

    private static RecordedPage history(Path file, List<JsonNode> rows) {
        List<JsonNode> changes = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (i == 0 || !isAlike(rows.get(i - 1), rows.get(i))) {
                changes.add(rows.get(i));
            }
        }
        long violated = rows.stream()
                .filter(row -> text(row, "verdict").startsWith("VIOLATED"))
                .count();
        RecordedPage made = new RecordedPage(
                file,
                "The history of " + file.getFileName().toString().replaceAll("^review-|\\.json$", ""),
                rows.size() + " versions were reviewed, of which " + violated + " are violated");
        made.page.section("Where what is said changes");
        made.versions(changes);
        made.page.fold("all versions");
        made.versions(rows);
        made.page.endFold();
        return made;
    }

    private static boolean isAlike(JsonNode one, JsonNode other) {
        return List.of("function", "verdict", "violated", "neverSleptAt").stream()
                .allMatch(key -> one.path(key).equals(other.path(key)));
    }

    private void versions(List<JsonNode> rows) {
        page.table(
                List.of("date", "commit", "handler", "verdict", "what is violated"),
                rows.stream()
                        .map(row -> List.of(
                                text(row, "date"),
                                text(row, "commit"),
                                text(row, "function"),
                                text(row, "verdict"),
                                String.join("; ", words(row.path("violated")))))
                        .toList());
    }

    private static List<String> words(JsonNode list) {
        return rows(list).stream().map(JsonNode::asText).toList();
    }

    private static String text(JsonNode row, String key) {
        return row.path(key).asText();
    }

    /** Where it was read. */
    Path file() {
        return file;
    }

    /** What its page is to be called. */
    String pageName() {
        String name = InputFile.isStandardInput(file)
                ? "recorded"
                : file.getFileName().toString();
        return name.replaceFirst("(\\.json)?$", ".html");
    }

    /** What it comes to, in a sentence without its full stop. */
    String inShort() {
        return inShort;
    }

    /**
     * The page.
     *
     * @param made what made it, for its foot
     */
    String html(String made) {
        return page.render(made);
    }
}
