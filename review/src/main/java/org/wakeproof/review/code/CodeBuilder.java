// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
    private final Declarations declarations;
    private final Set<Path> given = new LinkedHashSet<>();
    private final Set<Expression> looks = new HashSet<>();
    private final Set<Instruction.Unsupported> trusted = new LinkedHashSet<>();
    private final List<Instruction> instructions = new ArrayList<>();
    private final Set<String> escaped = new HashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private final Set<String> replaced = new LinkedHashSet<>();
    private final List<Instruction.Unsupported> errors = new ArrayList<>();
    private final Set<String> statePointers = new HashSet<>();
    private final Set<String> locals = new HashSet<>();
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
        this.declarations = new Declarations(file);
    }

    boolean trusts() {
        return trusts;
    }

    /** Of what types all is. */
    Declarations declarations() {
        return declarations;
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
        CType type = declarations.typeOf(target);
        if (!locals.contains(target.root())) {
            give(value);
        }
        Expression trusted = trusts && isWordBehind(target, value) ? trustedWord(place, value) : value;
        emit(new Instruction.Assign(
                place,
                target,
                trusted,
                type,
                type == null ? declarations.unknown(target) : null,
                declarations.pointee(target)));
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
                && declarations
                        .declaration(target)
                        .filter(variable -> variable.levels() == 1 && !variable.isArray())
                        .flatMap(variable -> declarations.integer(variable.type()))
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
            declarations.temporary(fresh, type);
        }
        return fresh;
    }

    void local(String name, CVariable variable) {
        declarations.local(name, variable);
        locals.add(name);
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
