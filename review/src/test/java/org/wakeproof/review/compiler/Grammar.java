// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.compiler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes text by rules, of which {@code handlers.grammar} explains the form: a name stands for one of its alternatives, chosen
 * at random.
 */
final class Grammar {
    private static final Pattern NAME = Pattern.compile("\\$([A-Z][a-z]*)(\\d?)(?:\\[([\\w%]+)])?");
    private static final Pattern RULE = Pattern.compile("([A-Z][a-z]*)(?: (\\d+))?: ?(.*)");

    private final Map<String, List<String>> rules = new LinkedHashMap<>();

    Grammar(String text) {
        for (String line : text.replace("\\\n", "").split("\n")) {
            Matcher rule = RULE.matcher(line);
            if (rule.matches()) {
                int weight = rule.group(2) == null ? 1 : Integer.parseInt(rule.group(2));
                for (int i = 0; i < weight; i++) {
                    rules.computeIfAbsent(rule.group(1), key -> new ArrayList<>())
                            .add(rule.group(3));
                }
            }
        }
    }

    /** How many different alternatives a name has. */
    long alternatives(String name) {
        return rules.get(name).stream().distinct().count();
    }

    /**
     * Text for a name.
     *
     * @param x what it works on
     * @param y what it gives
     * @param deepest how many rules deep alternatives are chosen; further down it is the first one each time
     * @param names how often a fresh number was given to names; one more for each rule that has some
     */
    String expand(String name, String x, String y, int deepest, Random random, int[] names) {
        return expand(name, x, y, random, names, deepest);
    }

    private String expand(String name, String x, String y, Random random, int[] names, int levels) {
        List<String> all = rules.get(name);
        // The first alternative comes to an end.
        String chosen = all.get(levels < 0 ? 0 : random.nextInt(all.size()));
        String fresh = chosen.contains("`") ? ++names[0] + "@" : "";
        Map<String, String> same = new HashMap<>();
        StringBuilder result = new StringBuilder();
        Matcher part = NAME.matcher(chosen.replace("`", fresh).replace("$x", x).replace("$y", y));
        while (part.find()) {
            String inner = part.group(3) == null ? x : part.group(3);
            String which = part.group(1);
            String text = part.group(2).isEmpty()
                    ? expand(which, inner, y, random, names, levels - 1)
                    : same.computeIfAbsent(
                            part.group(1) + part.group(2), key -> expand(which, inner, y, random, names, levels - 1));
            part.appendReplacement(result, Matcher.quoteReplacement(text));
        }
        return part.appendTail(result).toString();
    }
}
