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

    /** {@code [index]} */
    record Index(Expression index) implements Step {
        @Override
        public String toString() {
            return "[" + index + "]";
        }
    }
}
