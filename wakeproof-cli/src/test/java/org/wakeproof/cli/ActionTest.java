// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shell steps of action.yml, run one behind the other as GitHub's runner does it; steps of other actions are left out. */
class ActionTest {
    private static final String HANDLER = "void default_idle(void) { if ( !softirq_pending(0) ) safe_halt(); }\n";

    @TempDir
    private Path home;

    private Path outputs;

    @BeforeEach
    void thereIsBash() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no /bin/bash");
        outputs = Files.createFile(home.resolve("outputs"));
    }

    /** With these inputs; how its last step ended, or the first that failed. */
    private Checkout.Ended action(Map<String, String> inputs) throws IOException, InterruptedException {
        ActionFile action = ActionFile.read(Path.of("../action.yml"));
        assertThat(action.steps()).hasSize(2);
        Map<String, String> known = new HashMap<>();
        action.defaults().forEach((name, value) -> known.put("inputs." + name, value));
        inputs.forEach((name, value) -> known.put("inputs." + name, value));
        Checkout checkout = Checkout.built(home)
                .with("GITHUB_ACTION_PATH", home.toString())
                .with("GITHUB_OUTPUT", outputs.toString());
        Checkout.Ended run = step(checkout, action.steps().get(0), known);
        assertThat(run.status()).as(run.err()).isZero();
        known.put("steps.run.outputs.status", Files.readString(outputs).strip().replace("status=", ""));
        return new Checkout.Ended(step(checkout, action.steps().get(1), known).status(), run.out(), run.err());
    }

    private Checkout.Ended step(Checkout checkout, ActionFile.ShellStep step, Map<String, String> known)
            throws IOException, InterruptedException {
        Files.writeString(home.resolve("step.sh"), step.script());
        Checkout with = checkout;
        for (Map.Entry<String, String> variable : step.variables().entrySet()) {
            assertThat(known).containsKey(variable.getValue());
            with = with.with(variable.getKey(), known.get(variable.getValue()));
        }
        return with.run("exec bash --noprofile --norc -e -o pipefail step.sh");
    }

    @ParameterizedTest
    @CsvSource({
        "check raise-batch, '', 0, 0",
        "check raise-batch --change notes-softirq-number, '', 1, 1",
        "check raise-batch --change notes-softirq-number, 1, 1, 0",
        "check raise-batch --max-states 5, '', 3, 3",
        "check raise-batch --max-states 5, 1 3, 3, 0",
        "check nothing, 1 3, 2, 2",
    })
    void itFailsAsTheProgramDoesUnlessThatIsAccepted(String arguments, String accept, int status, int ended)
            throws IOException, InterruptedException {
        assertThat(action(Map.of("arguments", arguments, "accept", accept)).status())
                .isEqualTo(ended);
        assertThat(outputs).hasContent("status=" + status + "\n");
    }

    @Test
    void aReviewLeavesSarifAndPage() throws IOException, InterruptedException {
        Files.writeString(home.resolve("idle.c"), HANDLER);
        Checkout.Ended ended =
                action(Map.of("arguments", "review idle.c", "html", "a page.html", "sarif", "idle.sarif"));
        assertThat(ended.status()).as(ended.err()).isEqualTo(ExitStatus.VIOLATED.code());
        assertThat(new ObjectMapper()
                        .readTree(home.resolve("idle.sarif").toFile())
                        .get("version")
                        .asText())
                .isEqualTo("2.1.0");
        assertThat(home.resolve("a page.html")).content().startsWith("<!DOCTYPE html>");
    }

    /** Somebody's pull request may choose the words. */
    @Test
    void wordsAreNoShell() throws IOException, InterruptedException {
        Checkout.Ended ended = action(Map.of("arguments", "check $(touch${IFS}made);touch made `touch made` *"));
        assertThat(ended.status()).isEqualTo(ExitStatus.WRONG_USAGE.code());
        assertThat(home.resolve("made")).doesNotExist();
    }
}
