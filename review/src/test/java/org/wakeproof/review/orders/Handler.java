// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.orders;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A handler, with the functions that it calls.
 *
 * @param around which Xen
 * @param helpers what it may call; they call nothing of each other
 */
record Handler(Around around, List<List<Statement>> helpers, List<Statement> body) {
    /** How a CPU says that it needs no interrupt, and whether RCU has to be told. */
    enum Around {
        PLAIN("", "", false),
        RCU("", "", true),
        FLAGS("cpumask_set_cpu(cpu, &cpuidle_mwait_flags);", "cpumask_clear_cpu(cpu, &cpuidle_mwait_flags);", false),
        IN_MWAIT("irq_stat[cpu].in_mwait = 1;", "irq_stat[cpu].in_mwait = 0;", true);

        private final String promise;
        private final String takeBack;
        private final boolean hasRcu;

        Around(String promise, String takeBack, boolean hasRcu) {
            this.promise = promise;
            this.takeBack = takeBack;
            this.hasRcu = hasRcu;
        }

        boolean hasRcu() {
            return hasRcu;
        }
    }

    Handler copy() {
        return new Handler(
                around, new ArrayList<>(helpers.stream().map(Statement::copy).toList()), Statement.copy(body));
    }

    /** All blocks, of helpers, too. */
    List<List<Statement>> blocks() {
        List<List<Statement>> all = new ArrayList<>();
        helpers.forEach(helper -> collect(helper, all));
        collect(body, all);
        return all;
    }

    private static void collect(List<Statement> block, List<List<Statement>> all) {
        all.add(block);
        block.forEach(each -> each.blocks().forEach(inner -> collect(inner, all)));
    }

    String text() {
        return new Text().text();
    }

    /** The line of each statement. */
    Map<Statement, Integer> lines() {
        Text text = new Text();
        text.text();
        return text.lines;
    }

    /** Writes it, one statement a line. */
    private final class Text {
        private final List<String> written = new ArrayList<>();
        private final Map<Statement, Integer> lines = new IdentityHashMap<>();
        private int depth;

        String text() {
            write("static bool others_say;");
            write("static DEFINE_SPINLOCK(some_lock);");
            for (int helper = 0; helper < helpers.size(); helper++) {
                function("static void helper" + helper, helpers.get(helper));
            }
            function("void acpi_processor_idle", body);
            return String.join("\n", written) + "\n";
        }

        private void function(String head, List<Statement> statements) {
            write(head + "(void)");
            write("{");
            depth++;
            write("unsigned int cpu = smp_processor_id();");
            write("unsigned long flags0, flags1;");
            write("int stay = 0;");
            statements.forEach(this::statement);
            depth--;
            write("}");
        }

        private void block(String head, List<Statement> statements, String tail) {
            write(head);
            write("{");
            depth++;
            statements.forEach(this::statement);
            depth--;
            write("}" + tail);
        }

        private void statement(Statement statement) {
            lines.put(statement, written.size() + 1);
            if (statement instanceof Statement.Do it) {
                write(call(it));
            } else if (statement instanceof Statement.Keep it) {
                write("stay = " + it.condition.text() + ";");
            } else if (statement instanceof Statement.If it) {
                choice(it);
            } else if (statement instanceof Statement.Loop it) {
                loop(it);
            } else if (statement instanceof Statement.Leave it) {
                write(leave(it.where));
            } else if (statement instanceof Statement.Label it) {
                write(it.where == Statement.Leave.Where.OUT ? "out: ;" : "again: ;");
            } else if (statement instanceof Statement.Call it) {
                write("helper" + it.helper + "();");
            }
        }

        private String call(Statement.Do it) {
            return switch (it.op) {
                case PROMISE -> around.promise;
                case TAKE_BACK -> around.takeBack;
                default -> it.op.text().replace("%d", Integer.toString(it.number));
            };
        }

        private void choice(Statement.If it) {
            if (it.asSwitch) {
                write("switch ( !(" + it.condition.text() + ") )");
                write("{");
                block("case 0:", it.then, "");
                write("break;");
                block("default:", it.otherwise, "");
                write("}");
                return;
            }
            block("if ( " + it.condition.text() + " )", it.then, "");
            if (!it.otherwise.isEmpty()) {
                block("else", it.otherwise, "");
            }
        }

        private void loop(Statement.Loop it) {
            switch (it.form) {
                case WHILE -> block("while ( " + it.condition.text() + " )", it.body, "");
                case DO -> block("do", it.body, " while ( " + it.condition.text() + " );");
                case FOR_EVER -> block("for ( ; ; )", it.body, "");
                case TIMES ->
                    block("for ( int i%1$d = 0; i%1$d < %2$d; i%1$d++ )".formatted(depth, it.times), it.body, "");
            }
        }

        private String leave(Statement.Leave.Where where) {
            return switch (where) {
                case RETURN -> "return;";
                case BREAK -> "break;";
                case CONTINUE -> "continue;";
                case OUT -> "goto out;";
                case AGAIN -> "goto again;";
            };
        }

        private void write(String line) {
            written.add("    ".repeat(depth) + line);
        }
    }
}
