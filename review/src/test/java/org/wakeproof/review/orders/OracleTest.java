// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.review.orders.Condition.Look;
import org.wakeproof.review.orders.Condition.Not;
import org.wakeproof.review.orders.Oracle.Answer;

/** What the oracle says of orders that are known: of x86, of Xen's softirqs, and of promises. */
class OracleTest {
    private static final Condition PENDING = new Look(Condition.Test.ANY, false);

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        // The look holds while interrupts are off, and sti shelters hlt.
        "CLI LEAVE SAFE_HALT, RIGHT",
        "LEAVE SAFE_HALT, LOST",
        "CLI LEAVE STI HLT, LOST",
        "CLI LEAVE STI_NOP_HLT, LOST",
        // The second sti finds interrupts on.
        "CLI LEAVE STI_STI_HLT, LOST",
        "CLI LEAVE STI CLI_STI_HLT, LOST",
        "CLI LEAVE HLT STI, LOST",
        "CLI LEAVE MWAIT STI, RIGHT",
        "CLI LEAVE MWAIT_WITHOUT_BREAK STI, LOST",
        "CLI LEAVE MWAIT, LOST",
        // Nobody sends an interrupt for what the CPU raises itself.
        "CLI LEAVE RAISE SAFE_HALT, LOST",
        "RAISE CLI LEAVE SAFE_HALT, NEVER_SLEEPS",
        "SUSPEND PROCESS_TIMERS CLI LEAVE SAFE_HALT RESUME, LOST",
        // A softirq may take the CPU offline.
        "PROCESS_SOFTIRQS CLI LEAVE SAFE_HALT, LOST",
        "PROCESS_TIMERS CLI LEAVE SAFE_HALT, RIGHT",
        "CLI PROCESS_TIMERS LEAVE SAFE_HALT, LOST",
        "CLI STI, NEVER_SLEEPS",
        "RESTORE SAFE_HALT, UNDEFINED"
    })
    void whoIsInterrupted(String steps, Answer expected) {
        assertThat(Judged.expected(handler(Handler.Around.PLAIN, steps))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {1}, {2}")
    @CsvSource({
        "PROMISE MONITOR LOOK TAKE_BACK, RIGHT, RIGHT",
        "PROMISE LOOK TAKE_BACK, LOST, LOST",
        "PROMISE MONITOR MWAIT TAKE_BACK, LOST, LOST",
        "MONITOR LOOK_AND_PROMISE TAKE_BACK, RIGHT, RIGHT",
        // Who has set the bit before the monitor was armed looks at the flags behind that.
        "MONITOR PROMISE MWAIT TAKE_BACK, RIGHT, LOST",
        "PROMISE MONITOR_OF_0 LOOK TAKE_BACK, LOST, LOST",
        "PROMISE MONITOR LOOK, LOST, LOST"
    })
    void whoSaysThatItNeedsNoInterrupt(String steps, Answer byInMwait, Answer byFlags) {
        String around = "CLI LEAVE " + steps + " STI";
        assertThat(Judged.expected(handler(Handler.Around.FLAGS, around))).isEqualTo(byFlags);
        assertThat(Judged.expected(handler(Handler.Around.IN_MWAIT, "RCU_ENTER CLI BUSY " + steps + " STI RCU_EXIT")))
                .isEqualTo(byInMwait);
    }

    /** What RCU has begun before it was told is to be seen by a look behind that. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "RCU_ENTER CLI BUSY SAFE_HALT RCU_EXIT, RIGHT",
        "CLI BUSY RCU_ENTER LOOK STI RCU_EXIT, LOST",
        "RCU_ENTER CLI LOOK STI RCU_EXIT, LOST",
        "RCU_ENTER CLI BUSY SAFE_HALT, LOST",
        "CLI BUSY SAFE_HALT, LOST"
    })
    void whoTellsRcu(String steps, Answer expected) {
        assertThat(Judged.expected(handler(Handler.Around.RCU, steps))).isEqualTo(expected);
    }

    private static Handler handler(Handler.Around around, String steps) {
        List<Statement> body =
                Stream.of(steps.split(" ")).map(OracleTest::statement).toList();
        return new Handler(around, List.of(), body);
    }

    private static Statement statement(String step) {
        Statement enables = new Statement.Do(Op.STI, 0);
        Statement leaves = new Statement.Leave(Statement.Leave.Where.RETURN);
        Statement mwait = new Statement.Do(Op.MWAIT, 0);
        return switch (step) {
            case "LEAVE" -> new Statement.If(PENDING, List.of(enables, leaves), List.of(), false);
            case "BUSY" ->
                new Statement.If(
                        new Not(new Condition.Haltable()),
                        List.of(enables, new Statement.Do(Op.RCU_EXIT, 0), leaves),
                        List.of(),
                        false);
            case "LOOK" -> new Statement.If(new Not(PENDING), List.of(mwait), List.of(), false);
            case "LOOK_AND_PROMISE" ->
                new Statement.If(new Not(PENDING), List.of(new Statement.Do(Op.PROMISE, 0), mwait), List.of(), false);
            default -> new Statement.Do(Op.valueOf(step), 0);
        };
    }
}
