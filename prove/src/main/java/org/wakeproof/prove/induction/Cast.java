// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.induction;

import java.util.LinkedHashMap;
import java.util.Map;

/** Which CPUs a question is about, beside the one that takes its step and the one that the step acts upon. */
enum Cast {
    /** One, for which a claim fails. */
    GOAL(Map.of("goal", "is the one for which it fails")),
    /** One that sleeps, and one that is to help it. */
    SLEEPER(Map.of("goal", "sleeps with work", "helper", "is to help")),
    /** One that runs. */
    RUNNER(Map.of("helper", "is the one for which it fails"));

    private final Map<String, String> words;

    Cast(Map<String, String> words) {
        this.words = words;
    }

    boolean hasHelper() {
        return words.containsKey("helper");
    }

    /** What each role is called, with those of a step if there is one. */
    Map<String, String> words(boolean hasStep) {
        Map<String, String> all = new LinkedHashMap<>();
        if (hasStep) {
            all.put("actor", "takes the step");
            all.put("other", "is acted upon");
        }
        all.putAll(words);
        return all;
    }
}
