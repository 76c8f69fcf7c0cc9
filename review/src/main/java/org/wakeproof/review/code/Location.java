// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wakeproof.review.code.Expression.Path;

/** Where a path leads to, step by step: what is known of pointers and indices on the way counts. */
final class Location {
    /** Pointers are followed so far; further away than this from the first element nobody knows where they lead to. */
    private static final long FURTHEST = 1 << 10;

    /** A place that is an element, with the number of its row if it has one. */
    private static final Pattern ELEMENT = Pattern.compile("(.*?)(?:\\[(-?\\d{1,9})])?\\[(-?\\d{1,9})]");

    private final Map<String, Value> known;
    private final @Nullable Set<String> seen;
    private String place;
    /** The pointer that has led here, of which nobody knows where it points; empty if none has. */
    private String pointer = "";

    private long layout;
    /** What a pointer on the way takes for something of another size; null if none does. */
    private @Nullable String other;

    private Location(String root, Map<String, Value> known, @Nullable Set<String> seen) {
        this.place = root;
        this.known = known;
        this.seen = seen;
    }

    /** Follows a path; empty if an index is not known well enough. */
    static Optional<Location> of(Path path, Map<String, Value> known, @Nullable Set<String> seen) {
        Location location = new Location(path.root(), known, seen);
        for (Step step : path.steps()) {
            location.look();
            if (!location.step(step)) {
                return Optional.empty();
            }
        }
        location.look();
        location.origin(location.place);
        return Optional.of(location);
    }

    /** By its name. */
    String place() {
        return place;
    }

    /** What a pointer on the way takes for something of another size; null if none does. */
    @Nullable
    String other() {
        return other;
    }

    /** The address of it, with what there is if no pointer says it. */
    Value address(long otherwise) {
        return Value.address(place, layout == Layout.UNKNOWN ? otherwise : layout);
    }

    private void look() {
        if (seen != null) {
            seen.add(place);
        }
    }

    private String origin(String of) {
        String origin = Evaluation.origin(of, known, seen);
        if (seen != null) {
            seen.add(origin);
        }
        return origin;
    }

    private boolean step(Step step) {
        String last = pointer;
        pointer = "";
        if (step instanceof Step.Field field) {
            layout = Layout.UNKNOWN;
            place = last.isEmpty() ? place + field : last + "->" + field.name();
            return true;
        }
        String origin = origin(place);
        Value value = known.getOrDefault(origin, Value.UNKNOWN);
        boolean isKnown = value.kind() == Value.Kind.ADDRESS;
        if (step instanceof Step.Arrow arrow) {
            boolean isOfIt = isKnown && !Layout.isOther(value.number());
            other(isKnown ? value : null);
            layout = Layout.UNKNOWN;
            place = isOfIt ? value.target() + "." + arrow.name() : origin + arrow;
            return true;
        }
        if (step instanceof Step.Index index) {
            String at = Evaluation.text(index.index(), known, seen);
            if (at != null) {
                index(index, at, origin, isKnown ? value : null);
            }
            return at != null;
        }
        behind(origin, isKnown ? value : null);
        return true;
    }

    private void other(@Nullable Value pointer) {
        layout = pointer == null ? Layout.UNKNOWN : pointer.number();
        if (pointer != null && Layout.isOther(layout)) {
            other = pointer.target();
        }
    }

    /** What a pointer leads to; null is one that is not known. */
    private void behind(String origin, @Nullable Value value) {
        boolean isWider = value != null && Layout.isWider(value.number());
        other(value);
        place = value == null || isWider ? "*" + origin : value.target();
        pointer = value == null ? origin : "";
    }

    private void index(Step.Index step, String at, String origin, @Nullable Value value) {
        if (value == null && !step.isByPointer()) {
            layout = Layout.UNKNOWN;
            place = origin + "[" + at + "]";
        } else if (at.equals("0")) {
            behind(origin, value);
        } else {
            other(value);
            place = value == null || Layout.isOther(layout)
                    ? "*" + origin + "[" + at + "]"
                    : element(value.target(), at, origin);
        }
    }

    /** So many elements behind the one that a pointer leads to; in the next row where the one that it is in ends. */
    private String element(String target, String at, String origin) {
        Matcher element = ELEMENT.matcher(target);
        String unknown = "*" + origin + "[" + at + "]";
        if (!element.matches() || !at.matches("-?\\d{1,9}")) {
            return unknown;
        }
        long number = Long.parseLong(element.group(3)) + Long.parseLong(at);
        if (Math.abs(number) > FURTHEST) {
            return unknown;
        }
        if (element.group(2) == null) {
            return element.group(1) + "[" + number + "]";
        }
        int row = Layout.row(layout);
        boolean isOfTwo = row > 0 && !element.group(1).endsWith("]");
        return isOfTwo || row > 0 && number >= 0 && number < row
                ? element.group(1) + "[" + (Long.parseLong(element.group(2)) + Math.floorDiv(number, row)) + "]["
                        + Math.floorMod(number, row) + "]"
                : unknown;
    }
}
