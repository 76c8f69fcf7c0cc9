// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

/** How a path goes on. */
public sealed interface Step {

    /** {@code .name} */
    record Field(String name) implements Step {
        @Override
        public String toString() {
            return "." + name;
        }
    }

    /** {@code ->name} */
    record Arrow(String name) implements Step {
        @Override
        public String toString() {
            return "->" + name;
        }
    }

    /** {@code *} */
    record Deref() implements Step {}

    /**
     * {@code [index]}
     *
     * @param isByPointer whether it is so many elements behind what a pointer leads to, and not one of an array
     */
    record Index(Expression index, boolean isByPointer) implements Step {
        /** An element of an array. */
        public Index(Expression index) {
            this(index, false);
        }

        @Override
        public String toString() {
            return "[" + index + "]";
        }
    }
}
