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
import org.wakeproof.prove.idle.IdlePart;
import org.wakeproof.prove.idle.IdlePath;
import org.wakeproof.prove.idle.IdleVariant;
import org.wakeproof.prove.logic.ParametricSystem;
import org.wakeproof.prove.logic.Plain;

/** The proofs that are kept are of the systems as they are now. */
class ProofRecordTest {
    @ParameterizedTest
    @CsvSource({
        "LEGACY_ANY, v2, smtinterpol, PROVED, ''",
        "LEGACY_ANY, v2, z3, PROVED, ''",
        "LEGACY_ANY, v1, z3, NOT_INDUCTIVE, V1: raise TIMER",
        "LEGACY_ANY, no-check, z3, NOT_INDUCTIVE, no look",
        "LEGACY_ANY, exit-ignores-deadline, z3, NOT_INDUCTIVE, exit: deadline over",
        "LEGACY_ANY, rearms-for-equal-deadline, z3, NO_RESPONSE, enter: write next_event",
        "PIT, v2, smtinterpol, PROVED, ''",
        "PIT, pit-exit-stops-timer, z3, NOT_INDUCTIVE, exit: deadline over",
        "PIT, pit-handler-waits-for-others, z3, NO_RESPONSE, PIT: TIMER is raised already",
        "OFFLINE, v2, z3, NOT_INDUCTIVE, look: nothing",
        "OFFLINE, v2-online, smtinterpol, PROVED, ''",
        "MSI_SHARED, v2, smtinterpol, PROVED, ''",
        "MSI_SHARED, masks-while-rerouting, z3, NOT_INDUCTIVE, comparator matches masked",
        "IN_MWAIT, v2, z3, PROVED, ''",
        "IN_MWAIT, looks-at-mwait-first, z3, NOT_INDUCTIVE, raises behind the look",
        "IN_MWAIT_TSO, v2, z3, PROVED, ''",
        "IN_MWAIT_TSO, nothing-locked-after-mwait, z3, NOT_INDUCTIVE, cliexit: lock",
        "MWAIT_FLAGS, v2, z3, PROVED, ''",
        "MWAIT_FLAGS, reads-flags-twice, z3, NOT_INDUCTIVE, handler: read the flags again",
    })
    void areOfTheSystemsAsTheyAreNow(IdlePart part, String variant, String solver, String verdict, String failing)
            throws IOException {
        String prefix = part == IdlePart.LEGACY_ANY ? "" : part + "-";
        JsonNode record = new ObjectMapper()
                .readTree(Path.of("../proofs/prove/" + prefix + variant + "-" + solver + ".json")
                        .toFile());
        assertThat(record.get("digest").asText())
                .as("made anew by wakeproof prove of %s --variant %s --solver %s --json", part, variant, solver)
                .isEqualTo(ProofRecord.digest(
                        IdlePath.of(part, IdleVariant.named(variant).orElseThrow())));
        assertThat(record.get("modified").asBoolean())
                .as("made from a clean tree")
                .isFalse();
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

    /** Who is gone need not go on: a proof that takes others for gone is another proof. */
    @Test
    void aSystemInWhichOthersAreGoneHasAnotherDigest() {
        ParametricSystem offline = IdlePath.of(IdlePart.OFFLINE, IdleVariant.V2_ONLINE);
        ParametricSystem nobody =
                offline.withResponse(offline.response().map(response -> response.withGone(Plain.constant(false))));
        assertThat(ProofRecord.digest(nobody)).isNotEqualTo(ProofRecord.digest(offline));
    }
}
