// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wakeproof.machine.Step;
import org.wakeproof.report.timeline.Condition.Activity;
import org.wakeproof.report.timeline.Message.Kind;

/** What is drawn of a trace is what happens in it. */
class TimelineTest {
    private static final Timeline F01 =
            Violated.check("idle-tick --variant v1 --cstate c3 --timers none").timeline();

    private static Message only(Timeline timeline, Kind kind, int to) {
        List<Message> messages = timeline.messages().stream()
                .filter(message -> message.kind() == kind && message.to() == to)
                .toList();
        assertThat(messages).isNotEmpty();
        return messages.get(0);
    }

    private static String value(Timeline timeline, int step, String name) {
        List<String> names = timeline.variables().stream().map(Variable::name).toList();
        return timeline.valuesAfter(step).get(names.indexOf(name));
    }

    @Test
    void lanesAreTheCpusAndTheDevicesThatAct() {
        assertThat(F01.lanes())
                .containsExactly(
                        new Lane("CPU0", true),
                        new Lane("CPU1", true),
                        new Lane("clock", false),
                        new Lane("HPET", false));
    }

    @Test
    void theInterruptThatIsNotSentIsDrawnWhereTheBitIsFoundSet() {
        Message elided = only(F01, Kind.ELIDED, 1);
        Moment moment = F01.moments().get(elided.sent());
        assertThat(elided.from()).isZero();
        assertThat(elided.label()).isEqualTo("TIMER");
        assertThat(elided.taken()).isNegative();
        assertThat(moment.text()).isEqualTo("A: set TIMER in softirq_pending[1], already set");
        assertThat(moment.isDecisive()).isTrue();
        assertThat(moment.changes()).isEmpty();
        assertThat(elided.sent()).isGreaterThan(F01.asleepSince(1));
    }

    @Test
    void theSleeperSleepsToTheEndAndIsSentNothing() {
        int asleep = F01.asleepSince(1);
        assertThat(F01.moments().get(asleep).text()).isEqualTo("falls asleep in C3");
        assertThat(F01.moments().get(asleep - 1).conditions().get(1).activity()).isEqualTo(Activity.INTERRUPTS_OFF);
        assertThat(F01.moments().subList(asleep, F01.moments().size()))
                .allMatch(moment -> moment.conditions().get(1).title().equals("asleep in C3"));
        assertThat(F01.messages())
                .noneMatch(message -> message.to() == 1
                        && message.sent() > asleep
                        && !message.kind().isAbsent());
    }

    @Test
    void theHpetsInterruptGoesToCpu0WhichTakesIt() {
        Message interrupt = only(F01, Kind.INTERRUPT, 0);
        assertThat(F01.lanes().get(interrupt.from()).name()).isEqualTo("HPET");
        assertThat(interrupt.taken()).isGreaterThan(interrupt.sent());
        for (int i = interrupt.sent(); i < interrupt.taken(); i++) {
            assertThat(F01.moments().get(i).conditions().get(0).interruptWaits())
                    .isTrue();
        }
        Moment taken = F01.moments().get(interrupt.taken());
        assertThat(taken.kind()).isEqualTo(Step.Kind.INTERRUPT);
        assertThat(taken.lane()).isZero();
        assertThat(taken.conditions().get(0).title()).isEqualTo("in the handler of the HPET interrupt");
        int back = interrupt.taken();
        while (!F01.moments().get(back).text().equals("returns from the interrupt")) {
            assertThat(F01.moments().get(back).conditions().get(0).activity()).isEqualTo(Activity.HANDLER);
            back++;
        }
        assertThat(F01.moments().get(back).conditions().get(0).activity()).isEqualTo(Activity.RUNNING);
    }

    @Test
    void statesAreThoseBehindEachStep() {
        int raised = 0;
        while (!F01.moments().get(raised).isDecisive()) {
            raised++;
        }
        assertThat(value(F01, raised - 1, "softirq_pending[1]")).isEqualTo("0");
        assertThat(value(F01, raised, "softirq_pending[1]")).isEqualTo("TIMER");
        assertThat(F01.moments().get(raised).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.after()).isEqualTo("TIMER"));
        assertThat(value(F01, F01.asleepSince(1), "sleep[1]")).isEqualTo("C3");
    }

    @Test
    void anIpiIsSentByOneCpuAndTakenByAnother() {
        Timeline poll = Violated.check("poll --change poll-looks-at-ports-only").timeline();
        Message ipi = only(poll, Kind.IPI, 1);
        assertThat(ipi.from()).isZero();
        assertThat(poll.moments().get(ipi.sent()).text()).isEqualTo("IPI: event check to CPU1");
        assertThat(poll.moments().get(ipi.taken()).text()).endsWith("the event check interrupt");
        assertThat(poll.moments().get(ipi.taken()).lane()).isEqualTo(1);
    }

    @Test
    void anInterruptThatNeverFollowsIsDrawnToo() {
        Timeline batch =
                Violated.check("raise-batch --change notes-softirq-number").timeline();
        Message missing = only(batch, Kind.MISSING, 2);
        assertThat(batch.moments().get(missing.sent()).text()).isEqualTo("A: set SCHEDULE in softirq_pending[2]");
        assertThat(batch.messages()).noneMatch(message -> message.kind() == Kind.IPI && message.to() == 2);
    }

    @Test
    void storesWaitInTheLaneOfTheirCpu() {
        Timeline tso = Violated.check("poll --memory tso --change polls-by-plain-stores")
                .timeline();
        assertThat(tso.lanes()).allMatch(Lane::isCpu);
        for (int i = 1; i < tso.moments().size(); i++) {
            Moment moment = tso.moments().get(i);
            if (moment.kind() == Step.Kind.EVENT) {
                int before =
                        tso.moments().get(i - 1).conditions().get(moment.lane()).buffered();
                assertThat(moment.conditions().get(moment.lane()).buffered()).isEqualTo(before - 1);
            }
        }
        assertThat(tso.moments()).anyMatch(moment -> moment.conditions().get(1).buffered() > 1);
    }

    @Test
    void whatMattersIsShownAndMostIsNot() {
        assertThat(F01.moments()).filteredOn(Moment::isDecisive).isNotEmpty().allMatch(Moment::isShown);
        assertThat(F01.moments().stream().filter(Moment::isShown).count())
                .isLessThan(F01.moments().size() / 5);
    }
}
