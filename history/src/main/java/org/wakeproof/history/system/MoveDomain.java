// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.explorer.Property;
import org.wakeproof.machine.Machine;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;
import org.wakeproof.scenario.SmallSystem;
import org.wakeproof.sched.history.locks.DomainMove;
import org.wakeproof.sched.history.locks.MovesVcpuWithoutLock;

/** F33c: CPU1 wakes a vCPU while CPU0 moves its domain. */
final class MoveDomain extends HistoricScenario {
    MoveDomain() {
        super(
                "move-domain",
                "a vCPU is woken while its domain moves: is the lock that was taken let go of?",
                new Bug(Change.MOVES_VCPU_WITHOUT_LOCK, "a lock is let go of that is not held (F33)"));
    }

    @Override
    public ClosedSystem build(Settings settings) {
        Machine machine = SmallSystem.machine(settings, 2);
        DomainMove v = settings.changes().has(Change.MOVES_VCPU_WITHOUT_LOCK)
                ? new MovesVcpuWithoutLock(machine)
                : new DomainMove(machine);
        machine.boot(0, true, machine.procedure("moves the domain", () -> v.schedMoveDomain(1)));
        machine.boot(1, true, machine.procedure("wakes", () -> v.vcpuWake()));
        return new SmallSystem(machine, "one wake-up, one move from CPU0 to CPU1")
                .and(new Property.NoDeadlock())
                .close();
    }
}
