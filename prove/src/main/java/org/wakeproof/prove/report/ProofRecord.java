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
import org.wakeproof.prove.induction.Check;
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
        PortAnswer.Data engine,
        List<String> refinement) {

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
                proof.checks().stream()
                        .filter(check -> check.kind() != Check.Kind.POSSIBLE && !check.isProved())
                        .map(Check::subject)
                        .toList(),
                engine.map(PortAnswer::data).orElse(null),
                refinement.orElse(null));
    }

    /** A digest of a system's variables, steps, invariant and properties. */
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
