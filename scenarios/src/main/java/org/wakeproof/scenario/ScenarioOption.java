// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wakeproof.scenario.OptionValues.Number;
import org.wakeproof.scenario.OptionValues.OneOf;
import org.wakeproof.scenario.OptionValues.SetOf;
import org.wakeproof.scenario.Settings.CStateChoice;
import org.wakeproof.scenario.Settings.HpetChoice;
import org.wakeproof.scenario.Settings.Memory;
import org.wakeproof.scenario.Settings.PlatformFeature;
import org.wakeproof.scenario.Settings.SafetyNet;
import org.wakeproof.scenario.Settings.Timers;
import org.wakeproof.scenario.Settings.Variant;

/**
 * What scenarios can be told, in the order in which headlines have it. Each is declared here and nowhere else: how it is
 * called, what it takes, what it means and what it changes of a system. Which of them a scenario takes, the scenario says.
 */
public enum ScenarioOption {
    VARIANT("V", "Version of the idle entry", "v2", new OneOf<>(Variant.values(), Settings::withIdleHandler)),
    CPUS("N", "Physical CPUs", "2", new Number(1, 8, Settings::withCpus)),
    CSTATE("C", "C-states the governor may choose", "any", new OneOf<>(CStateChoice.values(), Settings::withCState)),
    HPET("H", "Broadcast device", "legacy", new OneOf<>(HpetChoice.values(), Settings::withHpet)),
    TIMERS("T", "Timers beside the ticker", "single-shot", new OneOf<>(Timers.values(), Settings::withTimers)),
    ROUNDS(
            "N",
            "Each CPU idles N times, then only takes interrupts; without it, for ever",
            null,
            new Number(1, 99, Settings::withRounds)),
    SAMPLE_AGE(
            "N",
            "A sample of NOW() grows up to N ticks old while it is in use; without it, it is used within its tick",
            null,
            new Number(1, 3, Settings::withSampleAge)),
    PLATFORM(
            "F,..",
            "How the platform differs from the usual one",
            null,
            new SetOf<>(PlatformFeature.class, Settings::withPlatform)),
    NET("NET,..", "Switches a safety net on", null, new SetOf<>(SafetyNet.class, Settings::withNets)),
    CHANGE(
            "C,..",
            "Changes a port or a guest, to see what it is for; 'list' tells where each applies",
            null,
            new SetOf<>(Change.class, Settings::withChanges)),
    MEMORY(
            "M",
            "sc (the usual one), or tso: stores wait in buffers, as on x86",
            null,
            new OneOf<>(Memory.values(), Settings::withMemory));

    private final String label;
    private final String meaning;
    private final String usual;
    private final OptionValues values;

    ScenarioOption(String label, String meaning, String usual, OptionValues values) {
        this.label = label;
        this.meaning = meaning;
        this.usual = usual;
        this.values = values;
    }

    /** As typed, without dashes. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What stands for its value in a help. */
    public String label() {
        return label;
    }

    /** The values that can be typed, for completion; none where they are numbers. */
    public List<String> words() {
        return values.words();
    }

    /** Whether several values can be given, with commas between them. */
    public boolean takesSeveral() {
        return values instanceof SetOf;
    }

    /** A line for a help: what it means, its values where they are few, and what is usual. */
    public String help() {
        String known = this == CHANGE || this == MEMORY || words().isEmpty() ? "" : ": " + String.join(", ", words());
        return meaning + known + (usual == null ? "." : " (default: " + usual + ").");
    }

    /** What it is where it is not given, and a scenario says nothing else; null for nothing. */
    String usual() {
        return usual;
    }

    /**
     * What was typed, put into settings.
     *
     * @throws IllegalArgumentException if it takes no such value; the message says what it takes
     */
    Settings into(Settings settings, String given) {
        return values.into(settings, "--" + word(), given);
    }

    /**
     * The option of a name.
     *
     * @param word without dashes
     * @return null if there is none
     */
    public static ScenarioOption of(String word) {
        for (ScenarioOption option : values()) {
            if (option.word().equals(word)) {
                return option;
            }
        }
        return null;
    }

    /** What was typed for an option of several values, apart. */
    static List<String> apart(String given) {
        return new ArrayList<>(List.of(given.split(",", -1)));
    }
}
