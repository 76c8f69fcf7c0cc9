// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test that explores, within limits: it gets an {@link Explorations} if it wants one. */
@Documented
@Test
@ExtendWith(WakeproofExtension.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface WakeproofTest {
    /** Seconds that an exploration may take; beyond, it is INCOMPLETE. */
    int seconds() default 60;

    /** States that an exploration may store; beyond, it is INCOMPLETE. */
    long states() default Long.MAX_VALUE;
}
