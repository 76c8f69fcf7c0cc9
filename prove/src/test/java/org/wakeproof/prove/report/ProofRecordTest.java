// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wakeproof.prove.idle.IdlePath;
import org.wakeproof.prove.idle.IdleVariant;

/** The proofs that are kept are of the systems as they are now. */
class ProofRecordTest {
    @ParameterizedTest
    @CsvSource({
        "v2, smtinterpol, PROVED, ''",
        "v2, z3, PROVED, ''",
        "v1, z3, NOT_INDUCTIVE, V1: raise TIMER",
        "no-check, z3, NOT_INDUCTIVE, no look",
        "exit-ignores-deadline, z3, NOT_INDUCTIVE, exit: deadline over",
        "rearms-for-equal-deadline, z3, NO_RESPONSE, enter: write next_event",
    })
    void areOfTheSystemsAsTheyAreNow(String variant, String solver, String verdict, String failing) throws IOException {
        JsonNode record = new ObjectMapper()
                .readTree(Path.of("../proofs/prove/" + variant + "-" + solver + ".json")
                        .toFile());
        assertThat(record.get("digest").asText())
                .as("made anew by wakeproof prove --variant %s --solver %s --json", variant, solver)
                .isEqualTo(ProofRecord.digest(
                        IdlePath.of(IdleVariant.named(variant).orElseThrow())));
        assertThat(record.get("variant").asText()).isEqualTo(variant);
        assertThat(record.get("verdict").asText()).isEqualTo(verdict);
        StringBuilder steps = new StringBuilder();
        record.get("failing").forEach(step -> steps.append(step.asText()));
        JsonNode response = record.get("response");
        if (!verdict.equals("NOT_INDUCTIVE")) {
            assertThat(response.get("proved").asBoolean()).isEqualTo(verdict.equals("PROVED"));
            response.get("failing").forEach(step -> steps.append(step.asText()));
        }
        assertThat(steps).hasToString(failing);
    }

    @Test
    void aSystemWithAnotherStepHasAnotherDigest() {
        assertThat(ProofRecord.digest(IdlePath.of(IdleVariant.V2)))
                .isNotEqualTo(ProofRecord.digest(IdlePath.of(IdleVariant.EXIT_IGNORES_DEADLINE)))
                .isEqualTo(ProofRecord.digest(IdlePath.of(IdleVariant.V2)));
    }
}
