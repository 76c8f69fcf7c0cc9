// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.prove.solver;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A solver that is a program of its own, spoken to in SMT-LIB 2. */
public final class ProcessSolver implements Solver {
    private final String title;
    private final Process process;
    private final BufferedWriter to;
    private final BufferedReader from;

    /**
     * Starts a program that reads SMT-LIB from its standard input.
     *
     * @param title its name and version
     * @throws UncheckedIOException if it does not start
     */
    ProcessSolver(String title, List<String> command) {
        this.title = title;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        to = process.outputWriter(StandardCharsets.UTF_8);
        from = process.inputReader(StandardCharsets.UTF_8);
        tell("(set-option :produce-models true)");
        tell("(set-logic QF_UFLIA)");
        tell("(declare-sort " + CPU + " 0)");
        tell("(declare-sort " + RAISER + " 0)");
    }

    /** Where a program is on the path, if it is. */
    static Optional<Path> find(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
            Path file = Path.of(folder, program);
            if (!folder.isEmpty() && Files.isExecutable(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** The first line that a program prints, asked for its version. */
    static String version(List<String> command) {
        try {
            Process asked =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            asked.getOutputStream().close();
            try (BufferedReader answer = asked.inputReader(StandardCharsets.UTF_8)) {
                String line = answer.readLine();
                asked.waitFor(10, TimeUnit.SECONDS);
                return line == null ? "" : line.strip();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String title() {
        return title;
    }

    private void tell(String command) {
        try {
            to.write(command);
            to.newLine();
        } catch (IOException e) {
            throw ended("its input is closed: " + e.getMessage());
        }
    }

    private String ask(String command) {
        tell(command);
        try {
            to.flush();
            StringBuilder answer = new StringBuilder();
            int open = 0;
            do {
                String line = from.readLine();
                if (line == null) {
                    throw ended("there is no answer to " + command);
                }
                answer.append(answer.length() == 0 ? "" : " ").append(line.strip());
                open += opened(line);
            } while (open > 0);
            String said = answer.toString();
            if (said.startsWith("(error")) {
                throw new IllegalStateException(title + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw ended("it cannot be asked: " + e.getMessage());
        }
    }

    private SolverEndedException ended(String how) {
        return new SolverEndedException(title + " has ended: " + how);
    }

    /** How many more parentheses a line opens than it closes. */
    private static int opened(String line) {
        int open = 0;
        for (int i = 0; i < line.length(); i++) {
            open += line.charAt(i) == '(' ? 1 : line.charAt(i) == ')' ? -1 : 0;
        }
        return open;
    }

    @Override
    public void declare(String symbol, List<String> arguments, String result) {
        tell("(declare-fun " + symbol + " (" + String.join(" ", arguments) + ") " + result + ")");
    }

    @Override
    public void demand(Expr formula) {
        StringBuilder text = new StringBuilder("(assert ");
        formula.write(text);
        tell(text.append(')').toString());
    }

    @Override
    public void push() {
        tell("(push 1)");
    }

    @Override
    public void pop() {
        tell("(pop 1)");
    }

    @Override
    public Answer check() {
        String said = ask("(check-sat)");
        return switch (said) {
            case "sat" -> Answer.SATISFIABLE;
            case "unsat" -> Answer.UNSATISFIABLE;
            case "unknown" -> Answer.UNKNOWN;
            default -> throw new IllegalStateException(title + " says " + said);
        };
    }

    @Override
    public boolean isTrue(Expr formula) {
        List<String> parts =
                new ArrayList<>(List.of(ask("(get-value (" + formula + "))").split("[() ]+")));
        return parts.get(parts.size() - 1).equals("true");
    }

    @Override
    public List<Boolean> areTrue(List<Expr> formulas) {
        StringBuilder asked = new StringBuilder("(get-value (");
        for (Expr formula : formulas) {
            formula.write(asked);
            asked.append(' ');
        }
        String said = ask(asked.append("))").toString());
        List<Boolean> values = new ArrayList<>();
        int open = 0;
        int space = 0;
        for (int i = 0; i < said.length(); i++) {
            char next = said.charAt(i);
            space = next == ' ' ? i : space;
            open += next == '(' ? 1 : 0;
            if (next == ')' && --open == 1) {
                // A pair ends, with the value as its last word.
                values.add(said.substring(space + 1, i).equals("true"));
            }
        }
        if (values.size() != formulas.size()) {
            throw new IllegalStateException(title + " has told " + values.size() + " values of " + formulas.size());
        }
        return values;
    }

    @Override
    public void close() {
        try {
            to.close();
        } catch (IOException e) {
            // It has ended already.
        }
        process.destroy();
    }
}
