// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.wakeproof.explorer.ClosedSystem;

/**
 * A path of which orderings are compared.
 *
 * @param name as typed on the command line
 * @param title what it is, in a few words
 * @param cpus of the systems
 * @param steps in the order of 964fae8ac2
 * @param extras steps of other versions, which can be typed by hand
 * @param structure which orderings there are
 * @param stages the systems on each of which an ordering is explored
 */
public record OrderedPath(
        String name,
        String title,
        int cpus,
        List<Step> steps,
        List<Step> extras,
        List<Structure> structure,
        List<Stage> stages) {
    /** How many CPUs a system has where nothing is said. */
    public static final int USUAL_CPUS = 2;

    private static final int MOST_OF_ONE = 2;

    /**
     * A system that an ordering is put into.
     *
     * @param name in a few words
     * @param wires makes it
     */
    public record Stage(String name, Function<List<Step>, ClosedSystem> wires) {}

    /**
     * The steps that were typed: their names with commas between them, or their letters.
     *
     * @throws IllegalArgumentException for an unknown step, or one that comes more than twice, or an ordering that is none;
     *     the message says what is right
     */
    public List<Step> parse(String typed) {
        List<Step> parsed = lettered(typed.replace(",", ""))
                .orElseGet(() -> Arrays.stream(typed.split(",", -1))
                        .map(String::strip)
                        .map(this::named)
                        .toList());
        for (Step step : parsed) {
            if (parsed.stream().filter(step::equals).count() > MOST_OF_ONE) {
                throw new IllegalArgumentException("a step comes at most twice, " + step.label() + " does not");
            }
        }
        Structure.brokenBy(parsed, structure).ifPresent(broken -> {
            throw new IllegalArgumentException("not an ordering of " + name + ": " + broken.rule());
        });
        return parsed;
    }

    /** Empty if there is a letter that no step has. */
    private Optional<List<Step>> lettered(String typed) {
        List<Step> parsed = new ArrayList<>();
        for (char letter : typed.toCharArray()) {
            lettered(letter).or(() -> lettered(Character.toUpperCase(letter))).ifPresent(parsed::add);
        }
        return parsed.size() == typed.length() ? Optional.of(List.copyOf(parsed)) : Optional.empty();
    }

    private Optional<Step> lettered(char letter) {
        return known().stream().filter(step -> step.letter() == letter).findFirst();
    }

    private Step named(String label) {
        return known().stream()
                .filter(step -> step.label().equalsIgnoreCase(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no step '" + label + "' in " + name
                        + "; there is "
                        + String.join(", ", known().stream().map(Step::label).toList())));
    }

    /** The steps, and those of other versions. */
    public List<Step> known() {
        List<Step> known = new ArrayList<>(steps);
        known.addAll(extras);
        return known;
    }

    /** The command that explores one of its orderings. */
    String command(Ordering ordering) {
        String more = cpus == USUAL_CPUS ? "" : " --cpus " + cpus;
        return "wakeproof orderings " + name + more + " --steps " + ordering.letters();
    }

    boolean isLegal(List<Step> given) {
        return Structure.brokenBy(given, structure).isEmpty();
    }

    /** Every bound of a verdict on the path, one sentence each. */
    public List<String> bounds() {
        return stages.stream()
                .flatMap(stage -> stage.wires().apply(steps).bounds().stream())
                .distinct()
                .toList();
    }
}
