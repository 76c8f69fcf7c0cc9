// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.history.system;

import java.util.List;
import org.wakeproof.explorer.ClosedSystem;
import org.wakeproof.scenario.Change;
import org.wakeproof.scenario.Settings;

/** M14: CPU1 goes idle while CPU0 wakes a vCPU. As is, it has the bug, as Xen has it. */
final class StealWindow extends HistoricScenario {
    StealWindow() {
        super(
                "steal-window",
                "a CPU looks for work, then says that it idles: what of work in between?",
                new Bug(Change.IDLERS_SET_BEFORE_STEAL, "it says so before it looks (M14)"));
    }

    @Override
    public List<String> expectations() {
        return List.of(
                "as is                      VIOLATED  a wake-up between the look and the bit tells nobody (S5, M14)",
                "idlers-set-before-steal    HOLDS");
    }

    @Override
    public ClosedSystem build(Settings settings) {
        return new IdlersSystem(settings, 2, 0)
                .wakes(0)
                .blocks(1)
                .close("CPU0 wakes one vCPU; what CPU1 runs blocks for ever");
    }
}
