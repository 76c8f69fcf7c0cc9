// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.history.Scenarios;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.SpinLock;
import org.wakeproof.machine.Word;

/**
 * Of the plain stores of the idle path others see those of timer_deadline and in_mwait without a lock, and with a shared channel that
 * of ch->cpu. All others are a CPU's own, or to what a lock guards.
 */
class PlainStoresTest {
    private static final Map<String, PlainStores> SEEN = new HashMap<>();

    private static PlainStores of(String scenario) {
        return SEEN.computeIfAbsent(
                scenario, name -> PlainStores.of(Scenarios.wired(name).machine(), 80, 4_000));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "idle-once --cstate c3 --timers none --hpet legacy-any --cpus 3 | timer_deadline[]=find deadline \u2192 find expired events",
                "idle-tick --cstate c3 --hpet legacy-any | timer_deadline[]=find deadline \u2192 find expired events",
                "mwait-protocol | in_mwait[]=acpi_processor_idle \u2192 cpu_raise_softirq",
                "in-mwait | in_mwait[]=idle \u2192 cpu_raise_softirq",
                "idle-once --cstate c3 --hpet pit | ''",
            })
    void onlyDeadlinesAndInMwaitAreSeenWithoutALock(String scenario, String seen) {
        assertThat(of(scenario).seenWithoutLock()).hasToString("{" + seen + "}");
    }

    /** Who claims the channel says so without its lock; --memory tso is not proved of it. */
    @Test
    void aSharedChannelHasItsOwnerBeside() {
        assertThat(of("idle-once --cstate c3 --timers none --hpet msi-shared --cpus 3")
                        .seenWithoutLock()
                        .keySet())
                .containsExactly("HPET.cpu", "timer_deadline[]");
    }

    @Test
    void eachOtherIsUnderALock() {
        assertThat(of("idle-tick --cstate c3 --hpet legacy-any").guards())
                .isEqualTo(Map.of(
                        "HPET.comparator",
                        Set.of("HPET.lock"),
                        "HPET.next_event",
                        Set.of("HPET.lock"),
                        "HPET.desc.status",
                        Set.of("HPET.desc.lock")));
    }

    /** Two CPUs, of which one stores under a lock, and the other sees that. */
    private static PlainStores small(boolean isSeenUnderLock) {
        Machine machine = new Machine(2);
        SpinLock lock = machine.lock("lock");
        Word x = machine.word("x", 1, 0);
        Word own = machine.word("own", 1, 0);
        Procedure stores = machine.procedure("stores", () -> {
            lock.lock();
            x.store(1);
            lock.unlock();
            own.store(1);
        });
        Procedure sees = machine.procedure("sees", () -> {
            if (isSeenUnderLock) {
                lock.lock();
            }
            x.load();
            if (isSeenUnderLock) {
                lock.unlock();
            }
        });
        machine.boot(0, false, stores);
        machine.boot(1, false, sees);
        machine.seal();
        return PlainStores.of(machine, 20, 20);
    }

    @Test
    void whatIsSeenWithoutTheLockIsNoticed() {
        assertThat(small(true).seenWithoutLock()).isEmpty();
        assertThat(small(true).guards()).isEqualTo(Map.of("x", Set.of("lock")));
        assertThat(small(false).seenWithoutLock()).isEqualTo(Map.of("x", "stores \u2192 sees"));
        assertThat(small(false).guards()).isEmpty();
    }
}
