// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Option;

/** The options that say which system a scenario is, for every command that takes a scenario. */
final class SettingsOptions {
    @Option(names = "--cpus", paramLabel = "N", description = "Physical CPUs (default: 2).")
    private String cpus;

    @Option(
            names = "--variant",
            paramLabel = "V",
            description = "Of the idle entry: v0, v1, v1-alt, v2, timers-only, v2-online or no-check (default: v2).")
    private String variant;

    @Option(
            names = "--cstate",
            paramLabel = "C",
            description = "C-states the governor may choose: any, c1, c2, c3, or none (default: any).")
    private String cState;

    @Option(
            names = "--hpet",
            paramLabel = "H",
            description = "Broadcast device: legacy, legacy-any, msi, msi-shared, pit (default: legacy).")
    private String hpet;

    @Option(
            names = "--timers",
            paramLabel = "T",
            description = "Beside the ticker: single-shot or none (default: single-shot).")
    private String timers;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Each CPU idles N times, then only takes interrupts (default: for ever).")
    private String rounds;

    @Option(
            names = "--platform",
            paramLabel = "F,..",
            description = "Unlike the usual platform: sysio, halt, c2-ok, bm-control, trace.")
    private List<String> platform = List.of();

    @Option(names = "--net", paramLabel = "NET,..", description = "Switches a safety net on: quantum, calibration.")
    private List<String> net = List.of();

    @Option(
            names = "--change",
            paramLabel = "C,..",
            description = "Changes a port or a guest, to see what it is for; 'list' tells where each applies.")
    private List<String> change = List.of();

    @Option(
            names = "--memory",
            paramLabel = "M",
            description = "sc (default) or tso: stores wait in buffers, as on x86.")
    private String memory;

    /** What was given, by name. */
    Map<String, String> given() {
        Map<String, String> given = new HashMap<>();
        given.put("cpus", cpus);
        given.put("variant", variant);
        given.put("cstate", cState);
        given.put("hpet", hpet);
        given.put("timers", timers);
        given.put("rounds", rounds);
        given.put("platform", joined(platform));
        given.put("net", joined(net));
        given.put("change", joined(change));
        given.put("memory", memory);
        given.values().removeIf(Objects::isNull);
        return given;
    }

    private static String joined(List<String> values) {
        return values.isEmpty() ? null : String.join(",", values);
    }

    /** Options for a headline. */
    static String inOneLine(Map<String, String> named) {
        return String.join(
                " ",
                named.entrySet().stream()
                        .map(option -> option.getKey() + "=" + option.getValue())
                        .toList());
    }
}
