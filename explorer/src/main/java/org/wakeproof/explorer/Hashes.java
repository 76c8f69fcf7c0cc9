// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

/** The 64-bit mixing of packed states. */
final class Hashes {
    private Hashes() {}

    static long hash(long[] words) {
        long hash = 0x9E3779B97F4A7C15L;
        for (long word : words) {
            hash = (hash ^ word) * 0xD6E8FEB86659FD93L;
            hash ^= hash >>> 32;
        }
        hash *= 0xBF58476D1CE4E5B9L;
        hash ^= hash >>> 29;
        hash *= 0x94D049BB133111EBL;
        return hash ^ hash >>> 32;
    }
}
