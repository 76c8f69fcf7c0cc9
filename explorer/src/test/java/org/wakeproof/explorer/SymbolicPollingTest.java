// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wakeproof.explorer.model.Limits;
import org.wakeproof.explorer.property.Checks;
import org.wakeproof.explorer.search.SymbolicSearch;
import org.wakeproof.explorer.symbolic.StateSet;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;

/** Who polls may look in the wrong moments, and has to look where there are none: worked out as a set. */
class SymbolicPollingTest {
    private final Machine machine = new Machine(2);
    private final Word flag = machine.word("flag", 1, 0);
    private final Word seen = machine.word("seen", 1, 0);

    /** CPU1 waits for the flag, which CPU0 raises, and then lowers and raises for ever or leaves alone. */
    private SymbolicSearch explored(boolean pulses) {
        Procedure round = machine.function("round", () -> {
            flag.store(pulses ? 0 : 1);
            flag.store(1);
            return Procedure.AGAIN;
        });
        machine.boot(0, false, machine.procedure("raises", () -> {
            flag.store(1);
            round.repeat();
        }));
        machine.boot(1, false, machine.procedure("waits", () -> {
            flag.awaitValue(1);
            seen.store(1);
        }));
        machine.seal();
        SymbolicSearch search = new SymbolicSearch(
                AllStates.model(machine), new Checks(List.of()), Limits.none(), Options.defaults(), 0);
        assertThat(search.run()).isNull();
        return search;
    }

    /** How many states there are in which nothing has been seen, and from how many of them a run stays so. */
    private void assertUnseen(SymbolicSearch search, int all, int staying) {
        StateSet unseen = search.reached(state -> state.get(seen.field()) == 0);
        assertThat(unseen.count()).isEqualTo(BigInteger.valueOf(all));
        assertThat(search.staying(unseen).count()).isEqualTo(BigInteger.valueOf(staying));
    }

    /**
     * CPU0 is at its first store, or at one of the two of its round with the flag up: CPU1 waits or has seen the flag in the
     * last two. There the flag is never down again, so CPU1 comes to see it, and to say so.
     */
    @Test
    void aFlagThatStaysUpIsSeen() {
        assertUnseen(explored(false), 1 + 2 * 2, 0);
    }

    /**
     * The same, but that the flag is down at the second store of the round: CPU1 may always look there. Only where it has seen
     * the flag is there nothing to be missed any more.
     */
    @Test
    void aFlagThatPulsesMayBeMissed() {
        assertUnseen(explored(true), 1 + 2 * 2, 3);
    }
}
