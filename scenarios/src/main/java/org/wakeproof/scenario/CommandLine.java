// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A scenario with its options, as a user types them behind {@code check}.
 *
 * @param scenario its name
 * @param given the values of options by name, without dashes, in the order of the text
 */
public record CommandLine(String scenario, Map<String, String> given) {
    /**
     * Takes words like {@code idle-tick --variant v1} apart; whether they mean something is not looked at.
     *
     * @throws IllegalArgumentException if they are not a scenario and options with a value each
     */
    public static CommandLine of(String text) {
        List<String> words = List.of(text.trim().split("\\s+|="));
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 1; i < words.size(); i += 2) {
            if (!words.get(i).startsWith("--")) {
                throw new IllegalArgumentException("'" + text
                        + "' is to be a scenario and options with a value each, and '" + words.get(i) + "' is none");
            } else if (i + 1 == words.size()) {
                throw new IllegalArgumentException(words.get(i) + " needs a value in '" + text + "'");
            }
            given.put(words.get(i).substring("--".length()), words.get(i + 1));
        }
        return new CommandLine(words.get(0), given);
    }
}
