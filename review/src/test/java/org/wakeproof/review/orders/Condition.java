// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.orders;

import java.util.List;

/** What a handler decides by. */
sealed interface Condition {
    /** Of what is pending, {@code word}, one bit for each softirq. */
    enum Test {
        ANY("%s", word -> word != 0),
        NONE("%s == 0", word -> word == 0),
        BIT_0("%s & 1", word -> (word & 1) != 0),
        BIT_1("%s & 2", word -> (word & 2) != 0),
        NOT_BIT_0("%s & ~1u", word -> (word & ~1) != 0),
        NOT_BIT_1("%s & ~2u", word -> (word & ~2) != 0),
        MORE_THAN_1("%s > 1", word -> word > 1);

        private final String text;
        private final java.util.function.IntPredicate test;

        Test(String text, java.util.function.IntPredicate test) {
            this.text = text;
            this.test = test;
        }

        boolean of(int word) {
            return test.test(word);
        }
    }

    /** A look at what is pending on the own CPU, or on CPU0, in one of the forms that C has for it. */
    record Look(Test test, boolean isOfCpu0, int form) implements Condition {
        private static final List<String> FORMS = List.of(
                "softirq_pending(%s)",
                "irq_stat[%s].__softirq_pending",
                "*(&softirq_pending(%s))",
                "({ unsigned int word_ = softirq_pending(%s); word_; })");

        /** How many forms there are. */
        static final int MANY = FORMS.size();

        Look(Test test, boolean isOfCpu0) {
            this(test, isOfCpu0, 0);
        }

        @Override
        public String text() {
            return "(" + test.text.formatted(FORMS.get(form).formatted(isOfCpu0 ? "0" : "cpu")) + ")";
        }
    }

    /** {@code cpu_online}. */
    record Online() implements Condition {
        @Override
        public String text() {
            return "cpu_online(cpu)";
        }
    }

    /** {@code cpu_is_haltable}: nothing is pending, the CPU is online, and RCU does not need it. */
    record Haltable() implements Condition {
        @Override
        public String text() {
            return "cpu_is_haltable(cpu)";
        }
    }

    /** What others may change, of this file or of another one. */
    record Shared(boolean isOfFile) implements Condition {
        @Override
        public String text() {
            return isOfFile ? "others_say" : "elsewhere_said";
        }
    }

    /** The local variable {@code stay}. */
    record Kept() implements Condition {
        @Override
        public String text() {
            return "stay";
        }
    }

    /** Whether interrupts are on. */
    record InterruptsOn() implements Condition {
        @Override
        public String text() {
            return "local_irq_is_enabled()";
        }
    }

    /** The contrary. */
    record Not(Condition of) implements Condition {
        @Override
        public String text() {
            return "!" + (of instanceof Both ? "(" + of.text() + ")" : of.text());
        }
    }

    /** Both, or one of two, with the second looked at where it matters. */
    record Both(boolean isAnd, Condition one, Condition other) implements Condition {
        @Override
        public String text() {
            return "(" + one.text() + (isAnd ? " && " : " || ") + other.text() + ")";
        }
    }

    /** As C has it. */
    String text();
}
