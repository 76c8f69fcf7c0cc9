// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Evaluation;
import org.wakeproof.review.code.Expression;
import org.wakeproof.review.code.Expression.Binary;
import org.wakeproof.review.code.Expression.Constant;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.code.Value;

/** What places hold, and what was supposed of conditions, until something that they are made of changes. */
final class Facts {
    static final String PREFIX = "?";
    private static final Pattern INDEX = Pattern.compile("\\[[^\\]]*\\]");

    private final Code code;

    Facts(Code code) {
        this.code = code;
    }

    /** What was supposed of a condition is kept under this name; empty if it is another one each time. */
    static Optional<String> name(Expression condition, Map<String, Value> known) {
        return Optional.ofNullable(Evaluation.text(condition, known, null)).map(text -> PREFIX + text);
    }

    /** Whether a condition is met, as far as it is known or was supposed. */
    static Value of(Expression condition, Map<String, Value> known) {
        Value value = Evaluation.of(condition, known);
        return value.isUnknown() ? name(condition, known).map(known::get).orElse(Value.UNKNOWN) : value;
    }

    /** Supposes it. */
    void suppose(Expression condition, boolean isMet, Map<String, Value> known) {
        Optional<String> whole = name(condition, known);
        if (whole.isPresent() && code.placesIn(whole.get()).anyMatch(code::isVolatile)) {
            // The next look may find it changed.
            return;
        }
        Expression unknown = condition;
        Value whenMet = isMet ? Value.NOT_ZERO : Value.of(0);
        if (condition instanceof Binary binary
                && binary.right() instanceof Constant constant
                && binary.operator().equals(isMet ? "==" : "!=")) {
            unknown = binary.left();
            whenMet = constant.value();
        }
        Optional<String> name = name(unknown, known);
        if (unknown instanceof Path && name.isPresent()) {
            known.put(name.get().substring(PREFIX.length()), whenMet);
        } else {
            name(condition, known).ifPresent(fact -> known.put(fact, Value.of(isMet ? 1 : 0)));
        }
    }

    /** Sets a place; all that its name is a part of is another thing now. */
    void set(String place, Value value, Map<String, Value> known) {
        forget(place, known);
        known.keySet()
                .removeIf(name ->
                        mayBeTheSame(place, name) || mayBeTheSameElement(place, name) || liesInTheSame(place, name));
        if (value.kind() != Value.Kind.UNKNOWN) {
            known.put(place, value);
        }
    }

    /** A place is not what it was; copies of it are. */
    private void forget(String place, Map<String, Value> known) {
        String heir = null;
        for (String copy : copies(place, known)) {
            Value value = known.get(place);
            if (value != null) {
                known.put(copy, value);
            } else if (heir == null) {
                heir = copy;
                known.remove(copy);
            } else {
                known.put(copy, new Value(Value.Kind.SAME_AS, 0, heir));
            }
        }
        List<String> made = new ArrayList<>();
        known.keySet().stream().filter(name -> mentions(name, place)).forEach(made::add);
        for (String name : made) {
            Value value = known.remove(name);
            if (heir != null && !name.equals(place)) {
                known.put(replaced(name, place, heir), value);
            }
        }
        String to = heir;
        known.replaceAll((name, value) -> retargeted(value, place, to));
        known.values().removeIf(value -> value.kind() == Value.Kind.UNKNOWN);
    }

    private static List<String> copies(String place, Map<String, Value> known) {
        TreeSet<String> copies = new TreeSet<>();
        known.forEach((name, value) -> {
            if (value.kind() == Value.Kind.SAME_AS && value.target().equals(place)) {
                copies.add(name);
            }
        });
        return new ArrayList<>(copies);
    }

    private static Value retargeted(Value value, String place, String heir) {
        boolean isPlace = value.kind() == Value.Kind.ADDRESS || value.kind() == Value.Kind.SAME_AS;
        boolean isOfIt = isPlace
                && !value.target().equals(place)
                && mentions(value.target(), place)
                && !value.target().startsWith(place + ".");
        if (!isOfIt) {
            return value;
        }
        if (heir != null) {
            return new Value(value.kind(), value.number(), replaced(value.target(), place, heir));
        }
        return value.kind() == Value.Kind.ADDRESS ? Value.NOT_ZERO : Value.UNKNOWN;
    }

    private static String replaced(String name, String part, String by) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int at = next(name, part, 0); at >= 0; at = next(name, part, from)) {
            text.append(name, from, at).append(by);
            from = at + part.length();
        }
        return text.append(name, from, name.length()).toString();
    }

    /** Whether a place, or a condition, is made of this one. */
    static boolean mentions(String name, String part) {
        return next(name, part, 0) >= 0;
    }

    private static int next(String name, String part, int from) {
        if (part.isEmpty()) {
            // What the parser made a variable of that has no name.
            return -1;
        }
        for (int at = name.indexOf(part, from); at >= 0; at = name.indexOf(part, at + 1)) {
            int end = at + part.length();
            boolean isWhole = (at == 0 || !isPartOfName(name.charAt(at - 1)))
                    && (end == name.length() || !isLetter(name.charAt(end)));
            if (isWhole) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isPartOfName(char before) {
        return isLetter(before) || before == '.' || before == '>';
    }

    private static boolean isLetter(char character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '\'' || character == '$';
    }

    /** Whether a store to one place may be one to the other: by a pointer of which nobody knows where it points. */
    private boolean mayBeTheSame(String stored, String name) {
        if (name.equals(stored)) {
            return false;
        }
        boolean isCondition = name.startsWith(PREFIX);
        boolean isByPointer = isByPointer(stored);
        if (!isByPointer && !isByPointer(name)) {
            return false;
        }
        if (stored.startsWith("*")) {
            return isCondition
                    ? isByPointer(name) || code.mentionsEscaped(name)
                    : isByPointer(name) || code.isEscaped(name);
        }
        String field = field(stored);
        if (field.isEmpty()) {
            return isByPointer(name) && code.isEscaped(stored) && name.contains("*");
        }
        boolean hasField = isCondition
                ? name.matches(".*(->|\\.)" + field + "\\b.*")
                : field(name).equals(field);
        return hasField && (isByPointer || code.isEscaped(stored));
    }

    /** Whether a place may be the same element of an array, of which nobody knows the number. */
    private static boolean mayBeTheSameElement(String stored, String name) {
        if (stored.indexOf('[') < 0 || name.indexOf('[') < 0 || name.equals(stored)) {
            return false;
        }
        if (!hasOpenIndex(stored) && !hasOpenIndex(name)) {
            return false;
        }
        String array = INDEX.matcher(stored).replaceAll("[]");
        String other = INDEX.matcher(name).replaceAll("[]");
        return name.startsWith(PREFIX) ? other.contains(array) : other.startsWith(array);
    }

    private static boolean hasOpenIndex(String place) {
        for (int at = place.indexOf('['); at >= 0; at = place.indexOf('[', at + 1)) {
            if (at + 1 < place.length() && !Character.isDigit(place.charAt(at + 1))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a place is that of another field of a union, or a condition is about one. */
    private boolean liesInTheSame(String stored, String name) {
        String field = code.unionFields().isEmpty() ? "" : field(stored);
        if (!code.unionFields().contains(field) || name.equals(stored)) {
            return false;
        }
        String whole = stored.substring(0, stored.length() - field.length());
        return name.startsWith(PREFIX) ? name.contains(whole) : name.startsWith(whole);
    }

    private static boolean isByPointer(String name) {
        return name.contains("->") || name.contains("*");
    }

    private static String field(String place) {
        int at = Math.max(place.lastIndexOf('.'), place.lastIndexOf('>'));
        String field = at < 0 ? "" : place.substring(at + 1);
        return field.matches("\\w+") ? field : "";
    }

    /** Others may have changed what is shared. */
    void forgetShared(Map<String, Value> known) {
        forget(known, code::isShared);
    }

    /** Others may have changed variables that the file lets them change at any moment. */
    void forgetVolatile(Map<String, Value> known) {
        if (code.hasVolatile()) {
            forget(known, code::isVolatile);
        }
    }

    private void forget(Map<String, Value> known, Predicate<String> isChanged) {
        TreeSet<String> places = new TreeSet<>();
        new HashMap<>(known).forEach((name, value) -> {
            code.placesIn(name).filter(isChanged).forEach(places::add);
            if (value.kind() == Value.Kind.SAME_AS) {
                code.placesIn(value.target()).filter(isChanged).forEach(places::add);
            }
        });
        places.forEach(place -> forget(place, known));
    }
}
