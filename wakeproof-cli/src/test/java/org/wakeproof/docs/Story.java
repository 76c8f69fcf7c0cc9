// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a page shows as code: commands, and excerpts of what they print.
 *
 * @param commands every line that calls {@code check}
 * @param excerpts commands with what follows them in the same block
 */
record Story(List<Command> commands, List<Excerpt> excerpts) {
    private static final String INDENT = "    ";
    private static final String PROGRAM = "./wakeproof ";

    /**
     * A line such as {@code ./wakeproof check offline --svg FILE    # VIOLATED}.
     *
     * @param arguments what is typed behind the program's name
     * @param comment what stands behind the {@code #}, or nothing
     */
    record Command(List<String> arguments, String comment) {
        private static final String SVG = "--svg";

        /** The verdict that the page says it ends with. */
        Optional<String> verdict() {
            return Optional.of(comment).filter(text -> text.matches("[A-Z]+"));
        }

        /** The file that it draws. */
        Optional<String> picture() {
            int at = arguments.indexOf(SVG);
            return at < 0 ? Optional.empty() : Optional.of(arguments.get(at + 1));
        }

        /** The same without the option that draws. */
        List<String> withoutPicture() {
            List<String> rest = new ArrayList<>(arguments);
            int at = rest.indexOf(SVG);
            if (at >= 0) {
                rest.subList(at, at + 2).clear();
            }
            return rest;
        }

        @Override
        public String toString() {
            return String.join(" ", arguments);
        }
    }

    /**
     * What a command prints, in part.
     *
     * @param parts lines that follow each other; between two parts the page has a line of three dots
     */
    record Excerpt(Command command, List<List<String>> parts) {
        @Override
        public String toString() {
            return command + " (" + parts.size() + " parts)";
        }
    }

    /** Reads a page of the guide. */
    static Story read(Path page) throws IOException {
        Story story = new Story(new ArrayList<>(), new ArrayList<>());
        Command last = null;
        Excerpt open = null;
        for (String line : Files.readAllLines(page)) {
            if (!line.startsWith(INDENT)) {
                last = null;
                open = null;
            } else if (line.startsWith(INDENT + PROGRAM)) {
                last = command(line);
                open = null;
                if (last.arguments.get(0).equals("check")) {
                    story.commands.add(last);
                }
            } else if (last != null) {
                if (open == null) {
                    open = new Excerpt(last, new ArrayList<>(List.of(new ArrayList<>())));
                    story.excerpts.add(open);
                }
                add(open, line.substring(INDENT.length()));
            }
        }
        return story;
    }

    private static void add(Excerpt excerpt, String line) {
        if (line.equals("...")) {
            excerpt.parts.add(new ArrayList<>());
        } else {
            excerpt.parts.get(excerpt.parts.size() - 1).add(line);
        }
    }

    private static Command command(String line) {
        String[] halves = line.strip().substring(PROGRAM.length()).split("#", 2);
        return new Command(List.of(halves[0].strip().split("\\s+")), halves.length < 2 ? "" : halves[1].strip());
    }
}
