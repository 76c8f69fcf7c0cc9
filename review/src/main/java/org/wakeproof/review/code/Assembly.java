// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The text of inline assembly. */
final class Assembly {
    /** What may go elsewhere, or set the interrupt flag to what nobody knows. */
    private static final String GOES_ELSEWHERE =
            "(popf|iret|sysret|vmrun|vmresume|vmlaunch|call|ret|int|j[a-z]+|lcall|ljmp)[lqwd]?\\b.*";

    /** Labels and directives that put nothing into the code which is run. */
    private static final String NO_INSTRUCTION = "\\.(?!byte|long|insn|word)\\w+.*|";

    /** A number sign before a word is Arm's of a number. */
    private static final String COMMENT = "(?s)/\\*.*?\\*/|#(?=\\s|$)[^\\n]*";

    private static final Map<String, String> OPCODES =
            Map.of("0xf4", "hlt", "0xfa", "cli", "0xfb", "sti", "0x90", "nop");

    private static final String FENCE = "mfence";

    private static final String LABELS = "^(\\s*[\\w.%=$]+:)+";

    private final List<String> instructions;

    /** From the keyword to the closing parenthesis; what stands behind the first colon are operands. */
    Assembly(String text) {
        instructions = Arrays.stream(template(text)
                        .replaceAll(COMMENT, " ")
                        .replaceAll("\\block\\s*;", "lock ")
                        .split("[;\\n]"))
                .map(each -> each.replaceFirst(LABELS, "")
                        .replaceAll("\\s+", " ")
                        .strip()
                        .toLowerCase(Locale.ROOT))
                .filter(each -> !each.matches(NO_INSTRUCTION))
                .flatMap(Assembly::locked)
                .flatMap(Assembly::spelled)
                .toList();
    }

    /** What is locked is a fence, too: nothing of its CPU is on its way behind it. */
    private static Stream<String> locked(String instruction) {
        return instruction.matches("lock .+")
                ? Stream.of(instruction.substring("lock ".length()), FENCE)
                : Stream.of(instruction);
    }

    /** Bytes that are instructions of one byte each, by their names. */
    private static Stream<String> spelled(String instruction) {
        if (!instruction.startsWith(".byte ")) {
            return Stream.of(instruction);
        }
        List<String> names = Stream.of(instruction.substring(".byte ".length()).split("\\s*,\\s*"))
                .map(each -> OPCODES.getOrDefault(each, ""))
                .toList();
        return names.contains("") ? Stream.of(instruction) : names.stream();
    }

    private static String template(String text) {
        StringBuilder template = new StringBuilder();
        boolean isInside = false;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (isInside && character == '\\' && at + 1 < text.length()) {
                char escaped = text.charAt(++at);
                template.append(escaped == 'n' ? '\n' : escaped == 't' ? ' ' : escaped);
            } else if (character == '"') {
                isInside = !isInside;
            } else if (isInside) {
                template.append(character);
            } else if (character == ':') {
                break;
            }
        }
        return template.toString();
    }

    /** The instructions, in order. */
    List<String> instructions() {
        return new ArrayList<>(instructions);
    }

    /** Whether it leads where nobody follows, or is bytes that nobody has named. */
    static boolean goesElsewhere(String instruction) {
        return instruction.matches(GOES_ELSEWHERE) || instruction.matches("\\.(byte|long|word|insn)\\b.*");
    }
}
