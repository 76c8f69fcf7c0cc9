// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.CVariable;

/** How variables, fields and elements are declared, and of what types expressions are. */
final class Declarations {
    private final CFile file;
    private final Map<String, CVariable> declared = new HashMap<>();
    private final Map<String, CType> temporaries = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();

    Declarations(CFile file) {
        this.file = file;
    }

    /** A variable of a function. */
    void local(String name, CVariable variable) {
        declared.put(name, variable);
    }

    /** A variable without a name. */
    void temporary(Path fresh, CType type) {
        temporaries.put(fresh.root(), type);
    }

    /** The size of what a pointer of this type leads to; null if it is none, or nobody knows. */
    @Nullable
    Integer pointee(CVariable variable) {
        boolean isPointer = variable.levels() > 0 && variable.dimensions().isEmpty();
        return isPointer ? Integer.valueOf(element(variable.moved(-1))) : null;
    }

    /** The same of a place. */
    @Nullable
    Integer pointee(Path target) {
        return rest(target).map(this::pointee).orElse(null);
    }

    /** The size of what is of this type, as {@link Layout} has it. */
    private int element(CVariable variable) {
        if (variable.levels() != 0) {
            return variable.levels() < 0
                    ? 0
                    : variable.isArray() ? numbered(variable.type() + variable.dimensions()) : Long.SIZE;
        }
        String type = file.resolved(variable.type())
                .replaceAll("\\b(const|volatile)\\b", "")
                .strip();
        String bare = type.replaceFirst("(?s)^((struct|union)\\s+\\w+)\\s*\\{.*", "$1");
        return CType.named(type)
                .map(number -> Math.max(Byte.SIZE, number.bits()))
                .orElseGet(() -> type.isEmpty() || type.equals("void") ? 0 : numbered(bare));
    }

    private int numbered(String type) {
        return sizes.computeIfAbsent(type, key -> Layout.WIDEST + 1 + sizes.size());
    }

    /** What is at a path, as {@link Layout} has it. */
    long layout(Path path) {
        Optional<CVariable> whole = whole(path);
        List<Integer> dimensions = whole.map(CVariable::dimensions).orElse(List.of());
        boolean isInRow = dimensions.size() > 1 && levels(path) == dimensions.size();
        int row = isInRow ? dimensions.get(dimensions.size() - 1) : 0;
        return rest(path).map(rest -> Layout.of(element(rest), row)).orElse(Layout.UNKNOWN);
    }

    private Optional<CVariable> whole(Path path) {
        int base = path.steps().size() - levels(path);
        return declaration(new Path(path.root(), path.steps().subList(0, base)));
    }

    /** How what a path leads to is declared, without the indices and stars that the path has; empty if nobody says it. */
    Optional<CVariable> rest(Path path) {
        int levels = levels(path);
        return whole(path)
                .map(variable -> levels == 0 ? variable : variable.moved(-levels))
                .filter(variable -> levels == 0 || variable.levels() >= 0);
    }

    /** The type of what is stored there, or its place, if it may be a number and nobody says how wide; else null. */
    @Nullable
    String unknown(Path target) {
        if (target.root().startsWith("$")) {
            return null;
        }
        int levels = levels(target);
        Path base =
                new Path(target.root(), target.steps().subList(0, target.steps().size() - levels));
        Optional<CVariable> declared = declaration(base);
        if (declared.isEmpty() || declared.get().type().isEmpty()) {
            return Paths.bare(target.toString()).replace(Paths.PER_CPU, "").replace("[" + Code.THIS_CPU + "]", "");
        }
        return declared.get().levels() == levels ? unknownType(declared.get()).orElse(null) : null;
    }

    /** Its type, if that may be one of numbers, and only a header says of which. */
    Optional<String> unknownType(CVariable variable) {
        String type = file.resolved(variable.type());
        return Optional.of(type)
                .filter(CType::mayBeNumber)
                .filter(text -> CType.named(text).isEmpty())
                .map(text -> text.startsWith("typeof_") ? "a typeof" : text);
    }

    /** Whether a local variable is declared with the type of this one. */
    boolean isOfType(String name, CVariable variable) {
        CVariable local = declared.get(name);
        return local != null && local.type().equals(variable.type()) && local.levels() == variable.levels();
    }

    /** How a variable, a field or an element is declared; empty if nobody says it. */
    Optional<CVariable> declaration(Path path) {
        for (int last = path.steps().size() - 1; last >= 0; last--) {
            Step step = path.steps().get(last);
            if (step instanceof Step.Field field) {
                return field(path, last, field.name());
            }
            if (step instanceof Step.Arrow arrow) {
                return field(path, last, arrow.name());
            }
            if (step instanceof Step.Deref) {
                return Optional.empty();
            }
        }
        return variable(path).map(file::typed);
    }

    /** A field of the structure that is so many steps on the way, or of all that have one of that name where that is not known. */
    private Optional<CVariable> field(Path path, int steps, String name) {
        int whole = steps;
        while (whole > 0 && isLevel(path.steps().get(whole - 1))) {
            whole--;
        }
        return declaration(new Path(path.root(), path.steps().subList(0, whole)))
                .map(of -> file.field(of, name))
                .orElseGet(() -> file.field(name))
                .map(file::typed);
    }

    /** A variable without a name is of a structure. */
    void structure(Path path, String type) {
        if (integer(type).isEmpty() && !type.isBlank()) {
            declared.putIfAbsent(path.root(), new CVariable("", type, true, CVariable.NO_ARRAY));
        }
    }

    /** The same of a variable, with its type as it is written. */
    Optional<CVariable> variable(Path path) {
        return Optional.ofNullable(declared.get(path.root()))
                .or(() -> file.global(path.root()))
                .or(() -> path.root().startsWith(Paths.PER_CPU)
                        ? file.perCpu(path.root().substring(Paths.PER_CPU.length()))
                        : Optional.empty());
    }

    /** The integer type of an expression; null if it has none, or nobody knows it. */
    @Nullable
    CType typeOf(Expression expression) {
        if (expression instanceof Path path) {
            if (temporaries.containsKey(path.root()) && path.steps().isEmpty()) {
                return temporaries.get(path.root());
            }
            if (path.root().equals(Code.THIS_CPU)) {
                return new CType(CType.INT.bits(), false);
            }
            boolean isPending = !path.steps().isEmpty()
                    && path.steps().get(path.steps().size() - 1).toString().endsWith("__softirq_pending");
            return isPending
                    ? CType.UNSIGNED_INT
                    : declaredType(path).or(() -> elementType(path)).orElse(null);
        }
        if (expression instanceof Expression.Constant constant) {
            return constant.type();
        }
        if (expression instanceof Expression.Convert convert) {
            return convert.type();
        }
        if (expression instanceof Expression.Unary unary) {
            return unary.operator().equals("!") ? CType.INT : unary.type();
        }
        if (expression instanceof Expression.Binary binary) {
            return binary.operator().matches("[=!]=|[<>]=?") ? CType.INT : binary.type();
        }
        return null;
    }

    /** The integer type that a text names, also by a {@code typedef} of the file. */
    Optional<CType> integer(String type) {
        return CType.named(file.resolved(type));
    }

    private Optional<CType> declaredType(Path path) {
        return declaration(path).filter(CVariable::isPlain).flatMap(variable -> integer(variable.type()));
    }

    /** The integer type of an element of an array, or of what a pointer leads to, as that is declared. */
    Optional<CType> elementType(Path path) {
        int levels = levels(path);
        int base = path.steps().size() - levels;
        return levels == 0
                ? Optional.empty()
                : declaration(new Path(path.root(), path.steps().subList(0, base)))
                        .filter(variable -> variable.levels() == levels)
                        .flatMap(variable -> integer(variable.type()));
    }

    /** How many indices and stars it ends with. */
    private static int levels(Path path) {
        int levels = 0;
        int last = path.steps().size() - 1;
        // The first index of what each CPU has is that of the CPU.
        int most = path.root().startsWith(Paths.PER_CPU) ? last : last + 1;
        while (levels < most && isLevel(path.steps().get(last - levels))) {
            levels++;
        }
        return levels;
    }

    private static boolean isLevel(Step step) {
        return step instanceof Step.Index || step instanceof Step.Deref;
    }
}
