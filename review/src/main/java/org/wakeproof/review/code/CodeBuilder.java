// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wakeproof.review.TooMuchCode;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.CVariable;

/** Gathers the instructions of a function. */
final class CodeBuilder {
    /** More is no idle handler. */
    private static final int MAX_INSTRUCTIONS = 10_000;

    private final CFile file;
    private final boolean trusts;
    private final Set<Path> given = new LinkedHashSet<>();
    private final Set<Expression> looks = new HashSet<>();
    private final Set<Instruction.Unsupported> trusted = new LinkedHashSet<>();
    private final List<Instruction> instructions = new ArrayList<>();
    private final Map<String, CVariable> declared = new HashMap<>();
    private final Set<String> escaped = new HashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Set<String> replaced = new LinkedHashSet<>();
    private final List<Instruction.Unsupported> errors = new ArrayList<>();
    private final Set<String> statePointers = new HashSet<>();
    private final Set<String> locals = new HashSet<>();
    private final Map<String, CType> types = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();
    private final Looks places = new Looks(this);
    private final Set<String> shared = new HashSet<>();
    private int temporaries;

    /**
     * Of a file.
     *
     * @param trusts whether what nobody knows, and may be a look at what is pending, is one
     */
    CodeBuilder(CFile file, boolean trusts) {
        this.file = file;
        this.trusts = trusts;
    }

    boolean trusts() {
        return trusts;
    }

    /** Which places may be what is pending. */
    Looks places() {
        return places;
    }

    /** Whether it is a variable of a function, or in one. */
    boolean isLocal(Path path) {
        return locals.contains(path.root());
    }

    /** What is taken to be so for the handler's sake. */
    void trust(Place place, String sentence) {
        trusted.add(new Instruction.Unsupported(place, sentence));
    }

    void emit(Instruction instruction) {
        if (instructions.size() >= MAX_INSTRUCTIONS) {
            throw new TooMuchCode("the function is too large: more than " + MAX_INSTRUCTIONS
                    + " instructions with all that it calls");
        }
        instructions.add(instruction);
        Promises.changed(instruction)
                .ifPresent(promise -> unsupported(
                        instruction.place(), promise + " is changed, or pointed to, in a way that is not followed"));
    }

    void assign(Place place, Path target, Expression value) {
        places.assigned(target);
        CType type = typeOf(target);
        if (!locals.contains(target.root())) {
            give(value);
        }
        Expression trusted = trusts && isWordBehind(target, value) ? trustedWord(place, value) : value;
        emit(new Instruction.Assign(
                place, target, trusted, type, type == null ? unknown(target) : null, pointee(target)));
    }

    /** Whoever is called later may know where a local variable is whose address this is. */
    void give(Expression value) {
        if (value instanceof Expression.Address address
                && locals.contains(address.path().root())) {
            given.add(new Path(address.path().root(), List.of()));
        }
    }

    /** The local variables that others know of. */
    Set<Path> given() {
        return Set.copyOf(given);
    }

    /** What a function is taken to give back that looks at what is pending, or points to it. */
    void look(Expression look) {
        looks.add(look);
    }

    boolean isLook(Expression value) {
        return looks.contains(value);
    }

    /** Whether what a function gives back of which only its name is known is a pointer to a number. */
    private boolean isWordBehind(Path target, Expression value) {
        boolean isUnknown =
                value instanceof Expression.Unknown unknown && !unknown.of().isEmpty();
        return (isUnknown || isLook(value))
                && declaration(target)
                        .filter(variable -> variable.levels() == 1 && !variable.isArray())
                        .flatMap(variable -> integer(variable.type()))
                        .isPresent();
    }

    private Expression trustedWord(Place place, Expression value) {
        if (value instanceof Expression.Unknown unknown) {
            trust(place, "what " + unknown.of() + " points to is what is pending on this CPU");
        }
        return new Expression.Address(Paths.ownPending());
    }

    /** A variable for what is read, or cast, as a type of which only a header says how wide it is. */
    Path as(Place place, String unknown, Expression value) {
        Path whole = temporary();
        emit(new Instruction.Assign(place, whole, value, null, unknown, null));
        return whole;
    }

    /** A pointer to elements of this size, as {@link Layout} has it, that is made of another one. */
    Path pointer(Place place, int element, Expression value) {
        Path pointer = temporary();
        emit(new Instruction.Assign(place, pointer, value, null, null, element));
        return pointer;
    }

    /** The size of what a pointer of this type leads to; null if it is none, or nobody knows. */
    @Nullable
    Integer pointee(CVariable variable) {
        boolean isPointer = variable.levels() > 0 && variable.dimensions().isEmpty();
        return isPointer ? Integer.valueOf(element(variable.moved(-1))) : null;
    }

    private @Nullable Integer pointee(Path target) {
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
    private @Nullable String unknown(Path target) {
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

    void unsupported(Place place, String what) {
        emit(new Instruction.Unsupported(place, what));
    }

    /** What makes the text of a function no C: wherever it is, nothing is sure. */
    void error(Place place, String what) {
        errors.add(new Instruction.Unsupported(place, what));
    }

    /** How many instructions there are. */
    int size() {
        return instructions.size();
    }

    /** Those behind the first so many. */
    List<Instruction> since(int size) {
        return instructions.subList(size, instructions.size());
    }

    /** Takes back those behind the first so many: of what they are made of no more than its type is asked. */
    void truncate(int size) {
        instructions.subList(size, instructions.size()).clear();
    }

    void place(Label label) {
        label.place(instructions.size());
    }

    void jump(Place place, Label target) {
        emit(new Instruction.Jump(place, target));
    }

    /** A fresh variable. */
    Path temporary() {
        return Path.of("$" + ++temporaries);
    }

    /** One of this type; null if nobody knows which. */
    Path temporary(@Nullable CType type) {
        Path fresh = temporary();
        if (type != null) {
            types.put(fresh.root(), type);
        }
        return fresh;
    }

    void local(String name, CVariable variable) {
        declared.put(name, variable);
        locals.add(name);
    }

    /** Whether a local variable is declared with the type of this one. */
    boolean isOfType(String name, CVariable variable) {
        CVariable local = declared.get(name);
        return local != null && local.type().equals(variable.type()) && local.levels() == variable.levels();
    }

    /** A static variable of a function, which all CPUs have together. */
    void shared(String name, CVariable variable) {
        if (!file.isStable(variable.name())) {
            shared.add(name);
        }
    }

    /** A variable points to a C-state from here on. */
    void pointsToState(Path variable) {
        if (variable.steps().isEmpty()) {
            statePointers.add(variable.root());
        }
    }

    boolean isStatePointer(Path path) {
        return path.steps().isEmpty() && statePointers.contains(path.root());
    }

    /** The address of a variable is taken. */
    void escapes(Path path) {
        escaped.add(path.root());
    }

    void ignore(Place place, String what) {
        emit(new Instruction.Ignore(place, what));
    }

    void assume(Place place, String sentence) {
        emit(new Instruction.Assume(place, sentence));
    }

    /** Takes a name by what the table says, whatever the file has of that name. */
    void replace(String name) {
        note(name + " does what the table of bindings says, not what the file defines");
        if (file.functions().containsKey(name)) {
            replaced.add(name);
        }
    }

    void note(String assumption) {
        notes.add(assumption);
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
            if (types.containsKey(path.root()) && path.steps().isEmpty()) {
                return types.get(path.root());
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

    private Set<String> volatiles() {
        Set<String> all = new HashSet<>(file.volatiles());
        all.addAll(shared);
        instructions.stream()
                .filter(Instruction.Assign.class::isInstance)
                .map(each -> ((Instruction.Assign) each).target())
                .filter(this::isOfAllCpus)
                .map(Path::root)
                .forEach(all::add);
        return all;
    }

    /** Whether it is a variable that all CPUs have together: what the handler sets there others that run it set, too. */
    private boolean isOfAllCpus(Path target) {
        boolean isThere =
                target.steps().stream().noneMatch(step -> step instanceof Step.Arrow || step instanceof Step.Deref);
        boolean isDeclared =
                file.global(target.root()).isPresent() || target.root().contains("'");
        return isThere && isDeclared && !locals.contains(target.root());
    }

    Code build(String function, Map<String, Value> constants) {
        return new Code(
                function,
                List.copyOf(instructions),
                locals,
                escaped,
                constants,
                Unions.of(file),
                volatiles(),
                replaced,
                notes,
                List.copyOf(errors),
                List.copyOf(trusted),
                Counting.USUAL);
    }
}
