// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import java.time.Duration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Gives a test its {@link Explorations}, with the limits of {@link WakeproofTest}. */
public final class WakeproofExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Explorations.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), WakeproofTest.class)
                .map(limits -> new Explorations(
                        Duration.ofSeconds(limits.seconds()), limits.states(), context::publishReportEntry))
                .orElseGet(() -> new Explorations(Duration.ofDays(1), Long.MAX_VALUE, context::publishReportEntry));
    }
}
