// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.wakeproof.prove.idle.IdlePart;
import org.wakeproof.prove.idle.IdleVariant;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Of which machine the idle path is proved, and in which version. */
final class PartOptions {
    private static final String FLAGS = "flags";
    private static final String IN_MWAIT = "in-mwait";
    private static final String SC = "sc";
    private static final String TSO = "tso";

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--hpet",
            paramLabel = "H",
            completionCandidates = Devices.class,
            description =
                    "What wakes CPUs whose LAPIC timer stands still: legacy-any (default: one HPET channel, whose "
                            + "interrupt goes to any CPU), msi-shared (one whose MSI goes to its owner, and is handed over), or pit "
                            + "(no HPET).")
    private String hpet = "legacy-any";

    @Option(names = "--offline", description = "CPUs go offline, too, with --hpet legacy-any.")
    private boolean offline;

    @Option(
            names = "--mwait",
            paramLabel = "M",
            completionCandidates = Mwaits.class,
            description =
                    "How C-states are entered by mwait, with --hpet legacy-any: flags (May 2010: the HPET's handler wakes those in "
                            + "cpuidle_mwait_flags by a store, in C3), or in-mwait (July 2025, in C1, too: who raises a softirq sees that the CPU is in "
                            + "mwait, and sends no IPI). Default: interrupts alone end a sleep.")
    private String mwait;

    @Option(
            names = "--memory",
            paramLabel = "M",
            completionCandidates = Memories.class,
            description = "sc (default), or with --mwait in-mwait tso: plain stores wait in store buffers, as on x86.")
    private String memory = SC;

    @Option(
            names = "--variant",
            paramLabel = "V",
            completionCandidates = Variants.class,
            description = "v2 (default), or a changed one, most with a bug: ${COMPLETION-CANDIDATES}.")
    private String variant = "v2";

    /** For completion. */
    static final class Devices implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return devices().stream().map(IdlePart::toString).iterator();
        }
    }

    /** For completion. */
    static final class Mwaits implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of(FLAGS, IN_MWAIT).iterator();
        }
    }

    /** For completion. */
    static final class Memories implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return List.of(SC, TSO).iterator();
        }
    }

    /** For completion. */
    static final class Variants implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(IdleVariant.values())
                    .map(IdleVariant::toString)
                    .iterator();
        }
    }

    private static List<IdlePart> devices() {
        return Arrays.stream(IdlePart.values()).filter(IdlePart::isDevice).toList();
    }

    /**
     * The part.
     *
     * @throws ParameterException if there is none that is typed so
     */
    IdlePart part() {
        IdlePart device = device();
        memory = Usage.asWritten(memory, new Memories());
        mwait = mwait == null ? null : Usage.asWritten(mwait, new Mwaits());
        if (!memory.equals(SC) && (!memory.equals(TSO) || !IN_MWAIT.equals(mwait))) {
            throw wrong("--memory takes sc, or with --mwait in-mwait tso, not '" + memory + "'");
        } else if (!offline && mwait == null) {
            return device;
        } else if (device != IdlePart.LEGACY_ANY || offline && mwait != null) {
            throw wrong("--offline and --mwait are for --hpet legacy-any, one at a time");
        }
        return offline ? IdlePart.OFFLINE : mwait();
    }

    private IdlePart device() {
        hpet = Usage.asWritten(hpet, new Devices());
        return devices().stream()
                .filter(each -> each.toString().equals(hpet))
                .findFirst()
                .orElseThrow(() -> wrong("--hpet takes " + listed(devices()) + ", not '" + hpet + "'"));
    }

    private IdlePart mwait() {
        return switch (mwait) {
            case FLAGS -> IdlePart.MWAIT_FLAGS;
            case IN_MWAIT -> memory.equals(TSO) ? IdlePart.IN_MWAIT_TSO : IdlePart.IN_MWAIT;
            default -> throw wrong("--mwait takes flags, in-mwait, not '" + mwait + "'");
        };
    }

    /**
     * The version of a part.
     *
     * @throws ParameterException if the part has none of this name
     */
    IdleVariant variant(IdlePart part) {
        variant = Usage.asWritten(variant, new Variants());
        return IdleVariant.named(variant)
                .filter(IdleVariant.of(part)::contains)
                .orElseThrow(() -> wrong("--variant takes " + listed(IdleVariant.of(part)) + " with " + part.option()
                        + ", not '" + variant + "'"));
    }

    private static String listed(List<?> names) {
        return names.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
