// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.List;
import java.util.Map;
import org.wakeproof.scenario.Settings.PlatformFeature;

/** Makes settings of the words that people type and reports keep; JPF runs it too. */
public final class SettingsParser {
    private SettingsParser() {}

    /**
     * Parses options by name; what is not named is as in {@link Settings#defaults}.
     *
     * @throws IllegalArgumentException for an unknown value; the message names those there are
     */
    public static Settings parse(Map<String, String> named) {
        Settings settings = Settings.defaults();
        for (ScenarioOption option : ScenarioOption.values()) {
            String given = named.get(option.word());
            if (given != null) {
                settings = option.into(settings, given);
            }
        }
        if (settings.platform().containsAll(List.of(PlatformFeature.SYSIO, PlatformFeature.HALT))) {
            throw new IllegalArgumentException("--platform takes sysio or halt, not both");
        }
        return settings;
    }
}
