// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Violation;

/** What a search still asks once it has found something, and what it says where all else holds. */
class UndecidedTest {
    private static final Property.NoDeadlock DEADLOCK = new Property.NoDeadlock();
    private static final Property.LockDiscipline LOCKS = new Property.LockDiscipline();

    private final Undecided all = Undecided.of(List.of(DEADLOCK, LOCKS), false);

    @Test
    void aPropertyThatIsViolatedIsNotAskedAgain() {
        assertThat(all.without("no deadlock").properties()).containsExactly(LOCKS);
        assertThat(all.without("no deadlock").brokenRules()).isEmpty();
    }

    @Test
    void runsEndWhereARuleOfTheMachineIsBroken() {
        Undecided others = all.without(Violation.RANGE).without(Violation.ASSERTION);
        assertThat(others.properties()).containsExactly(DEADLOCK, LOCKS);
        assertThat(others.hold(true))
                .isEqualTo("nothing else is violated in the whole space; no run is followed behind a step that breaks"
                        + " 'assertions hold' or 'values in range'");
    }

    /** They go on behind a breach of the rules of locks, which only are of no account any more. */
    @Test
    void runsGoOnWhereARuleOfLocksIsBroken() {
        Undecided others = all.without("locks in one order");
        assertThat(others.properties()).as("the other rule is asked").containsExactly(DEADLOCK, LOCKS);
        assertThat(others.brokenRules()).containsExactly("locks in one order");
        assertThat(others.hold(true)).isEqualTo("nothing else is violated in the whole space");
    }
}
