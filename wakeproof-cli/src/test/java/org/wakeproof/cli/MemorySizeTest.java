// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** As Java's -Xmx and the launcher's readers write it. */
class MemorySizeTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1048576",
        "512, 536870912",
        "512m, 536870912",
        "512MiB, 536870912",
        "4g, 4294967296",
        "4GB, 4294967296"
    })
    void countsMebibytesUnlessToldOtherwise(String given, long bytes) {
        assertThat(MemorySize.parse("--max-memory", given)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-1",
                "0g",
                "4t",
                "g",
                "1.5g",
                "4b",
                "8796093022208",
                "8589934592g",
                "99999999999999999999"
            })
    void refusesWhatIsNoneInALine(String given) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MemorySize.parse("--max-memory", given))
                .withMessage("--max-memory takes MiB, 1 at least, or 512m or 4g, not '" + given + "'");
    }
}
