// SPDX-License-Identifier: GPL-2.0-only
package gov.nasa.jpf.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Tells Java PathFinder, which knows it by name, that a field is no part of the state. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
public @interface FilterField {
    /** The option under which it holds; always if empty. */
    String condition() default "";

    /** Whether it is the other way round. */
    boolean invert() default false;
}
