// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.List;
import java.util.Map;
import org.wakeproof.history.Scenarios;
import org.wakeproof.prove.idle.IdlePart;
import org.wakeproof.prove.idle.IdleVariant;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.refinement.Refinement;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Whether ports are compared with the system that is proved, and which. */
final class RefineOptions {
    private static final String NOT_REFINED = "whether the ports behave as the system does was not looked at";
    private static final int MOST_STATES = 1_000_000;

    /** Where the ports are compared with the system as committed. */
    private static final Map<IdlePart, List<String>> REFINED = Map.of(
            IdlePart.LEGACY_ANY,
            List.of("idle-once --cstate c3 --hpet legacy-any", "idle-once --timers none --hpet legacy-any"),
            IdlePart.MSI_SHARED,
            List.of("idle-once --cstate c3 --hpet msi-shared"),
            IdlePart.PIT,
            List.of("idle-once --cstate c3 --hpet pit"),
            IdlePart.IN_MWAIT,
            List.of("in-mwait", "mwait-protocol"),
            IdlePart.IN_MWAIT_TSO,
            List.of("in-mwait --memory tso", "mwait-protocol --memory tso"));

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--refine",
            description =
                    "Compares every step of the ports, nothing reduced, with the system (idle-once, offline, or in-mwait, 2 CPUs), and with --hpet "
                            + "legacy-any the ports' CPUs with each other.")
    private boolean refine;

    @Option(
            names = "--ports",
            paramLabel = "LINE",
            description =
                    "With --refine: these ports and no others, as typed behind check (\"idle-tick --rounds 1 --cstate c3\").")
    private String ports;

    @Option(
            names = "--max-states",
            paramLabel = "N",
            description = "With --refine: stops at that many states of the ports (default: 1,000,000).")
    private Integer maxStates;

    /**
     * Looks at what was typed before anything is proved.
     *
     * @throws ParameterException if there are no such ports of this system
     */
    void check(IdlePart part, IdleVariant variant, ParametricSystem system) {
        if (refine && usual(part, variant).isEmpty()) {
            throw wrong(
                    "--refine compares the ports as committed: --variant v2, or with --offline timers-only or v2-online, "
                            + "without --mwait flags");
        } else if (!refine && (ports != null || maxStates != null)) {
            throw wrong((ports != null ? "--ports" : "--max-states") + " is for --refine");
        }
        if (maxStates != null) {
            Usage.checkLimit(spec, "--max-states", maxStates);
        }
        if (ports != null) {
            Usage.checked(
                    spec, () -> new Refinement(system, Scenarios.wired(ports).machine()));
        }
    }

    /**
     * Compares, says what came of it, and keeps that.
     *
     * @param system as it is proved
     */
    PortComparison run(IdlePart part, IdleVariant variant, ParametricSystem system) {
        PortComparison comparison = new PortComparison(spec.commandLine().getOut());
        if (!refine) {
            Terminal.printWrapped(spec.commandLine().getOut(), notRefined(part, variant));
            return comparison;
        }
        comparison.compareSteps(
                system,
                ports == null ? usual(part, variant) : List.of(ports),
                maxStates == null ? MOST_STATES : maxStates);
        if (ports == null && part == IdlePart.LEGACY_ANY) {
            comparison.compareCpus();
        }
        return comparison;
    }

    /** That nothing was compared, and how it would be. */
    static String notRefined(IdlePart part, IdleVariant variant) {
        return usual(part, variant).isEmpty() ? NOT_REFINED : NOT_REFINED + ": --refine";
    }

    /** Where the ports are compared with a version of the system; nowhere where they are not. */
    private static List<String> usual(IdlePart part, IdleVariant variant) {
        if (part == IdlePart.OFFLINE) {
            return variant == IdleVariant.V2 ? List.of() : List.of("offline --variant " + variant);
        }
        return variant == IdleVariant.V2 ? REFINED.getOrDefault(part, List.of()) : List.of();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
