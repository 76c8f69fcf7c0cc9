// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse.expression;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.wakeproof.explorer.Walk.Position;

/**
 * A part of an expression.
 *
 * @param source what was written, for messages
 * @param value in a state: 0 or 1 for a truth, ticks from now for a time
 * @param shown the value as people read it
 * @param words that its values can be called by
 */
record Term(
        Kind kind, String source, ToLongFunction<Position> value, Function<Position, String> shown, Vocabulary words) {
    /** What can be done with it. */
    enum Kind {
        TRUTH("true or false"),
        NUMBER("a number"),
        TIME("a time"),
        /** A name of something that only the other side of a comparison knows. */
        NAME("a name");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    static Term truth(String source, Predicate<Position> isTrue) {
        return new Term(
                Kind.TRUTH,
                source,
                position -> isTrue.test(position) ? 1 : 0,
                position -> Boolean.toString(isTrue.test(position)),
                Vocabulary.NONE);
    }

    static Term number(String source, ToLongFunction<Position> value) {
        return new Term(
                Kind.NUMBER, source, value, position -> Long.toString(value.applyAsLong(position)), Vocabulary.NONE);
    }

    static Term time(String source, ToLongFunction<Position> value) {
        return new Term(
                Kind.TIME, source, value, position -> Times.format(value.applyAsLong(position)), Vocabulary.NONE);
    }

    static Term name(String name) {
        return new Term(Kind.NAME, name, position -> 0, position -> name, Vocabulary.NONE);
    }

    long at(Position position) {
        return value.applyAsLong(position);
    }

    boolean isTrue(Position position) {
        return at(position) != 0;
    }
}
