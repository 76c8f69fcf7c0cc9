// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the C function that a port method was written from. Traces and the correspondence table are made of these. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface XenSource {
    /** The commit that the ports follow unless they say otherwise: "V2" of the tick suspension. */
    String TICK_SUSPENSION_V2 = "964fae8ac2";

    /** The newest commit of which something is ported, of August 2026; what is, has 2026 in its name. */
    String AUGUST_2026 = "c447b7308b";

    /** The C function's name. */
    String value();

    /** Path of its file in Xen's repository. */
    String file();

    /** Abbreviated hash of the commit whose version is ported. */
    String commit() default TICK_SUSPENSION_V2;
}
