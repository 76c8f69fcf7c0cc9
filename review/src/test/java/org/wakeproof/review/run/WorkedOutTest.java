// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values and types that the text does not give but lets work out: as a compiler for x86-64 does. */
class WorkedOutTest {
    private static Set<String> paths(String outside, String body, String condition) {
        return OperationPaths.of(outside + "\nvoid idle(void) {" + body + " if (!(" + condition + ")) mb(); }");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiterString = "=>",
            value = {
                // What typeof and __auto_type are of.
                "typeof((u8)a) x = 256; => x == 0",
                "typeof(+(u8)a) x = 256; => x == 256",
                "typeof(a + 1u) x = -1; => x > 0",
                "typeof(a ? b : (u8)a) x = 256; => x == 256",
                "typeof(b) x = 256; typeof(b << 1) y = 256; => x == 0 && y == 256",
                "__auto_type x = b; x = 256; => x == 0",
                "__auto_type x = b & 0xffu; x = -1; => x > 0",
                "int x = (typeof(b))256; int y = (_Bool)(a - 1); => x == 0 && y == 0",
                "int x = max(a - 1, min(b, b)); => x == 2",
                // sizeof of types by their names, of expressions and of arrays.
                "u8 t[3]; => sizeof(u8) == 1 && sizeof(s64) == 8 && sizeof(t) == 3 && sizeof t[0] == 1 && ARRAY_SIZE(t) == 3",
                "int *p; => sizeof(p) == 8 && sizeof(*p) == 4 && sizeof(b + 0) == 4 && sizeof(b) == 1 && sizeof(b + 1ul) == 8",
                "int x = sizeof(int) - 5 > 0; => x == 1",
                // What counts bits has no sign in Xen.
                "int x = hweight32(a) - 2 > 0, y = __builtin_popcount(a) - 2 > 0; => x == 1 && y == 0",
                "int x = __builtin_popcount(-a), y = __builtin_popcountl(-a), z = __builtin_ffs(1ul << 40); => x == 32 && y == 64 && z == 0",
                "int x = hweight8(hweight32(7)) + hweight8(hweight8(255)); => x == 3",
                "int x = -(a && a) < 0; => x == 1",
                // Bits and bytes of memory.
                "unsigned long w = 0; __set_bit(3, &w); set_bit(a, &w); clear_bit(3, &w); => w == 2 && test_bit(1, &w)",
                "int i = 5; => memcmp(&a, &i, sizeof(i)) != 0 && memcmp(&i, &i, 4) == 0",
                "u8 t[2] = { 1, 1 }; memset(t, 0, sizeof(t)); => t[0] + t[1] == 0",
                "u8 t[3] = { 1, 1, 1 }; memset(t, 0, 3 * sizeof(u8)); => t[2] == 0 && likely(t[2]) == 0",
                // Xen's likely is no more than true.
                "int i = 4; u8 x = unlikely(i << 6); => likely(i) == 1 && (likely(i) & 4) == 0 && x == 1 && sizeof(likely(i)) == 8",
                "int i = 0, x = 0; if (unlikely(i++ || i)) x = i; => x == 1 && __builtin_expect(i + 1, 1) == 2",
                "unsigned int i = 0; => ~__builtin_expect(i, 1) != ~0u && sizeof(__builtin_expect(i, 1)) == 8",
                // Outside of loops nothing is counted.
                "int x = 0; do { x += 70; if (x) continue; x++; } while (0); for (;;) { x += 70; break; } => x == 140",
                "int x = 100000, y = 1; x += x; x -= y; y += 5000; y--; => x == 199999 && y == 5000",
                // Assembly of no instruction hides a number from the compiler.
                "int x = 7; asm volatile (\"\" : \"+r\" (x)); asm volatile (\"\" ::: \"memory\"); => x == 7",
                // Elements, by a number that is counted.
                "u8 t[3] = { 0, 7, 0 }; int i, x = 0; for (i = 0; i < 3; i++) x |= t[i]; => x == 7",
                "int t[2] = { 5, 5 }, o[2] = { 6, 6 }; memcpy(t, o, sizeof(t[0])); => t[0] == 6 && t[1] == 5",
                "int t[3], i = 3, x = 0; while (i--) t[i] = i; for (i = 0; i < 3; i++) if (t[i] == 2) x = i; => x == 2"
            })
    void theValueIs(String body, String condition) {
        assertThat(paths("", "int a = 1; u8 b = 2; " + body, condition)).containsExactly("");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiterString = "=>",
            value = {
                "enum { A = 1, B = A << 3, C = B | A, D }; => D == 10 && B == 8",
                "enum { A = (u8)257, B = sizeof(int), C = A ? B : 7, D = C && !A }; => A == 1 && C == 4 && D == 0",
                "enum { A = 0x7fffffff, B = A - 1u > 0 }; => B == 1",
                // An enumeration has a sign where one of its numbers has, and is as narrow as they allow if it is
                // packed.
                "enum e { A, B }; => (enum e)-1 > 0",
                "enum e { A = -1, B }; => (enum e)-1 < 0",
                "enum { NONE = -1 }; enum e { A = NONE }; => (enum e)-1 < 0",
                "enum e { A = 2, B = A - 3 }; => (enum e)-1 < 0",
                "enum e { A = 255 } __attribute__((packed)); => (enum e)256 == 0 && (enum e)-1 == 255",
                "enum e { A = 256 } __attribute__((packed)); => (enum e)256 == 256 && (enum e)65536 == 0",
                "enum e { A = -1, B = 127 } __attribute__((packed)); => (enum e)255 == -1",
                "enum e { A = -1, B = 128 } __attribute__((packed)); => (enum e)255 == 255 && (enum e)65535 == -1"
            })
    void theEnumeratorIs(String outside, String condition) {
        assertThat(paths(outside, "", condition)).containsExactly("");
    }

    /** Not of what may be another word, or of other bytes than a number has. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "unsigned long w[2] = { 0, 0 }; set_bit(64, w); if (w[1]) mb();",
                "unsigned long w[2] = { 0, 0 }; set_bit(which(), w); if (w[1]) mb();",
                "u8 t[2] = { 1, 1 }; u16 a; memcpy(&a, t, 2); if (a != 1) mb();",
                "u16 a; memcpy(&a, \"ab\", 2); if (a != 'a') mb();",
                "enum { A = B, B = A }; if (A) mb();",
                "int x = 0; asm volatile (\"\" : \"=r\" (x)); if (x) mb();",
                "int x = 0; asm volatile (\"incl %0\" : \"+r\" (x)); if (x) mb();",
                "u16 a = 256, b = 0; if (memcmp(&a, &b, 1)) mb();",
                "u16 a = 256, b = 0; if (memcmp(&a, &b, 2) > 0) mb();"
            })
    void nobodyKnows(String body) {
        assertThat(OperationPaths.of("void idle(void) {" + body + "}")).containsExactlyInAnyOrder("", "fence");
    }

    /** An argument is expanded before it is put in, but beside # and ##. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "#define TWICE(x) (2 * (x))\n|TWICE(TWICE(2)) == 8",
                "#define ONE(x) x\n#define PASTE(x, y) x##y\n#define BOTH(x, y) PASTE(x, y)\n|BOTH(ONE(1), 2) == 12",
                "#define a7 5\n#define PASTE(x) a##x\n#define SEVEN 7\n|PASTE(7) == 5"
            })
    void theMacroIs(String text) {
        String[] parts = text.split("\\|");
        assertThat(paths(parts[0], "", parts[1])).containsExactly("");
    }
}
