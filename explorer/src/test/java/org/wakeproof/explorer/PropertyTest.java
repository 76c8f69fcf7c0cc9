// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Word;

/** What properties are called. */
class PropertyTest {
    static List<Function<String, Property>> everyKind() {
        return List.of(
                name -> new Property.Always(name, state -> true, state -> ""),
                name -> new Property.Sometimes(name, state -> true),
                name -> new Property.Leaves(name, state -> true, state -> ""),
                name -> new Property.Recoverable(name, state -> true),
                Property.LockDiscipline::new,
                name -> new Property.AtRest(name, state -> {}),
                Property.NoDeadlock::new);
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void hasAName(Function<String, Property> kind) {
        assertThat(kind.apply("x").name()).isEqualTo("x");
        for (String none : List.of("", " ", "\t")) {
            assertThatThrownBy(() -> kind.apply(none))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a property has a name that says what is meant to hold");
        }
    }

    @Test
    void someSpeakOfAWakeUpOfACpu() {
        Word pending = new Machine(1).word("pending", 1, 0);
        assertThat(subject(pending, "no lost wake-up of CPU0").isWakeup()).isTrue();
        assertThat(subject(pending, "no lost softirq of CPU0").isWakeup()).isFalse();
    }

    private static ClosedSystem.Subject subject(Word pending, String name) {
        return new ClosedSystem.Subject(0, pending.field(), new Property.Leaves(name, state -> true, state -> ""));
    }
}
