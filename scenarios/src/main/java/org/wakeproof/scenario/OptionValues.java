// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.scenario;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** What an option can be given, and what each value does to settings. JPF runs this, too. */
sealed interface OptionValues {
    /** Those that can be listed. */
    List<String> words();

    /**
     * Settings with what was typed.
     *
     * @param option with its dashes, for messages
     * @throws IllegalArgumentException for another value; the message says which there are
     */
    Settings into(Settings settings, String option, String given);

    /** One of a few words. */
    record OneOf<T>(T[] all, BiFunction<Settings, T, Settings> setting) implements OptionValues {
        @Override
        public List<String> words() {
            return named(all);
        }

        @Override
        public Settings into(Settings settings, String option, String given) {
            return setting.apply(settings, value(option, given, all));
        }
    }

    /** One or more of a few words, each once, with commas between them. */
    record SetOf<T extends Enum<T>>(Class<T> type, BiFunction<Settings, Set<T>, Settings> setting)
            implements OptionValues {
        @Override
        public List<String> words() {
            return named(type.getEnumConstants());
        }

        @Override
        public Settings into(Settings settings, String option, String given) {
            Set<T> values = EnumSet.noneOf(type);
            for (String each : ScenarioOption.apart(given)) {
                if (!values.add(value(option, each, type.getEnumConstants()))) {
                    throw new IllegalArgumentException(option + " has '" + each + "' twice");
                }
            }
            return setting.apply(settings, values);
        }
    }

    /** What a number does to settings; of a boxed one, JPF would hand a method the reference for the number. */
    interface NumberSetting {
        Settings apply(Settings settings, int number);
    }

    /** A number of one or two digits. */
    record Number(int least, int most, NumberSetting setting) implements OptionValues {
        @Override
        public List<String> words() {
            return List.of();
        }

        @Override
        public Settings into(Settings settings, String option, String given) {
            int number = given.matches("[0-9]{1,2}") ? Integer.parseInt(given) : -1;
            if (number < least || number > most) {
                throw new IllegalArgumentException(option + " takes " + least + " to " + most + ", not " + given);
            }
            return setting.apply(settings, number);
        }
    }

    private static List<String> named(Object[] all) {
        List<String> words = new ArrayList<>();
        for (Object each : all) {
            words.add(each.toString());
        }
        return List.copyOf(words);
    }

    private static <T> T value(String option, String given, T[] all) {
        for (T value : all) {
            if (value.toString().equalsIgnoreCase(given)) {
                return value;
            }
        }
        throw new IllegalArgumentException(
                option + " takes " + String.join(", ", named(all)) + "; not '" + given + "'");
    }
}
