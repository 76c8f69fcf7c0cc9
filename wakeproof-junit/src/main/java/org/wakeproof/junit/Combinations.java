// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every combination of options, the first option changing slowest. */
final class Combinations {
    private List<Map<String, String>> all = List.of(Map.of());

    static List<Map<String, String>> of(ExploreEach what) {
        Combinations combinations = new Combinations();
        combinations.times(
                "cpus", Arrays.stream(what.cpus()).mapToObj(Integer::toString).toList());
        combinations.times("variant", List.of(what.variants()));
        combinations.times("memory", List.of(what.memory()));
        for (String option : what.options()) {
            int equals = option.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("an option is NAME=VALUE,..., not '" + option + "'");
            }
            combinations.times(option.substring(0, equals), values(option.substring(equals + 1)));
        }
        return combinations.all;
    }

    private static List<String> values(String text) {
        return Arrays.stream(text.split(","))
                .map(value -> value.replace('|', ','))
                .toList();
    }

    private void times(String option, List<String> values) {
        if (values.isEmpty()) {
            return;
        }
        List<Map<String, String>> product = new ArrayList<>();
        for (Map<String, String> combination : all) {
            for (String value : values) {
                Map<String, String> more = new LinkedHashMap<>(combination);
                more.put(option, value);
                product.add(more);
            }
        }
        all = product;
    }
}
