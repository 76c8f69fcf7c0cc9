// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say which system a scenario is, for every command that takes a scenario. */
final class SettingsOptions {
    private final Map<String, String> given = new HashMap<>();

    @Option(names = "--cpus", paramLabel = "N", description = "Physical CPUs (default: 2).")
    private void cpus(String value) {
        given.put("cpus", value);
    }

    @Option(
            names = "--variant",
            paramLabel = "V",
            description = "Of the idle entry: v0, v1, v1-alt, v2, timers-only, v2-online or no-check (default: v2).")
    private void variant(String value) {
        given.put("variant", value);
    }

    @Option(
            names = "--cstate",
            paramLabel = "C",
            description = "C-states the governor may choose: any, c1, c2, c3, or none (default: any).")
    private void cState(String value) {
        given.put("cstate", value);
    }

    @Option(
            names = "--hpet",
            paramLabel = "H",
            description = "Broadcast device: legacy, legacy-any, msi, msi-shared, pit (default: legacy).")
    private void hpet(String value) {
        given.put("hpet", value);
    }

    @Option(
            names = "--timers",
            paramLabel = "T",
            description = "Beside the ticker: single-shot or none (default: single-shot).")
    private void timers(String value) {
        given.put("timers", value);
    }

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Each CPU idles N times, then only takes interrupts (default: for ever).")
    private void rounds(String value) {
        given.put("rounds", value);
    }

    @Option(
            names = "--platform",
            paramLabel = "F,..",
            description = "Unlike the usual platform: sysio, halt, c2-ok, bm-control, trace.")
    private void platform(String value) {
        given.merge("platform", value, (one, other) -> one + "," + other);
    }

    @Option(names = "--net", paramLabel = "NET,..", description = "Switches a safety net on: quantum, calibration.")
    private void net(String value) {
        given.merge("net", value, (one, other) -> one + "," + other);
    }

    @Option(
            names = "--change",
            paramLabel = "C,..",
            description = "Changes a port or a guest, to see what it is for; 'list' tells where each applies.")
    private void change(String value) {
        given.merge("change", value, (one, other) -> one + "," + other);
    }

    @Option(
            names = "--memory",
            paramLabel = "M",
            description = "sc (default) or tso: stores wait in buffers, as on x86.")
    private void memory(String value) {
        given.put("memory", value);
    }

    /** What was given, by name. */
    Map<String, String> given() {
        return given;
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
