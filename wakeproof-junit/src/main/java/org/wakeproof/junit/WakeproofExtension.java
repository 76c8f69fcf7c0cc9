// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import java.lang.reflect.AnnotatedElement;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Keeps every exploration of a test within the limits of {@link WakeproofTest} or {@link ExploreEach}. */
public final class WakeproofExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    @Override
    public void beforeEach(ExtensionContext context) {
        limits(context).apply();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Limits.lift();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Explorations.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return new Explorations(context::publishReportEntry);
    }

    private static Limits limits(ExtensionContext context) {
        AnnotatedElement test = context.getRequiredTestMethod();
        return AnnotationSupport.findAnnotation(test, WakeproofTest.class)
                .map(limits -> new Limits(Duration.ofSeconds(limits.seconds()), limits.states()))
                .or(() -> AnnotationSupport.findAnnotation(test, ExploreEach.class)
                        .map(limits -> new Limits(Duration.ofSeconds(limits.seconds()), limits.states())))
                .orElse(Limits.NONE);
    }
}
