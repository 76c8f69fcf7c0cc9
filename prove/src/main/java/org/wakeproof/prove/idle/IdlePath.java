// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.idle;

import static org.wakeproof.prove.idle.Cells.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Step;

/** The idle path of March 2009 with any number of CPUs, one HPET channel for all, and timers. */
public final class IdlePath {
    private static final List<String> ASSUMPTIONS = List.of(
            "one HPET channel for all CPUs, whose interrupt goes to any of them",
            "sequentially consistent memory",
            "whoever has flipped a softirq bit of another CPU sends its IPI before it sleeps itself",
            "CPUs stay online; C-states are entered by mwait, or halted by sti;hlt");

    private IdlePath() {}

    /** The system with one HPET channel in a version. */
    public static ParametricSystem of(IdleVariant variant) {
        return new ParametricSystem(
                "idle-path",
                ALL,
                steps(variant),
                Stream.concat(IdleInvariant.key().stream(), IdleInvariant.books(IdlePart.LEGACY_ANY, variant).stream())
                        .toList(),
                IdleInvariant.properties(),
                Optional.of(IdleResponse.response()),
                ASSUMPTIONS);
    }

    /**
     * A part in a version.
     *
     * @throws IllegalArgumentException if the part has no such version
     */
    public static ParametricSystem of(IdlePart part, IdleVariant variant) {
        if (!IdleVariant.of(part).contains(variant)) {
            throw new IllegalArgumentException(part + " has no version " + variant);
        }
        return switch (part) {
            case LEGACY_ANY -> of(variant);
            case MSI_SHARED -> SharedMsiPath.of(variant);
            case PIT -> PitPath.of(variant);
            case OFFLINE -> OfflinePath.of(variant);
            case IN_MWAIT -> InMwaitPath.of(variant);
            case IN_MWAIT_TSO -> TsoPath.of(variant);
            case MWAIT_FLAGS -> MwaitFlagsPath.of(variant);
        };
    }

    static List<Step> steps(IdleVariant variant) {
        List<Step> steps = new ArrayList<>(List.of(OutsideSteps.clock()));
        steps.addAll(OutsideSteps.lapicTimers());
        steps.addAll(OutsideSteps.hpet());
        steps.addAll(OutsideSteps.raisers());
        steps.addAll(HandlerSteps.taking("HPET"));
        steps.addAll(HandlerSteps.doIrq());
        steps.addAll(HandlerSteps.scan());
        steps.addAll(HandlerSteps.raisingItself());
        steps.addAll(HandlerSteps.rearming());
        steps.addAll(MainSteps.softirqs());
        steps.addAll(MainSteps.entry());
        steps.addAll(MainSteps.shallow());
        steps.addAll(MainSteps.broadcastEnter());
        steps.addAll(MainSteps.sleepInC3(Main.EXIT_LOCK));
        steps.addAll(MainSteps.exit());
        steps.addAll(variant.mainSteps());
        steps.addAll(variant.broadcastSteps());
        return List.copyOf(steps);
    }
}
