// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wakeproof.prove.induction.Check;
import org.wakeproof.prove.induction.Check.Kind;
import org.wakeproof.prove.induction.Check.Part;
import org.wakeproof.prove.induction.Counterexample;
import org.wakeproof.prove.induction.Proof;
import org.wakeproof.prove.logic.Conjunct;
import org.wakeproof.prove.logic.Response;
import org.wakeproof.prove.logic.Step;

/** A proof in words: never more than what was asked, with what it rests on. */
public final class ProofText {
    /** Why the engine was not asked about a version. */
    public static final String NO_PORT = "No port has this change, so the engine was not asked.";

    private ProofText() {}

    /** What was found, after the verdict's line. */
    public static List<String> of(Proof proof) {
        List<String> lines = new ArrayList<>();
        lines.add(figures(proof));
        switch (proof.verdict()) {
            case PROVED -> {
                safety(proof, lines);
                proof.system().response().ifPresent(response -> {
                    lines.add("proved to happen in the end, in every fair run, by " + stages(response) + ":");
                    lines.add("- " + response.name() + ": " + response.words());
                });
            }
            case NOT_INDUCTIVE -> failing(proof, lines);
            case NO_RESPONSE -> {
                if (proof.open().stream().allMatch(check -> check.kind().part() == Part.RESPONSE)) {
                    safety(proof, lines);
                }
                lines.add("not proved to happen in the end:");
                proof.system()
                        .response()
                        .ifPresent(response -> lines.add("- " + response.name() + ": " + response.words()));
                ResponseText.refuted(proof, lines);
            }
            case INCOMPLETE -> incomplete(proof, lines);
        }
        return lines;
    }

    private static void safety(Proof proof, List<String> lines) {
        lines.add("proved of every state that the system can reach, whatever the number of CPUs:");
        for (Conjunct property : proof.system().properties()) {
            lines.add("- " + property.name() + ": " + property.words());
        }
    }

    private static String stages(Response response) {
        return response.stages().size() + " stages";
    }

    /** What the verdict rests on. */
    public static List<String> assumptions(Proof proof) {
        List<String> lines = new ArrayList<>();
        lines.add("it speaks of a system that was written by hand, not of the ports");
        lines.addAll(proof.system().assumptions());
        if (proof.system().response().isEmpty()) {
            lines.add("safety only: that an interrupt which is pending or owed arrives is assumed, not proved");
        }
        proof.system().response().ifPresent(response -> {
            response.fairness().forEach(each -> lines.add("fair: " + each));
            lines.add(
                    "that who comes nearer in each stage arrives, and why interrupts do not stay off, is argued on paper "
                            + "from the answers (docs/proofs.md)");
        });
        lines.add(proof.solver()
                + " is trusted, and so is the instantiation of what holds for all CPUs by those of each question");
        return lines;
    }

    private static String figures(Proof proof) {
        long key = proof.system().invariant().stream().filter(Conjunct::isKey).count();
        return String.format(
                Locale.ROOT,
                "%d steps, an invariant of %d conjuncts (%d key), %s; %d of %d questions asked of %s, none about more than "
                        + "%d CPUs, %.1f s",
                proof.system().steps().size(),
                proof.system().invariant().size(),
                key,
                proof.system().response().map(ProofText::stages).orElse("no stages"),
                proof.checks().size(),
                proof.questions(),
                proof.solver(),
                proof.mostCpus(),
                proof.millis() / 1e3);
    }

    private static void failing(Proof proof, List<String> lines) {
        for (Check check : proof.refuted(Part.SAFETY)) {
            lines.add(switch (check.kind()) {
                        case INITIATION -> "the invariant does not hold at first: ";
                        case STEP -> "step that leads out of the invariant: ";
                        default -> "does not follow from the invariant: ";
                    }
                    + check.subject()
                    + words(proof, check));
            for (String broken : check.broken()) {
                lines.add("  breaks '" + broken + "', which says: " + conjunct(proof, broken));
            }
            check.counterexample().ifPresent(state -> state(state, lines));
        }
        lines.add("That state need not be one that can be reached: a failed induction alone is no bug.");
    }

    /** What the step of a question does, in brackets; nothing if it is about none. */
    static String words(Proof proof, Check check) {
        return proof.system().steps().stream()
                .filter(step -> step.name().equals(check.subject()))
                .map(Step::words)
                .findFirst()
                .map(words -> " (" + words + ")")
                .orElse("");
    }

    private static String conjunct(Proof proof, String name) {
        return java.util.stream.Stream.concat(proof.system().invariant().stream(), proof.system().properties().stream())
                .filter(conjunct -> conjunct.name().equals(name))
                .map(Conjunct::words)
                .findFirst()
                .orElse("");
    }

    static void state(Counterexample state, List<String> lines) {
        lines.add("  in a state of " + state.cpus() + (state.cpus() == 1 ? " CPU" : " CPUs")
                + (state.global().isEmpty() ? "" : ": " + String.join(", ", state.global())));
        for (int cpu = 0; cpu < state.cpus(); cpu++) {
            String role = state.roles().get(cpu);
            List<String> set = state.own().get(cpu);
            lines.add("    CPU" + cpu + (role.isEmpty() ? "" : " (" + role + ")") + ": "
                    + (set.isEmpty() ? "running, nothing set" : String.join(", ", set)));
        }
        if (!state.changes().isEmpty()) {
            lines.add("    it changes: " + String.join("; ", state.changes()));
        }
    }

    private static void incomplete(Proof proof, List<String> lines) {
        for (Check check : proof.open()) {
            lines.add(
                    check.kind() == Kind.POSSIBLE
                            ? "can never be taken, or the solver does not know: " + check.subject()
                            : check.kind() == Kind.NEEDED
                                    ? "a stage that no CPU is ever in alone, or the solver does not know: "
                                            + check.subject()
                                    : "the solver does not know: " + check.subject());
        }
        if (proof.open().isEmpty()) {
            lines.add("stopped before everything was asked");
        }
    }
}
