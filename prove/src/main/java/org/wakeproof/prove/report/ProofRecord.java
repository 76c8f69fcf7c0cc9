// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wakeproof.prove.induction.Check;
import org.wakeproof.prove.induction.Check.Part;
import org.wakeproof.prove.induction.Proof;
import org.wakeproof.prove.logic.FormulaText;
import org.wakeproof.prove.logic.ParametricSystem;

/**
 * A proof as data, for a file that is kept.
 *
 * @param system its name
 * @param variant its version
 * @param digest of everything that a proof of the system depends on: a record with another digest is stale
 * @param verdict as printed
 * @param solver its name and version
 * @param millis wall-clock time
 * @param cpus the most CPUs that a question named
 * @param questions how many there were of each kind
 * @param failing the steps that lead out of the invariant
 * @param response what is said of what happens in the end, or null if that was not asked
 * @param engine what the engine says about the ports, or null if it was not asked
 * @param refinement how the ports compare with the system, in words, or null if that was not looked at
 */
public record ProofRecord(
        String system,
        String variant,
        String digest,
        String verdict,
        String solver,
        long millis,
        int cpus,
        Map<String, Long> questions,
        List<String> failing,
        @Nullable Response response,
        PortAnswer.@Nullable Data engine,
        @Nullable List<String> refinement) {

    /**
     * What is said of what happens in the end.
     *
     * @param name what it is
     * @param proved whether it is proved, if runs are fair
     * @param stages by how many stages
     * @param failing what does not hold of them
     */
    public record Response(String name, boolean proved, int stages, List<String> failing) {}

    /** The record of a proof. */
    public static ProofRecord of(
            Proof proof, String variant, Optional<PortAnswer> engine, Optional<List<String>> refinement) {
        Map<String, Long> questions = new LinkedHashMap<>();
        proof.checks().forEach(check -> questions.merge(check.kind().name(), 1L, Long::sum));
        return new ProofRecord(
                proof.system().name(),
                variant,
                digest(proof.system()),
                proof.verdict().name(),
                proof.solver(),
                proof.millis(),
                proof.mostCpus(),
                questions,
                open(proof, Part.SAFETY),
                proof.asked(Part.RESPONSE) == 0 ? null : response(proof),
                engine.map(PortAnswer::data).orElse(null),
                refinement.orElse(null));
    }

    private static Response response(Proof proof) {
        return proof.system()
                .response()
                .map(response -> new Response(
                        response.name(),
                        proof.verdict() == Proof.Verdict.PROVED,
                        response.stages().size(),
                        open(proof, Part.RESPONSE)))
                .orElse(null);
    }

    private static List<String> open(Proof proof, Part part) {
        return proof.open().stream()
                .filter(check -> check.kind().part() == part)
                .map(Check::subject)
                .toList();
    }

    /** A digest of a system's variables, steps, invariant, properties and stages. */
    public static String digest(ParametricSystem system) {
        String text = String.join("\n", FormulaText.of(system));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
