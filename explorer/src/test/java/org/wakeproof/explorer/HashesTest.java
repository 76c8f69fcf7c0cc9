// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wakeproof.explorer.store.Hashes;
import org.wakeproof.machine.Machine;
import org.wakeproof.machine.Procedure;
import org.wakeproof.machine.Word;

/** The hash of states: states that differ in little collide no more often than others. */
class HashesTest {
    /** Packed states of real systems have 2 to 30 words. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 18, 19, 31})
    void isWyhash(int words) {
        Hasher64 wyhash = Hashing.wyhashFinal4();
        SplittableRandom random = new SplittableRandom(words);
        for (int i = 0; i < 1_000; i++) {
            long[] state = random.longs(words).toArray();
            ByteBuffer bytes = ByteBuffer.allocate(8 * words).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asLongBuffer().put(state);
            assertThat(Hashes.hash(state)).isEqualTo(wyhash.hashBytesToLong(bytes.array()));
        }
    }

    /** So no two states of which each differs from a third in at most two bits are taken for one. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6, 9})
    void tellsApartAllStatesThatDifferInOneOrTwoBits(int words) {
        long[] zero = new long[words];
        long[] any = new SplittableRandom(1).longs(words).toArray();
        for (long[] state : List.of(zero, any)) {
            int bits = 64 * words;
            long[] hashes = new long[1 + bits + bits * (bits - 1) / 2];
            int count = 0;
            hashes[count++] = Hashes.hash(state);
            for (int first = 0; first < bits; first++) {
                flip(state, first);
                hashes[count++] = Hashes.hash(state);
                for (int second = first + 1; second < bits; second++) {
                    flip(state, second);
                    hashes[count++] = Hashes.hash(state);
                    flip(state, second);
                }
                flip(state, first);
            }
            assertThat(Arrays.stream(hashes).distinct().count()).isEqualTo(count);
        }
    }

    private static void flip(long[] state, int bit) {
        state[bit / 64] ^= 1L << bit;
    }

    /** The exact store looks states up by one half of the hash, the index of a region by the other. */
    @ParameterizedTest
    @ValueSource(ints = {0, 32})
    void halvesOfItAreAsGood(int shift) {
        int count = 1 << 17;
        int[] halves = new int[count];
        for (int i = 0; i < count; i++) {
            halves[i] = (int) (Hashes.hash(new long[] {(long) i << 20, i & 7, 0}) >>> shift);
        }
        long collisions = count - Arrays.stream(halves).distinct().count();
        // Two are to be expected: 2^17 * 2^17 / 2 / 2^32.
        assertThat(collisions).isLessThan(15);
    }

    /**
     * Four states that differ in the highest bits of words: a hash that is linear in those takes two of them for one
     * and never comes to the third bit.
     */
    @ParameterizedTest
    @EnumSource
    void fingerprintsFindWhatWholeStatesFind(Options.Storage storage) {
        Machine machine = new Machine(1);
        for (int filler = 0; filler < 3; filler++) {
            machine.word("filler" + filler, Integer.MAX_VALUE, 0);
        }
        Word[] others = new Word[11];
        Arrays.setAll(others, i -> machine.word("other" + i, i == 0 ? (1 << 28) - 1 : 1, 0));
        Word[] high = new Word[3];
        Procedure round = machine.function("round", () -> {
            int which = machine.choose("which", 4);
            if (which < 3) {
                high[which].store(high[which].load() ^ 1);
            } else {
                machine.bugOn(high[0].load() == 1 && high[1].load() == 1 && high[2].load() == 1, "all three are set");
            }
            return Procedure.AGAIN;
        });
        machine.boot(0, false, machine.procedure("main", () -> round.repeat()));
        machine.seal();
        high[0] = at(others, 0, 63);
        high[1] = at(others, 1, 63);
        high[2] = at(others, 1, 31);
        Options options = Options.defaults().withThreads(1).withStorage(storage);
        assertThat(new Explorer(machine, List.of(), options).run().verdict()).isEqualTo(Verdict.VIOLATED);
    }

    /** The one of these that has been placed there in the packed state. */
    private static Word at(Word[] candidates, int word, int shift) {
        return Arrays.stream(candidates)
                .filter(each -> each.field().word() == word && each.field().shift() == shift)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theOddsOfAnOmissionAreThoseOfABirthday() {
        Statistics billion = new Statistics(1_000_000_000, 0, 0, 0, 0, 1);
        assertThat(billion.oddsOfOmission()).isBetween(0.027, 0.0272);
    }
}
