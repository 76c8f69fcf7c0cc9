// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * What is passed as a method where JPF runs it: the JVM boxes and unboxes between what is asked for and what the method has,
 * and JPF hands the reference over as if it were the number.
 */
class JpfMethodReferencesTest {
    private static final Pattern RUN_BY_JPF = Pattern.compile(
            "org\\.wakeproof\\.(machine|softirq|hpet|sched|cpuidle|direct|scenario|history|pathfinder)\\..*"
                    + "|org\\.wakeproof\\.explorer\\.(Property|ClosedSystem)(\\$.*)?");

    @Test
    void nothingIsBoxedOrUnboxedOnTheWay() throws IOException {
        List<String> adapted = new ArrayList<>();
        for (JavaClass each : ProductClasses.all()) {
            if (RUN_BY_JPF.matcher(each.getName()).matches()) {
                adapted.addAll(adapted(each));
            }
        }
        assertThat(adapted).isEmpty();
    }

    /** A rule that sees nothing would be kept by all. */
    @Test
    void itIsSeenWhereItIs() throws IOException {
        List<String> found = new ArrayList<>();
        try (InputStream file = Boxing.class.getResourceAsStream("JpfMethodReferencesTest$Boxing.class")) {
            new ClassReader(file).accept(new References("Boxing", found), 0);
        }
        assertThat(found).containsExactly("Boxing passes parseInt", "Boxing passes twice");
    }

    @SuppressWarnings("unused") // Only its byte code is looked at.
    private static final class Boxing {
        private final java.util.function.Function<String, Integer> boxes = Integer::parseInt;
        private final java.util.function.UnaryOperator<Integer> unboxes = Boxing::twice;
        private final java.util.function.IntUnaryOperator neither = Boxing::again;
        private final java.util.function.Function<Integer, Integer> written = number -> number + 1;

        private static Integer twice(int number) {
            return 2 * number;
        }

        private static int again(int number) {
            return number;
        }
    }

    private static List<String> adapted(JavaClass type) throws IOException {
        List<String> found = new ArrayList<>();
        try (InputStream file = type.getSource().orElseThrow().getUri().toURL().openStream()) {
            new ClassReader(file).accept(new References(type.getName(), found), 0);
        }
        return found;
    }

    /** Notes each method that is passed where it is asked for with other types of numbers. */
    private static final class References extends ClassVisitor {
        private final String type;
        private final List<String> found;

        References(String type, List<String> found) {
            super(Opcodes.ASM9);
            this.type = type;
            this.found = found;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitInvokeDynamicInsn(String called, String types, Handle bootstrap, Object... arguments) {
                    if (bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory")) {
                        note((Handle) arguments[1], (Type) arguments[2]);
                    }
                }
            };
        }

        private void note(Handle passed, Type asked) {
            boolean makes = passed.getTag() == Opcodes.H_NEWINVOKESPECIAL;
            if (!makes && isAdapted(Type.getReturnType(passed.getDesc()), asked.getReturnType())
                    || isAdapted(Type.getArgumentTypes(passed.getDesc()), asked.getArgumentTypes())) {
                found.add(type + " passes " + passed.getName());
            }
        }

        /** From the last on, as what is captured, and the receiver, comes before. */
        private static boolean isAdapted(Type[] taken, Type[] given) {
            for (int back = 1; back <= Math.min(taken.length, given.length); back++) {
                if (isAdapted(taken[taken.length - back], given[given.length - back])) {
                    return true;
                }
            }
            return false;
        }

        private static boolean isAdapted(Type one, Type other) {
            boolean isIgnored = one.getSort() == Type.VOID || other.getSort() == Type.VOID;
            return !isIgnored && isNumber(one) != isNumber(other);
        }

        private static boolean isNumber(Type type) {
            return type.getSort() < Type.ARRAY;
        }
    }
}
