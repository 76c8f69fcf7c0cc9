// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.HashSet;
import java.util.Set;
import org.wakeproof.review.code.Expression.Address;
import org.wakeproof.review.code.Expression.Path;

/** What may be a look at what is pending, by its name: where the handler has the benefit of the doubt it is one. */
final class Looks {
    private static final String NAME = "(?i)\\w*(pending|resched|runnable|has_work|work_to_do)\\w*";
    private static final String PLACE = "(?i)(\\w+_)?(work|todo)s?(_\\w+)?|" + NAME;

    private final CodeBuilder builder;
    /** What the handler itself has set: that it is no look at what others do. */
    private final Set<String> set = new HashSet<>();

    Looks(CodeBuilder builder) {
        this.builder = builder;
    }

    /** Whether a function of this name, or by a pointer of this name, may be one. */
    static boolean isFunction(String name) {
        return name.replaceFirst(".*[.>]", "").matches(NAME);
    }

    /** Whether a variable, a field or a macro of this name may be one. */
    static boolean isPlace(String name) {
        return name.matches(PLACE);
    }

    void assigned(Path target) {
        set.add(name(target));
    }

    private static String name(Path path) {
        return Paths.lastName(path).replace(Paths.PER_CPU, "");
    }

    /** Whether it is to be taken for what is pending: no variable of a function, and nothing that the handler has set. */
    boolean isTrusted(Path path) {
        String name = name(path);
        boolean isVariable = path.steps().isEmpty() && builder.isLocal(path);
        return builder.trusts()
                && !path.root().startsWith("$")
                && !path.root().equals(Code.IRQ_STAT)
                && !isVariable
                && isPlace(name)
                && !set.contains(name);
    }

    /** The word that it is taken for. */
    Path trusted(Place place, String text) {
        builder.trust(place, text + " is what is pending on this CPU");
        return Paths.ownPending();
    }

    /** Its address, which is that of the word where it is taken for that. */
    Address address(Place place, String text, Path path) {
        Path where = isTrusted(path) ? trusted(place, text) : path;
        return new Address(where, builder.declarations().layout(where));
    }
}
