// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.CVariable;
import org.wakeproof.review.syntax.Literals;
import org.wakeproof.review.syntax.Node;

/** What a list in braces initializes the parts of a structure or an array to. */
final class Initializers {
    /**
     * A part.
     *
     * @param step which it is; null if nobody knows
     * @param rest which part of that, from there on
     * @param value what it is set to; null for 0
     */
    record Part(
            @Nullable Step step, List<Step> rest, @Nullable Node value) {
        Part(@Nullable Step step, @Nullable Node value) {
            this(step, List.of(), value);
        }

        /** Where it is in a whole. */
        Path in(Path whole) {
            return whole.then(step).on(rest);
        }

        /** The same by the name of a place. */
        String in(String whole) {
            StringBuilder place = new StringBuilder(whole).append(step);
            rest.forEach(place::append);
            return place.toString();
        }
    }

    private static final Pattern INDEX = Pattern.compile("\\[(.*?)(?:\\.\\.\\.(.*))?]", Pattern.DOTALL);
    private static final int MANY = 64;

    private final CVariable variable;
    private final List<String> fields;
    private final CFile file;
    private final Bindings bindings;
    private final List<Part> parts = new ArrayList<>();
    private final Set<String> named = new HashSet<>();
    private int next;

    private Initializers(CVariable variable, CFile file, Bindings bindings) {
        this.variable = variable;
        this.fields = variable.isPlain() ? file.fields(variable) : List.of();
        this.file = file;
        this.bindings = bindings;
    }

    /** The parts in order; those that are not named are 0, as far as it is known which there are. */
    static List<Part> of(CVariable variable, Node list, CFile file, Bindings bindings) {
        Initializers all = new Initializers(variable, file, bindings);
        list.named().forEach(all::part);
        if (all.parts.stream().noneMatch(part -> part.step() == null)) {
            all.zeros();
        }
        return all.parts;
    }

    /** The parts of which it is known that they are there, each as 0. */
    static List<Part> zeros(CVariable variable, CFile file, Bindings bindings) {
        Initializers all = new Initializers(variable, file, bindings);
        all.zeros();
        return all.parts;
    }

    /** How a part is declared. */
    static CVariable declaration(CVariable whole, Part part, CFile file) {
        CVariable declared = declaration(whole, part.step(), file);
        for (Step step : part.rest()) {
            declared = declaration(declared, step, file);
        }
        return declared;
    }

    private static CVariable declaration(CVariable whole, Step step, CFile file) {
        return step instanceof Step.Field field
                ? file.field(whole, field.name()).orElse(new CVariable(field.name(), "", false, CVariable.NO_ARRAY))
                : whole.levels() > 0
                        ? whole.moved(-1)
                        : new CVariable(whole.name(), whole.type(), true, CVariable.NO_ARRAY);
    }

    /** The parts of a part, by a list of its own or all as 0; empty if it is not known which there are. */
    static Optional<List<Part>> nested(CVariable whole, Part part, CFile file, Bindings bindings) {
        if (part.step() == null) {
            return Optional.empty();
        }
        CVariable declared = declaration(whole, part, file);
        if (part.value() == null) {
            return Optional.of(zeros(declared, file, bindings)).filter(zeros -> !zeros.isEmpty());
        }
        return part.value().is("initializer_list")
                ? Optional.of(of(declared, part.value(), file, bindings))
                : Optional.empty();
    }

    private void part(Node each) {
        boolean isPair = each.is("initializer_pair");
        Node value = isPair ? each.child("value").orElse(each) : each;
        String designator = isPair ? each.named().get(0).text() : "";
        Matcher index = INDEX.matcher(designator);
        if (isPair && each.named().size() > 2) {
            partOfPart(each.named().subList(0, each.named().size() - 1), value);
        } else if (designator.matches("\\.\\w+")) {
            field(designator.substring(1), value);
        } else if (index.matches()) {
            elements(number(index.group(1)), number(index.group(2) == null ? index.group(1) : index.group(2)), value);
        } else {
            add(step(next, false), value);
        }
    }

    /** What else there is of the part is 0, unless something before has set it. */
    private void partOfPart(List<Node> designators, Node value) {
        List<Step> steps = designators.stream()
                .map(each -> designated(each.text()))
                .filter(Objects::nonNull)
                .toList();
        if (steps.size() < designators.size()) {
            parts.add(new Part(null, value));
            next = -1;
            return;
        }
        Step first = steps.get(0);
        String name = first instanceof Step.Field field
                ? field.name()
                : designators.get(0).text().replaceAll("[\\[\\]\\s]", "");
        if (named.add(name)) {
            parts.add(new Part(first, null));
        }
        parts.add(new Part(first, steps.subList(1, steps.size()), value));
        next = first instanceof Step.Field ? fields.indexOf(name) + 1 : number(name) + 1;
    }

    /** One step of a designator; null if it is not known which. */
    private @Nullable Step designated(String text) {
        if (text.matches("\\.\\w+")) {
            return new Step.Field(text.substring(1));
        }
        Matcher index = INDEX.matcher(text);
        int at = index.matches() && index.group(2) == null ? number(index.group(1)) : -1;
        return at < 0 ? null : new Step.Index(Expression.number(at));
    }

    private void field(String field, Node value) {
        next = fields.indexOf(field);
        add(new Step.Field(field), value);
    }

    private void elements(int first, int last, Node value) {
        next = last - first > MANY ? -1 : first;
        do {
            add(step(next, true), value);
        } while (next >= 0 && next <= last);
    }

    private void add(Step step, Node value) {
        parts.add(new Part(step, value));
        named.add(step instanceof Step.Field field ? field.name() : String.valueOf(next));
        next = step == null || next < 0 ? -1 : next + 1;
    }

    private int number(String text) {
        OptionalLong literal = Literals.number(text.strip());
        return literal.isPresent()
                ? (int) literal.getAsLong()
                : Constants.number(text.strip(), file, bindings)
                        .map(Long::intValue)
                        .orElse(-1);
    }

    private Step step(int at, boolean isIndex) {
        if (at >= 0 && (variable.isArray() || isIndex)) {
            return new Step.Index(Expression.number(at));
        }
        return at >= 0 && at < fields.size() ? new Step.Field(fields.get(at)) : null;
    }

    private void zeros() {
        for (int at = 0; at < variable.elements(); at++) {
            if (!named.contains(String.valueOf(at))) {
                parts.add(new Part(new Step.Index(Expression.number(at)), null));
            }
        }
        fields.stream()
                .filter(field -> !named.contains(field))
                .forEach(field -> parts.add(new Part(new Step.Field(field), null)));
    }
}
