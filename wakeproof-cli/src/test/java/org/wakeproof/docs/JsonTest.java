// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.cli.Typed;

/** What commands write as JSON has the keys and the types that docs/json.md tells of, and no others. */
public class JsonTest {
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| ([^|]+) \\|.*");
    private static final List<String> LISTS_THAT_ARE_EMPTY_HERE = List.of(
            "structure[]",
            "assumptions.freeConditions[]",
            "assumptions.bindings[]",
            "assumptions.unsupported[]",
            "neverSleptAt[]",
            "notAsked[]");

    @TempDir
    private Path directory;

    /** Types by key, of a section; without a title, of all commands. */
    private static Map<String, String> documented(String command) throws IOException {
        Map<String, String> keys = new LinkedHashMap<>();
        String section = "";
        for (String line : Files.readAllLines(Path.of("../docs/json.md"))) {
            section = line.startsWith("## ") ? line.substring(3) : section;
            Matcher row = ROW.matcher(line);
            if (row.matches() && (section.isEmpty() || section.equals(command))) {
                keys.put(row.group(1), row.group(2));
            }
        }
        return keys;
    }

    /** Lines of one command that together write every key, with a bar between them; prove's is asked by its own test. */
    @ParameterizedTest
    @CsvSource({
        "check, check raise-batch --change notes-softirq-number --json FILE | check raise-batch --search symbolic --json FILE"
                + " | check block --search symbolic --max-memory 1 --json FILE"
                + " | check idle-once --variant v1-alt --cstate c3 --timers none --json FILE",
        "fixes, fixes F14 --json FILE | fixes F39b --json FILE",
        "orderings, orderings block --json FILE",
        "time, time idle --seconds 1 --json FILE",
        "review, review RES/timers_only.c --format json | review RES/timers_only.c --patch RES/late_suspend.patch --format"
                + " json",
    })
    void hasTheKeysOfThePage(String command, String lines) throws IOException {
        List<JsonNode> files = new ArrayList<>();
        for (String line : lines.split(" \\| ")) {
            files.add(written(line));
        }
        assertKeysOfThePage(command, files);
    }

    /** That files of a command have the keys that the page tells of, each at least once, and no others. */
    public static void assertKeysOfThePage(String command, List<JsonNode> files) throws IOException {
        Map<String, String> documented = documented(command);
        TreeSet<String> missing = new TreeSet<>(documented.keySet());
        missing.removeIf(key -> key.endsWith(".*") || LISTS_THAT_ARE_EMPTY_HERE.contains(key));
        List<String> wrong = new ArrayList<>();
        for (JsonNode file : files) {
            assertThat(file.get("schema").isInt()).isTrue();
            assertThat(file.get("command").asText()).isEqualTo(command);
            assertThat(file.get("arguments").get(0).asText()).isEqualTo(command);
            compare("", file, documented, missing, wrong);
        }
        assertThat(wrong).as("written, but not as the page tells").isEmpty();
        assertThat(missing).as("told of, but never written").isEmpty();
    }

    private JsonNode written(String line) throws IOException {
        Path file = directory.resolve("x.json");
        String typed =
                line.replace("RES", "../review/src/test/resources/review").replace("FILE", file.toString());
        Typed ran = Typed.of(List.of(typed.split(" ")));
        assertThat(ran.err()).isEmpty();
        return new ObjectMapper().readTree(line.contains("FILE") ? Files.readString(file) : ran.out());
    }

    private static void compare(
            String path, JsonNode node, Map<String, String> documented, TreeSet<String> missing, List<String> wrong) {
        String known = path.replaceAll("^(before|after|reviews\\[])\\.", "");
        String type = documented.getOrDefault(known, documented.get(known.replaceAll("\\.[^.]*$", ".*")));
        if (type != null) {
            missing.remove(known);
            if (!type.contains(kind(node))) {
                wrong.add(path + " is " + kind(node) + ", not " + type);
            }
        } else if (!node.isContainerNode() && !known.equals("effect")) {
            wrong.add(path);
        }
        if (node.isObject()) {
            node.properties()
                    .forEach(each -> compare(
                            path.isEmpty() ? each.getKey() : path + "." + each.getKey(),
                            each.getValue(),
                            documented,
                            missing,
                            wrong));
        }
        if (node.isArray() && !known.equals("arguments")) {
            node.forEach(each -> compare(path + "[]", each, documented, missing, wrong));
        }
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "list";
            default -> node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
        };
    }
}
