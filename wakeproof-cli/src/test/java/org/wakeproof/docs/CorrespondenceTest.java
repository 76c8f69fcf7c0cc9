// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.wakeproof.house.ProductClasses;
import org.wakeproof.machine.XenSource;

/** The table port <-> Xen in the docs is the one that the annotations make. */
class CorrespondenceTest {
    private static final Path TABLE = Path.of("../docs/correspondence.md");

    private static String table() {
        Set<String> rows = new TreeSet<>();
        ProductClasses.all()
                .forEach(type -> type.getMethods().stream()
                        .filter(method -> method.isAnnotatedWith(XenSource.class))
                        .forEach(method -> rows.add(row(method))));
        return "# Ports and their originals\n\nMade from `@XenSource`; refresh with"
                + " `mvn verify -Dgolden.refresh=true`.\n\n| Xen | function | commit | Java |\n|---|---|---|---|\n"
                + String.join("\n", rows) + "\n";
    }

    private static String row(JavaMethod method) {
        XenSource source = method.getAnnotationOfType(XenSource.class);
        return "| " + source.file() + " | `" + source.value() + "` | " + source.commit() + " | `"
                + method.getOwner().getSimpleName() + "." + method.getName() + "` |";
    }

    @Test
    void theTableIsFresh() throws IOException {
        if (Boolean.getBoolean("golden.refresh")) {
            Files.writeString(TABLE, table());
        }
        assertThat(Files.readString(TABLE)).isEqualTo(table());
    }
}
