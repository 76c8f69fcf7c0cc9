// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.logic;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What would lead out of the decidable fragment does not compile. */
class FragmentTest {
    @Test
    void whatIsInTheFragmentCompiles() {
        assertThat(errors("Local l = A.isSet().implies(Fact.somewhere(B.isSet()));"))
                .isEmpty();
        assertThat(errors("Step s = Step.named(\"\", \"\").set(A, B.isSet().and(A.isSet())).build();"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a sentence for all CPUs inside a formula | Local l = A.isSet().and(new Conjunct(\"\", \"\", B.isSet(), true));",
                "a quantifier in what is assigned to a flag | Step s = Step.named(\"\", \"\").set(A, Fact.somewhere(B.isSet())).build();",
                "a debt in what is assigned to a flag | Step s = Step.named(\"\", \"\").set(A, new Debt(\"d\").isOwed()).build();",
                "a formula of another making | Local l = new Local(null);",
                "a CPU that is a function of a CPU | CpuVariable v = new CpuVariable(A, new GlobalFlag(\"g\"));",
                "a time multiplied | Moment m = Moment.ZERO * Moment.ZERO;",
            })
    void whatIsNotDoesNotCompile(String what, String statement) {
        assertThat(errors(statement)).as(what).isNotEmpty();
    }

    private static List<String> errors(String statement) {
        String source = "import org.wakeproof.prove.logic.*; class Probe {"
                + " static final Flag A = new Flag(\"a\"); static final Flag B = new Flag(\"b\");"
                + " void probe() { " + statement + " } }";
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
        JavaFileObject file = new SimpleJavaFileObject(URI.create("string:///Probe.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return source;
            }
        };
        compiler.getTask(
                        null,
                        null,
                        told,
                        List.of("-proc:none", "-implicit:none", "-d", System.getProperty("java.io.tmpdir")),
                        null,
                        List.of(file))
                .call();
        return told.getDiagnostics().stream()
                .filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(each -> each.getMessage(Locale.ROOT))
                .toList();
    }
}
