// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.wakeproof.review.patch.FilePatch;
import org.wakeproof.review.patch.PatchFile;

/** Whatever patch is read, it applies, or one line says what is wrong. */
class FuzzTest {
    private static final String PIECES = "{}()[];:?*&|!=<>+-,.#\"'\\/ \naifgotowhilecase0123 \t\u00e9";
    private static final String PATCH =
            "--- a/fuzz.c\n+++ b/fuzz.c\n@@ -1,2 +1,3 @@ void f(void)\n one\n+two\n three\n";

    @Property(tries = 400)
    void damagedPatchesApplyOrAreRefused(@ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int edits) {
        try {
            List<FilePatch> patches = PatchFile.parse("fuzz.patch", damaged(PATCH, seed, edits));
            assertThat(patches)
                    .allSatisfy(patch -> assertThat(patch.apply("one\nthree\n")).isNotNull());
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).doesNotContain("\n");
        }
    }

    private static String damaged(String good, long seed, int edits) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(good);
        for (int i = 0; i < edits; i++) {
            int at = random.nextInt(text.length());
            int length = Math.min(random.nextInt(20), text.length() - at);
            switch (random.nextInt(3)) {
                case 0 -> text.delete(at, at + length);
                case 1 -> text.insert(at, text.substring(at, at + length));
                default -> text.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
            }
        }
        return text.toString();
    }
}
