// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.report.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Browser} as a parameter: one for all tests of a JVM, as its start takes longer than most of them, and
 * on an empty page each time. Where there is none, the tests are skipped, with the reason.
 */
public final class WithBrowser implements ExecutionCondition, ParameterResolver {
    private static final Namespace OURS = Namespace.create(WithBrowser.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Browser.missing()
                .map(ConditionEvaluationResult::disabled)
                .orElse(ConditionEvaluationResult.enabled("there is a browser"));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
        try {
            // It is closed with the store, behind the last test.
            Browser browser = context.getRoot()
                    .getStore(OURS)
                    .getOrComputeIfAbsent(Browser.class, type -> started(), Browser.class);
            browser.open("about:blank");
            browser.log();
            return browser;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Browser started() {
        try {
            return new Browser();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
