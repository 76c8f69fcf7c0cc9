// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.browse.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.explorer.Walk;
import org.wakeproof.explorer.Walk.Position;
import org.wakeproof.machine.Cell;
import org.wakeproof.machine.Instant;
import org.wakeproof.machine.Machine;

/** What can be asked of a state, and what is answered to who asks wrongly. */
class ExpressionTest {
    private static final String[] STATES = {"idle", "runnable", "running"};

    private final Machine machine = machine();
    private final Position start = new Walk(machine).start();
    private final Names names = new Names(machine, cells(machine));

    /** count is 3, zero 0, bits TIMER and RCU, owed -2, state runnable, soon in a tick, and so on. */
    private static Machine machine() {
        Machine machine = new Machine(2, 2, 1, 1);
        machine.word("count", 7, 3);
        machine.word("zero", 7, 0);
        machine.word("bits[0]", 7, 5).shownAs(ExpressionTest::bits);
        machine.word("owed", 4, 1).shownAs(value -> Integer.toString(value - 3));
        machine.word("v0.state", 2, 1).shownAs(value -> STATES[value]);
        machine.time("soon", Instant.nowPlus(1));
        machine.time("unset", Instant.zero());
        machine.time("far", Instant.never());
        machine.time("time of day", Instant.now());
        machine.vector("event check", () -> {});
        machine.boot(0, true, machine.procedure("main", () -> machine.fence()));
        machine.boot(1, false, machine.procedure("other", () -> machine.fence()));
        machine.seal();
        return machine;
    }

    private static String bits(int value) {
        String text = (value & 1) != 0 ? "TIMER" : "";
        text += (value & 2) != 0 ? "|SCHEDULE" : "";
        text += (value & 4) != 0 ? "|RCU" : "";
        return text.isEmpty() ? "0" : text.replaceFirst("^\\|", "");
    }

    private static Map<String, Cell> cells(Machine machine) {
        Map<String, Cell> cells = new LinkedHashMap<>();
        machine.cells().forEach(cell -> cells.put(cell.name(), cell));
        return cells;
    }

    private String value(String text) {
        return Expression.parse(text, names).along(List.of(start)).get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "count == 3; true",
                "count = 3; true",
                "count != 3; false",
                "3 < count; false",
                "3 <= count; true",
                "count + 1 > 3; true",
                "count * 2 - 1 == 5; true",
                "count & 2; 2",
                "(count & 4) == 0; true",
                "count & 4 == 0; true",
                "-count; -3",
                "1 - 2 - 3; -4",
                "2 + 3 * 2; 8",
                "not zero; true",
                "!zero && count; true",
                "zero || zero; false",
                "zero and zero or count; true",
                "count or zero and zero; true",
                "NOT (count AND zero); true",
                "not count == 4; true",
                "bits[0] has TIMER; true",
                "bits[0] has schedule; false",
                "bits[0] has 2; true",
                "bits[0] has 1; false",
                "bits[0] == \"TIMER|RCU\"; true",
                "bits[0]; TIMER|RCU",
                "owed; -2",
                "owed == -2; true",
                "owed < 0; true",
                "v0.state == runnable; true",
                "Running != v0.state; true",
                "v0.state; runnable",
                "soon > now; true",
                "soon == now + 1; true",
                "now - soon; -1",
                "soon - 1 <= now; true",
                "unset == none; true",
                "unset < now; true",
                "far == never; true",
                "far == STIME_MAX; true",
                "far + 5 == far; true",
                "soon < far; true",
                "soon; now+1",
                "soon + 1; now+2",
                "'time of day' == now; true",
                "CPU0.asleep; false",
                "CPU0.interrupts and not CPU1.interrupts; true",
                "cpu1.interrupts == off; true",
                "CPU0.state == awake; true",
                "CPU0.state has C1; false",
                "CPU0.pending has 'event check'; false",
                "CPU0.functions has main; true",
                "CPU1.functions; other",
                "CPU0.stores == 0; true",
            })
    void isWhatItSays(String text, String expected) {
        assertThat(value(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "cuont == 3; there is no cell 'cuont'",
                "coun; there is no cell 'coun'; there is count",
                "time == 3; there is no cell 'time'; there is \"time of day\"",
                "count ==; 'the end' stands where a name, a number or a bracket should",
                "count 3; '3' stands where an operator or the end should",
                "(count; 'the end' stands where a closing bracket should",
                "count == 3 == 3; '==' stands where an operator or the end should",
                "count # 3; '#' means nothing here: there are names, numbers, ==",
                "'time of day; a name in quotes ends with one, too: 'time of day",
                "bits[0] == TIMER|RCU; '|' means nothing here",
                "soon and count; 'soon' is a time: compare it, as in soon <= now",
                "soon == 3; 'soon' is a time and '3' is a number; a time is compared with times: now, now + 1, never, none",
                "soon == later; 'later' names neither a cell nor a time",
                "soon * 2; 'soon' is a time, and 'soon * 2' wants numbers",
                "v0.state == blocked; there is no cell 'blocked', and 'v0.state' is never called so: it is idle, running, runnable",
                "v0.state < running; 'running' is a name, which is neither more nor less than another: use == or !=",
                "bits[0] has TIMR; there is no cell 'TIMR', and 'bits[0]' is never called so: it is RCU, TIMER",
                "count == many; there is no cell 'many', and 'count' is never called so: it is numbers only",
                "CPU0.asleep + 1; 'CPU0.asleep' is true or false, and 'CPU0.asleep + 1' wants numbers",
                "CPU7.asleep; there is no cell 'CPU7.asleep'; there is CPU0.asleep",
                "12345678901; 12345678901 is greater than any cell's value",
                "soon has 1; 'has' asks for a bit of a word",
                "(); ')' stands where a name, a number or a bracket should",
            })
    void whatIsWrongIsTaught(String text, String words) {
        assertThatThrownBy(() -> value(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(words);
    }

    /** Whatever somebody types while typing is answered, in a moment and without a fault. */
    @Test
    void anyTextIsReadOrRefused() {
        String nested = "(".repeat(250) + "count" + ")".repeat(245);
        String whole = "not (bits[0] has TIMER and 'time of day' <= now + 1) or v0.state == running";
        for (int end = 0; end <= whole.length(); end++) {
            read(whole.substring(0, end));
            read(whole.substring(end));
        }
        read(nested);
        read("not ".repeat(125));
        assertThatThrownBy(() -> value("1".repeat(501))).hasMessage("an expression has at most 500 characters");
    }

    private void read(String text) {
        try {
            value(text);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).as(text).isNotBlank();
        }
    }
}
