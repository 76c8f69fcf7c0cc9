// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.code;

import java.util.List;
import java.util.Optional;
import org.wakeproof.review.Bindings;
import org.wakeproof.review.code.Expression.Path;
import org.wakeproof.review.syntax.CFile;
import org.wakeproof.review.syntax.CFunction;
import org.wakeproof.review.syntax.CVariable;
import org.wakeproof.review.syntax.FunctionHeads;
import org.wakeproof.review.syntax.Node;

/** Makes instructions of statements. */
final class StatementLowering {
    private final Bindings bindings;
    private final CFile file;
    private final CodeBuilder builder;
    private final Inlined function;
    private final ExpressionLowering expressions;
    private final LoopLowering loops;
    private final SwitchLowering switches;
    private final ConditionalLowering conditionals;

    StatementLowering(Lowering lowering, Inlined function) {
        this.bindings = lowering.bindings();
        this.file = lowering.file();
        this.builder = lowering.builder();
        this.function = function;
        this.expressions = new ExpressionLowering(lowering, function, this);
        this.loops = new LoopLowering(builder, function, expressions, this);
        this.switches = new SwitchLowering(builder, function, expressions, this);
        this.conditionals = new ConditionalLowering(builder, function, this);
    }

    void block(Node compound) {
        function.enterBlock();
        statements(compound.named());
        function.leaveBlock();
    }

    void statements(List<Node> nodes) {
        for (int at = 0; at < nodes.size(); at++) {
            if (LoopLowering.isHead(nodes.get(at), bindings) && at + 1 < nodes.size()) {
                loops.unknownLoop(nodes.get(at).named().get(0), "function", "arguments", nodes.get(++at));
            } else {
                statement(nodes.get(at));
            }
        }
    }

    void statement(Node node) {
        if (!node.is("compound_statement") && !node.isBroken()) {
            brokenChildren(node);
        }
        switch (node.type()) {
            case "compound_statement" -> block(node);
            case "expression_statement" -> node.named().forEach(this::expression);
            case "declaration" -> declaration(node);
            case "if_statement" -> ifStatement(node);
            case "while_statement" -> loops.whileStatement(node);
            case "do_statement" -> loops.doStatement(node);
            case "for_statement" -> loops.forStatement(node);
            case "switch_statement" -> switches.switchStatement(node);
            case "case_statement" -> switches.caseStatement(node);
            case "break_statement" -> leave(node, Optional.ofNullable(function.breaks.peek()));
            case "continue_statement" -> leave(node, Optional.ofNullable(function.continues.peek()));
            case "return_statement" -> returnStatement(node);
            case "goto_statement" -> gotoStatement(node);
            case "labeled_statement" -> labeled(node);
            case "attributed_statement", "else_clause" -> statements(node.named());
            case "function_definition" -> definition(node);
            case "preproc_ifdef", "preproc_if" -> conditionals.conditional(node);
            case "preproc_call" -> directive(node);
            case "type_definition",
                    "struct_specifier",
                    "union_specifier",
                    "enum_specifier",
                    "preproc_def",
                    "preproc_function_def",
                    "attribute_declaration" -> {
                // Nothing happens.
            }
            default -> unusual(node);
        }
    }

    /** Where one stands that is an error the file is not compiled. */
    private void directive(Node node) {
        if (node.text().matches("(?s)\\s*#\\s*error\\b.*")) {
            builder.emit(new Instruction.Stop(function.place(node)));
        }
    }

    /** A function within this one, a loop of which only its name is known, or a block behind what nobody has explained. */
    private void definition(Node node) {
        Optional<CFunction> nested = FunctionHeads.nested(node).filter(each -> function.mentions(each.name()) > 1);
        if (nested.isPresent()) {
            function.define(nested.get());
        } else if (LoopLowering.isLoop(node, bindings, file)) {
            loops.unknownLoop(node, "type", "declarator", node.child("body").orElseThrow());
        } else {
            builder.error(function.place(node), "a block behind what nobody has explained: " + node.excerpt());
        }
    }

    private void expression(Node node) {
        if (node.is("identifier") && function.local(node.text()).isEmpty()) {
            // Nobody writes a statement for the value of a variable: it is a macro, from wherever.
            builder.ignore(function.place(node), node.text());
        } else {
            expressions.effect(node);
        }
    }

    /** What the parser has put aside within a statement, which nothing else would look at. */
    private void brokenChildren(Node node) {
        node.children().stream().filter(Node::isBroken).forEach(this::broken);
    }

    private void broken(Node node) {
        builder.unsupported(function.place(node), "syntax that was not understood: " + node.excerpt());
    }

    private void unusual(Node node) {
        if (node.isBroken()) {
            broken(node);
        } else if (node.type().endsWith("_expression") || node.is("identifier", "number_literal")) {
            expressions.effect(node);
        } else {
            builder.unsupported(function.place(node), node.type().replace('_', ' ') + ": " + node.excerpt());
        }
    }

    void declaration(Node node) {
        // A static variable is not set here but once, to a constant; what it is by now nobody knows.
        boolean isStatic = node.children().stream()
                .anyMatch(child ->
                        child.is("storage_class_specifier") && child.text().equals("static"));
        Node type = node.child("type").orElse(null);
        if (node.text().matches("(?s).*__attribute.*cleanup.*")) {
            builder.error(function.place(node), "cleanup: " + node.excerpt());
        }
        for (Node child : node.named()) {
            brokenChildren(child);
            if (child.is("init_declarator")) {
                CVariable variable = initial(
                                declared(type, child.child("declarator").orElseThrow()), child)
                        .of(child.child("value").orElseThrow());
                if (isStatic && !isConstant(node, child)) {
                    function.declareStatic(variable);
                } else {
                    initialized(child, variable, child.child("value").orElseThrow());
                }
            } else if ("declarator".equals(child.field()) && !isFunction(child)) {
                CVariable variable = declared(type, child);
                if (isStatic) {
                    function.declareStatic(variable);
                } else {
                    builder.emit(new Instruction.Forget(function.place(child), function.declare(variable)));
                }
            }
        }
    }

    /** Whether a function is declared, and no pointer to one. */
    private static boolean isFunction(Node declarator) {
        Optional<Node> inner = declarator.child("declarator");
        return declarator.is("function_declarator")
                        && inner.filter(each -> each.is("identifier")).isPresent()
                || declarator.is("pointer_declarator")
                        && inner.filter(StatementLowering::isFunction).isPresent();
    }

    /** With the type of its value where it has that. */
    private CVariable initial(CVariable variable, Node declaration) {
        return variable.type().matches("(const )?__auto_type")
                ? declaration
                        .child("value")
                        .flatMap(expressions::deducedType)
                        .map(variable::like)
                        .orElse(variable)
                : variable;
    }

    private static boolean isConstant(Node declaration, Node variable) {
        return declaration.children().stream()
                        .anyMatch(
                                each -> each.is("type_qualifier") && each.text().equals("const"))
                && !variable.child("declarator").orElse(variable).text().contains("*");
    }

    private void initialized(Node node, CVariable variable, Node value) {
        if (value.is("initializer_list")) {
            aggregate(node, variable, value);
            return;
        }
        if (expressions.literals().isString(variable, value)) {
            string(node, variable, value);
            return;
        }
        Expression initial = expressions.value(value);
        expressions.stores().store(node, function.declare(variable), initial);
    }

    private void string(Node node, CVariable variable, Node value) {
        if (variable.isArray()) {
            expressions.literals().characters(value, variable);
            return;
        }
        Path array = expressions.literals().string(value).orElseThrow();
        builder.escapes(array);
        Expression first = new Expression.Address(array.then(new Step.Index(Expression.number(0))));
        expressions.stores().store(node, function.declare(variable), first);
    }

    /** The variable that a list in braces initializes. */
    Path aggregate(Node node, CVariable variable, Node list) {
        Path declared = function.declare(variable);
        builder.emit(new Instruction.Forget(function.place(node), declared));
        parts(node, declared, variable, list);
        return declared;
    }

    private void parts(Node node, Path whole, CVariable variable, Node list) {
        parts(node, whole, variable, Initializers.of(variable, list, file, bindings));
    }

    private void parts(Node node, Path whole, CVariable variable, List<Initializers.Part> parts) {
        for (Initializers.Part part : parts) {
            Optional<List<Initializers.Part>> nested = Initializers.nested(variable, part, file, bindings);
            if (nested.isPresent()) {
                parts(node, part.in(whole), Initializers.declaration(variable, part, file), nested.get());
                continue;
            }
            Expression initial = part.value() == null ? Expression.number(0) : expressions.value(part.value());
            if (part.step() != null) {
                builder.assign(function.place(node), part.in(whole), initial);
            }
        }
    }

    private CVariable declared(Node type, Node declarator) {
        return like(CVariable.of(type, declarator));
    }

    /** The same by the type of the variable, or of the expression, that typeof names. */
    CVariable like(CVariable variable) {
        Optional<CVariable> said =
                variable.typeOfExpression().flatMap(CFile::expression).flatMap(expressions::deducedType);
        if (said.isPresent()) {
            return variable.like(said.get());
        }
        return variable.typeOf()
                .map(name -> builder.declarations()
                        .declaration(Path.of(function.local(name).orElse(name)))
                        .map(each -> variable.isTypeBehind() ? each.moved(-1) : each)
                        .orElse(new CVariable("", name, true, CVariable.NO_ARRAY)))
                .map(variable::like)
                .orElse(variable);
    }

    private void ifStatement(Node node) {
        Label then = new Label();
        Label otherwise = new Label();
        Label end = new Label();
        expressions.conditions().branchOn(node, then, otherwise);
        builder.place(then);
        node.child("consequence").ifPresent(this::statement);
        builder.jump(function.place(node), end);
        builder.place(otherwise);
        node.child("alternative").ifPresent(this::statement);
        builder.place(end);
    }

    private void leave(Node node, Optional<Label> target) {
        if (target.isPresent()) {
            builder.jump(function.place(node), target.get());
        } else {
            builder.unsupported(function.place(node), node.excerpt() + " outside of a loop");
        }
    }

    private void returnStatement(Node node) {
        if (!node.named().isEmpty()) {
            Expression value = expressions.value(node.named().get(0));
            String type = function.function.type();
            Optional<CVariable> returned =
                    Optional.of(CVariable.unnamed(type)).map(file::typed).filter(CVariable::isPlain);
            Optional<CType> number =
                    returned.flatMap(each -> builder.declarations().integer(each.type()));
            builder.emit(new Instruction.Assign(
                    function.place(node),
                    function.result,
                    value,
                    number.orElse(null),
                    number.isPresent()
                            ? null
                            : returned.flatMap(builder.declarations()::unknownType)
                                    .orElse(null),
                    builder.declarations().pointee(file.typed(CVariable.unnamed(type)))));
        }
        if (function.caller == null) {
            builder.emit(new Instruction.End(function.place(node)));
        } else {
            builder.jump(function.place(node), function.exit);
        }
    }

    private void gotoStatement(Node node) {
        Optional<Node> label = node.child("label");
        if (label.isPresent()) {
            builder.jump(function.place(node), function.label(label.get().text()));
        } else {
            builder.unsupported(function.place(node), "computed goto: " + node.excerpt());
        }
    }

    private void labeled(Node node) {
        Node name = node.child("label").orElseThrow();
        Label label = function.label(name.text());
        if (label.isPlaced()) {
            builder.unsupported(function.place(node), "label " + name.text() + " is there twice");
        } else {
            builder.place(label);
        }
        statements(node.named().stream().filter(child -> child != name).toList());
    }
}
