// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as processes: on a screen of forty columns, and when somebody ends them. */
class NarrowTerminalTest {
    private static final int COLUMNS = 40;

    @TempDir
    private Path home;

    /** Words that are longer than a line stay whole. */
    @Test
    void noLineIsLongerThanTheScreenButForALongWord() throws Exception {
        Checkout checkout = Checkout.built(home).with("COLUMNS", "" + COLUMNS).with("TERM", "dumb");
        for (String line :
                List.of("list poll", "check raise-batch --change notes-softirq-number", "fixes F14", "time")) {
            Checkout.Ended ended = checkout.run("./wakeproof " + line);
            assertThat(ended.out()).as(line).isNotEmpty().doesNotContain("\u001b");
            assertThat(ended.out().lines().filter(each -> !each.startsWith("id   year")))
                    .as(line)
                    .allMatch(each -> each.length() <= COLUMNS || !each.strip().contains(" "));
        }
    }

    @Test
    void aRunInRealTimeThatIsStoppedSaysSoInALine() throws Exception {
        Process process = Checkout.built(home).start("exec ./wakeproof time idle --seconds 3000h");
        Thread.sleep(4000);
        Kill.send("TERM", process);
        Checkout.Ended ended = Checkout.ended(process);
        assertThat(ended.status()).isEqualTo(ExitStatus.INCOMPLETE.code());
        assertThat(ended.out())
                .isEqualTo("INCOMPLETE  stopped by SIGTERM: nothing is told of runs that have not come to their end\n");
    }
}
