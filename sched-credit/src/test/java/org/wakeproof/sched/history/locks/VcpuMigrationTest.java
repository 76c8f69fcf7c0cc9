// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.sched.history.locks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wakeproof.direct.OneCpuAtATime;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;

/** vcpu_migrate where the vCPU is moved by somebody else before both locks are held. */
class VcpuMigrationTest {
    private static final int ANYWHERE = 0b111;

    @Test
    void aCpuIsPickedOnlyUnderTheLockOfTheCpuThatTheVcpuHasNow() {
        Machine machine = new Machine(3);
        VcpuMigration migration = new VcpuMigration(machine, List.of(ANYWHERE, ANYWHERE, ANYWHERE));
        Procedure nothing = machine.procedure("nothing", () -> {});
        for (int cpu = 0; cpu < 3; cpu++) {
            machine.boot(cpu, true, nothing);
        }
        machine.seal();
        OneCpuAtATime run = new OneCpuAtATime(machine);
        List<String> steps = new ArrayList<>();
        run.tell(step -> {
            if (steps.isEmpty()) {
                // The first look at v0.processor; it is stolen by CPU2 behind it.
                run.set(migration.processor(0).field(), 2);
            }
            steps.add(step);
        });
        migration.vcpuMigrate();
        assertThat(steps).first().isEqualTo("R: v0.processor is CPU0");
        assertThat(steps)
                .containsSubsequence(
                        "L+ schedule_lock[0]",
                        "R: v0.processor is CPU2",
                        "L- schedule_lock[0]",
                        "L+ schedule_lock[2]",
                        "R: v0.processor is CPU2",
                        "W: v0 last pick = 1");
        assertThat(run.get(migration.processor(0).field())).isEqualTo(1);
    }
}
