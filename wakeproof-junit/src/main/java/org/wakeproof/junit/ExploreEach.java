// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs once for each combination of a scenario's options, within limits each time. It gets the {@link Spec}
 * of the combination, and an {@link Explorations} if it wants one.
 */
@Documented
@TestTemplate
@ExtendWith({CombinationsProvider.class, WakeproofExtension.class})
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ExploreEach {
    /** A scenario of {@code wakeproof list}. */
    String scenario();

    /** Physical CPUs; none for the scenario's usual number. */
    int[] cpus() default {};

    /** Versions of the idle entry; none for the usual one. */
    String[] variants() default {};

    /** Memory models, {@code sc} and {@code tso}; none for the usual one. */
    String[] memory() default {};

    /** Further options with their values, as in {@code "hpet=legacy,msi"}; a value that contains commas takes {@code |}. */
    String[] options() default {};

    /** Seconds that each exploration may take; beyond, it is INCOMPLETE. */
    int seconds() default 60;

    /** States that each exploration may store; beyond, it is INCOMPLETE. */
    long states() default Long.MAX_VALUE;
}
