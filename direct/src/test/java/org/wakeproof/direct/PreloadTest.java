// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wakeproof.machine.Operation;

/** A class that only some runs load would double the states that JPF compares. */
class PreloadTest {
    private static Stream<Class<?>> records(Class<?> sealed) {
        return sealed.isInterface()
                ? Arrays.stream(sealed.getPermittedSubclasses()).flatMap(PreloadTest::records)
                : Stream.of(sealed);
    }

    @Test
    void everyOperationIsLoadedOnce() {
        assertThat(Arrays.stream(Preload.operations()).map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(records(Operation.class).toList());
        assertThatCode(() -> Preload.all("somebody's own")).doesNotThrowAnyException();
    }
}
