// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.timed.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events in time, and what is counted of them. */
class EventsTest {
    private enum Doing {
        NOTHING,
        SOMETHING
    }

    private final Events events = new Events();

    @Test
    void happenInTheOrderOfTheirTimesAndOfTheSameTimeInThatOfTheirDeclaration() {
        List<String> happened = new ArrayList<>();
        List<Events.Event> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            int number = i;
            all.add(events.declare(() -> happened.add(number + " at " + events.now())));
        }
        all.get(39).at(5);
        all.get(7).at(9);
        all.get(3).at(5);
        all.get(7).at(2);
        events.runUntil(9);
        assertThat(happened).containsExactly("7 at 2", "3 at 5", "39 at 5");
        assertThat(events.now()).isEqualTo(9);
        assertThatThrownBy(() -> all.get(0).at(8)).hasMessage("at 8 ns, and it is 9");
    }

    @Test
    void whatServesOneAtATimeLetsOthersWait() {
        SerialResource link = new SerialResource();
        assertThat(link.use(0, 10)).isEqualTo(10);
        assertThat(link.use(3, 10)).isEqualTo(20);
        assertThat(link.use(50, 10)).isEqualTo(60);
        assertThat(link.busy()).isEqualTo(30);
    }

    @Test
    void whatSomebodyIsAtAddsUpToTheTimeThatHasPassed() {
        TimeAccount<Doing> account = new TimeAccount<>(Doing.class, Doing.NOTHING);
        account.turn(Doing.SOMETHING, 4);
        account.reset(6);
        account.turn(Doing.NOTHING, 9);
        assertThat(account.time(Doing.SOMETHING, 20)).isEqualTo(3);
        assertThat(account.time(Doing.NOTHING, 20)).isEqualTo(11);
    }

    @Test
    void howManyAreThereIsAveragedOverTime() {
        Level level = new Level();
        level.add(2, 0);
        level.reset(10);
        level.add(2, 15);
        assertThat(level.mean(10, 20)).isEqualTo(3);
    }
}
