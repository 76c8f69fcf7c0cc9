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
    /** Takes words like {@code idle-tick --variant v1} apart; whether they mean something is not looked at. */
    public static CommandLine of(String text) {
        List<String> words = List.of(text.split(" "));
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 1; i < words.size(); i += 2) {
            given.put(words.get(i).substring("--".length()), words.get(i + 1));
        }
        return new CommandLine(words.get(0), given);
    }
}
