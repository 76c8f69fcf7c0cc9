// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What bash makes of the completion script. */
class CompletionTest {
    private static final String SCRIPT = Typed.of(List.of("completion", "bash")).out();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wakeproof check idle-o                 | idle-once",
                "wakeproof explore raise-               | raise-batch",
                "wakeproof list raise-                  | raise-batch",
                "wakeproof check idle-tick --cstate c   | c1 c2 c3",
                "wakeproof check idle-tick --search s   | symbolic",
                "wakeproof check idle-tick --storage e  | exact",
                "wakeproof check idle-tick --hpet msi   | msi msi-shared",
                "wakeproof check raise-batch --change n | notes-softirq-number",
                "wakeproof check block --change n       | ''",
                "wakeproof fixes F39                    | F39a F39b",
                "wakeproof fixes P18                    | P18",
                "wakeproof orderings idle-e             | idle-entry idle-exit",
                "wakeproof orderings block --steps u    | unmask",
                "wakeproof orderings block --steps s    | set-blocked",
                "wakeproof orderings block --steps unmask,s | unmask,set-blocked",
                "wakeproof orderings idle-entry --steps b | broadcast-enter",
                "wakeproof orderings --steps suspend-tick,b | suspend-tick,broadcast-enter",
                "wakeproof report --only orderings-b    | orderings-block",
                "wakeproof agree block-a                | block-as-is",
                "wakeproof time idle --compare v2,b     | v2,before",
                "wakeproof prove --solver s             | smtinterpol",
                "wakeproof time bl                      | black-second black-tenth",
                "wakeproof time echo --variant linux    | linux linux-c6",
                "wakeproof time idle --variant linux    | ''",
                "wakeproof time black-tenth --compare n | never-idle never-idle-v2",
                "wakeproof time windows-io --set apic   | apic-accesses= apic-exit=",
                "wakeproof time echo --sweep ix-b       | ix-batch=",
                "wakeproof check idle-tick --variant v1 | v1 v1-alt",
                "wakeproof completion z                 | zsh",
            })
    void theLastWordIsCompleted(String typed, String completed) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is not here");
        int last = typed.split(" ").length - 1;
        String script = SCRIPT + "\ncompopt() { :; }\nCOMP_WORDS=(" + typed + "); COMP_CWORD=" + last + "; COMP_LINE='"
                + typed + "'; COMP_POINT=" + typed.length() + "\n_complete_wakeproof\necho \"${COMPREPLY[*]}\"\n";
        Process bash = new ProcessBuilder("/bin/bash", "--norc", "-s")
                .redirectErrorStream(true)
                .start();
        bash.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
        bash.getOutputStream().close();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                        .replaceAll("\\s+", " ")
                        .strip())
                .isEqualTo(completed);
    }
}
