// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer.store;

/**
 * The 64-bit hash of packed states: wyhash, final version 4 (Wang Yi, public domain), of their words as little-endian
 * bytes. Its 128-bit products leave no linear structure, so that states which differ in a few bits collide no more often
 * than others. Written out here because it is the innermost loop of a search; a test compares it with a library's.
 */
public final class Hashes {
    private static final long SECRET_0 = 0xa0761d6478bd642fL;
    private static final long SECRET_1 = 0xe7037ed1a0b428dbL;
    private static final long SECRET_2 = 0x8ebc6af09c88c6e3L;
    private static final long SECRET_3 = 0x589965cc75374cc3L;
    private static final long LOW = 0xFFFF_FFFFL;
    private static final long SEED = mix(SECRET_0, SECRET_1);

    private Hashes() {}

    /**
     * Hashes a state.
     *
     * @param words at least one
     */
    public static long hash(long[] words) {
        int length = words.length;
        long seed = SEED;
        long first;
        long last;
        if (length == 1) {
            first = Long.rotateLeft(words[0], 32);
            last = words[0];
        } else if (length == 2) {
            first = words[0] << 32 | words[1] & LOW;
            last = words[1] & ~LOW | words[0] >>> 32;
        } else {
            int at = 0;
            if (length > 6) {
                long second = seed;
                long third = seed;
                for (; length - at > 6; at += 6) {
                    seed = mix(words[at] ^ SECRET_1, words[at + 1] ^ seed);
                    second = mix(words[at + 2] ^ SECRET_2, words[at + 3] ^ second);
                    third = mix(words[at + 4] ^ SECRET_3, words[at + 5] ^ third);
                }
                seed ^= second ^ third;
            }
            for (; length - at > 2; at += 2) {
                seed = mix(words[at] ^ SECRET_1, words[at + 1] ^ seed);
            }
            first = words[length - 2];
            last = words[length - 1];
        }
        first ^= SECRET_1;
        last ^= seed;
        return mix((first * last) ^ SECRET_0 ^ 8L * length, unsignedHigh(first, last) ^ SECRET_1);
    }

    /** A hash of two words: one round of the same. */
    static long hash(long first, long second) {
        return mix(first ^ SECRET_1, second ^ SEED);
    }

    /** Both halves of the product, folded into one. */
    private static long mix(long a, long b) {
        return a * b ^ unsignedHigh(a, b);
    }

    private static long unsignedHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
    }
}
