// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.wakeproof.machine.Violation;
import org.wakeproof.sched.Vcpu;

/** The run queue against a plain list that is sorted, stably, by priority. */
class RunQueuesTest {
    private static final int VCPUS = 6;

    /** One step of a history: what to do with a vCPU, and its new priority. */
    private record Act(int kind, int vcpu, int pri) {}

    private record Queued(int vcpu, int pri) {}

    @Provide
    Arbitrary<List<Act>> histories() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, VCPUS - 1),
                        Arbitraries.integers().between(CreditVcpu.PRI_TS_OVER, CreditVcpu.PRI_TS_BOOST))
                .as(Act::new)
                .list()
                .ofMaxSize(40);
    }

    private static CreditSystem system() {
        return new CreditSystem(1, List.of(CreditSystem.domain("d", VCPUS, 1)), List.of());
    }

    private static List<Integer> queue(CreditSystem system) {
        List<Integer> queue = new ArrayList<>();
        RunQueues runq = system.scheduler.runQueues();
        system.locked(0, () -> {
            for (int at = runq.first(0); !runq.isHead(at); at = runq.next(at)) {
                queue.add(at);
            }
        });
        return queue;
    }

    @Property(tries = 700)
    void aQueueIsSortedByPriorityAndFirstInFirstOutInsideOne(@ForAll("histories") List<Act> history) {
        CreditSystem system = system();
        RunQueues runq = system.scheduler.runQueues();
        List<Queued> model = new ArrayList<>();
        for (Act act : history) {
            Vcpu v = system.guest(act.vcpu);
            boolean queued = model.removeIf(each -> act.kind != 0 && each.vcpu == v.number());
            boolean isIn = model.stream().anyMatch(each -> each.vcpu == v.number());
            system.locked(0, () -> {
                if (queued) {
                    runq.runqRemove(v.number());
                }
                if (act.kind <= 1 && !isIn) {
                    system.svc(v).pri().store(act.pri);
                    runq.runqInsert(0, v.number());
                }
            });
            if (act.kind <= 1 && !isIn) {
                model.add(new Queued(v.number(), act.pri));
                model.sort(Comparator.comparingInt(Queued::pri).reversed());
            }
            assertThat(queue(system))
                    .containsExactlyElementsOf(model.stream().map(Queued::vcpu).toList());
        }
    }

    /** After an accounting only UNDER and OVER are told apart, and each group keeps its order. */
    @Property(tries = 700)
    void sortingMovesThoseWithCreditsForwardAndKeepsTheOrderOtherwise(@ForAll("histories") List<Act> history) {
        CreditSystem system = system();
        RunQueues runq = system.scheduler.runQueues();
        for (int i = 0; i < VCPUS; i++) {
            int vcpu = i;
            system.locked(0, () -> runq.runqInsert(0, system.guest(vcpu).number()));
        }
        List<Integer> before = queue(system);
        history.forEach(act -> system.svc(system.guest(act.vcpu)).pri().store(act.pri));
        system.scheduler.books().runqSortIsDue();
        runq.cschedRunqSort(0);
        List<Integer> expected = new ArrayList<>(before);
        expected.sort(Comparator.comparing(
                vcpu -> system.get(system.scheduler.svc(vcpu).pri()) < CreditVcpu.PRI_TS_UNDER));
        assertThat(queue(system)).containsExactlyElementsOf(expected);
        history.forEach(act -> system.svc(system.guest(act.vcpu)).pri().store(CreditVcpu.PRI_TS_OVER));
        runq.cschedRunqSort(0);
        assertThat(queue(system)).as("sorted once for each accounting").containsExactlyElementsOf(expected);
    }

    @Example
    void queueingTwiceIsABug() {
        CreditSystem system = system();
        int vcpu = system.guest(0).number();
        assertThatThrownBy(() -> system.locked(0, () -> {
                    system.scheduler.runQueues().runqInsert(0, vcpu);
                    system.scheduler.runQueues().runqInsert(0, vcpu);
                }))
                .isInstanceOf(Violation.class)
                .hasMessage("dv0 is queued, but is in a run queue already");
    }

    @Example
    void aQueueIsTouchedUnderItsLockOnly() {
        CreditSystem system = system();
        assertThatThrownBy(() -> system.scheduler.runQueues().first(0))
                .isInstanceOf(Violation.class)
                .hasMessageContaining("the holder of schedule_lock[0] may touch it");
    }
}
