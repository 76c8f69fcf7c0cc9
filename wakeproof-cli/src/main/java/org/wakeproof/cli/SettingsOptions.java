// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SettingsParser;
import picocli.CommandLine.Option;

/** The options that say which system a scenario is, for every command that takes a scenario. */
final class SettingsOptions {
    @Option(names = "--cpus", paramLabel = "N", description = "Physical CPUs (default: 2).")
    private int cpus = 2;

    @Option(names = "--variant", paramLabel = "V", description = "v1, v1-alt, v2 or no-check (default: v2).")
    private String variant = "v2";

    @Option(
            names = "--cstate",
            paramLabel = "C",
            description = "C-states the governor may choose: any, c1, c2, c3, or none (default: any).")
    private String cState = "any";

    @Option(
            names = "--hpet",
            paramLabel = "H",
            description = "Broadcast device: legacy, legacy-any, msi, msi-shared, pit (default: legacy).")
    private String hpet = "legacy";

    @Option(
            names = "--timers",
            paramLabel = "T",
            description = "Beside the ticker: single-shot or none (default: single-shot).")
    private String timers = "single-shot";

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Each CPU idles N times, then only takes interrupts (default: for ever).")
    private String rounds = "0";

    @Option(
            names = "--platform",
            paramLabel = "F",
            split = ",",
            description = "Unlike the usual platform: sysio, halt, c2-ok, bm-control.")
    private List<String> platform = List.of();

    @Option(
            names = "--net",
            paramLabel = "NET",
            split = ",",
            description = "Switches a safety net on: quantum, calibration.")
    private List<String> nets = List.of();

    /** As they were given, by name; what was not given only where reports show it. */
    Map<String, String> named() {
        Map<String, String> named = new LinkedHashMap<>();
        named.put("variant", variant);
        named.put("cpus", Integer.toString(cpus));
        named.put("cstate", cState);
        named.put("hpet", hpet);
        named.put("timers", timers);
        if (!rounds.equals("0")) {
            named.put("rounds", rounds);
        }
        if (!platform.isEmpty()) {
            named.put("platform", String.join(",", platform));
        }
        if (!nets.isEmpty()) {
            named.put("net", String.join(",", nets));
        }
        return named;
    }

    /** The same for a headline. */
    String inOneLine() {
        return String.join(
                " ",
                named().entrySet().stream()
                        .map(option -> option.getKey() + "=" + option.getValue())
                        .toList());
    }

    /**
     * What they mean.
     *
     * @throws IllegalArgumentException for an unknown value; the message names those there are
     */
    Settings settings() {
        return SettingsParser.parse(named());
    }
}
