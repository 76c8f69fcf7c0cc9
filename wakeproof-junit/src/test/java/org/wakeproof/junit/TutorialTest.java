// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The tutorial shows the code that is compiled and tested here, and the trace that it finds. */
class TutorialTest {
    private static final Path TUTORIAL = Path.of("../docs/tutorial.md");
    private static final String JAVA = "```java\n";
    private static final String TEXT = "```text\n";
    private static final Path CODE = Path.of("src/test/java/org/wakeproof/junit/MyIdlePathTest.java");
    private static final Path SPECS = Path.of("src/test/java/org/wakeproof/junit/SpecsTest.java");

    @Test
    void theTutorialShowsTheCode() throws IOException {
        Matcher parts = Pattern.compile("    // tutorial: [^\\n]*\\n(.*?)    // end\\n", Pattern.DOTALL)
                .matcher(Files.readString(CODE) + Files.readString(SPECS));
        int at = 0;
        int found = 0;
        while (parts.find()) {
            found++;
            String code = parts.group(1).indent(-4);
            at = Files.readString(TUTORIAL).indexOf(JAVA, at) + JAVA.length();
            if (Boolean.getBoolean("golden.refresh")) {
                replace(at, code);
            }
            assertThat(Files.readString(TUTORIAL).substring(at)).startsWith(code);
        }
        assertThat(found).isEqualTo(3);
    }

    private static void replace(int at, String text) throws IOException {
        String old = Files.readString(TUTORIAL);
        Files.writeString(TUTORIAL, old.substring(0, at) + text + old.substring(old.indexOf("```", at)));
    }

    @Test
    void theTutorialShowsTheTrace() throws IOException {
        MyIdlePathTest.MyIdlePath path = new MyIdlePathTest.MyIdlePath(false);
        String trace = Spec.machine(path.machine, path.noLostWakeup()).explore().trace();
        if (Boolean.getBoolean("golden.refresh")) {
            replace(Files.readString(TUTORIAL).indexOf(TEXT) + TEXT.length(), trace);
        }
        assertThat(Files.readString(TUTORIAL)).contains(TEXT + trace + "```");
    }
}
