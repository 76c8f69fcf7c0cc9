// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.junit;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Invokes a test for each combination that its {@link ExploreEach} names. */
final class CombinationsProvider implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getElement(), ExploreEach.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        ExploreEach what = context.getRequiredTestMethod().getAnnotation(ExploreEach.class);
        return Combinations.of(what).stream().map(options -> new Invocation(what.scenario(), options));
    }

    /** One combination; it is named in full, so that a failing one can be typed behind {@code wakeproof check}. */
    private record Invocation(String scenario, Map<String, String> options)
            implements TestTemplateInvocationContext, ParameterResolver {
        @Override
        public String getDisplayName(int index) {
            return options.entrySet().stream()
                    .map(option -> " --" + option.getKey() + " " + option.getValue())
                    .collect(Collectors.joining("", scenario, ""));
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Spec.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            Spec spec = Spec.scenario(scenario);
            for (Map.Entry<String, String> option : options.entrySet()) {
                spec = spec.with(option.getKey(), option.getValue());
            }
            return spec;
        }
    }
}
