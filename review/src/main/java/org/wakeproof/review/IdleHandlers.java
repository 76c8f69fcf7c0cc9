// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.wakeproof.review.code.Code;
import org.wakeproof.review.code.Lowering;
import org.wakeproof.review.run.Analysis;
import org.wakeproof.review.run.Parking;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.CFunction;

/**
 * Which functions of a file are idle handlers: those that sleep and that no other one of it calls, or that have the name of
 * one.
 *
 * @param asked their names, in the order of the file
 * @param parking functions that sleep, and are none: they stop their CPU for ever, as for the end of one that is offline
 */
public record IdleHandlers(List<String> asked, List<String> parking) {
    /** What a CPU that is dead does: where it returns, its caller calls it again. */
    private static final Pattern DEAD = Pattern.compile("(?:^|_)dead(?:_|$)");

    /**
     * Of a file.
     *
     * @throws IllegalArgumentException if it is no C file; the message says so in one line
     */
    public static IdleHandlers of(String name, String text, Bindings bindings) {
        CFile file = CFile.parse(name, text, bindings.words());
        List<String> asked = new ArrayList<>();
        List<String> parking = new ArrayList<>();
        for (CFunction function : file.functions().values()) {
            Sleep sleep = mayBeAsked(function, file, bindings) ? sleep(file, function, bindings) : Sleep.NONE;
            if (isAsked(sleep, function, bindings)) {
                asked.add(function.name());
            } else if (sleep == Sleep.FOR_EVER) {
                parking.add(function.name());
            }
        }
        return new IdleHandlers(List.copyOf(asked), List.copyOf(parking));
    }

    /** The function with the name of an idle handler, or the only one that sleeps and that no other one calls. */
    static CFunction only(CFile file, Bindings bindings) {
        for (String name : bindings.handlers()) {
            if (file.functions().containsKey(name)) {
                return file.functions().get(name);
            }
        }
        List<CFunction> waking = new ArrayList<>();
        List<CFunction> sleeping = new ArrayList<>();
        for (CFunction function : file.functions().values()) {
            Sleep sleep = isCalled(function.name(), file) ? Sleep.NONE : sleep(file, function, bindings);
            if (sleep != Sleep.NONE) {
                sleeping.add(function);
            }
            if (sleep == Sleep.AGAIN) {
                waking.add(function);
            }
        }
        return one(file, waking.isEmpty() ? sleeping : waking);
    }

    /** Those that would be asked beside one. */
    static List<CFunction> beside(CFile file, CFunction asked, Bindings bindings) {
        return file.functions().values().stream()
                .filter(function -> function != asked)
                .filter(function -> mayBeAsked(function, file, bindings))
                .filter(function -> isAsked(sleep(file, function, bindings), function, bindings))
                .toList();
    }

    private static boolean mayBeAsked(CFunction function, CFile file, Bindings bindings) {
        return bindings.handlers().contains(function.name()) || !isCalled(function.name(), file);
    }

    private static boolean isAsked(Sleep sleep, CFunction function, Bindings bindings) {
        return sleep == Sleep.AGAIN
                || sleep == Sleep.FOR_EVER && bindings.handlers().contains(function.name());
    }

    private static CFunction one(CFile file, List<CFunction> sleeping) {
        if (sleeping.size() != 1) {
            throw new IllegalArgumentException(file.name() + " has "
                    + (sleeping.isEmpty()
                            ? "no function that goes to sleep"
                            : "more than one function that goes to sleep")
                    + "; name it with --function"
                    + candidates(file));
        }
        return sleeping.get(0);
    }

    /** Functions that a message offers. */
    static String candidates(CFile file) {
        List<String> names = file.functions().keySet().stream()
                .filter(each -> each.contains("idle"))
                .toList();
        return names.isEmpty() ? "" : "; it has " + String.join(", ", names);
    }

    private enum Sleep {
        NONE,
        AGAIN,
        FOR_EVER
    }

    private static Sleep sleep(CFile file, CFunction function, Bindings bindings) {
        try {
            Code code = Lowering.of(file, function, bindings);
            // Most functions of most files have nothing to do with sleep, and are not to be run for that.
            boolean sleeps = code.hasSleep()
                    && Analysis.of(code, bindings.entry(function.name()).hasInterruptsOn())
                            .sleeps();
            boolean isForEver = DEAD.matcher(function.name()).find() || Parking.isForEver(code);
            return !sleeps ? Sleep.NONE : isForEver ? Sleep.FOR_EVER : Sleep.AGAIN;
        } catch (IllegalArgumentException e) {
            return Sleep.NONE;
        }
    }

    private static boolean isCalled(String name, CFile file) {
        Pattern call = Pattern.compile("\\b" + name + "\\s*\\(");
        return file.functions().values().stream()
                .anyMatch(function -> call.matcher(function.body().text()).find());
    }
}
