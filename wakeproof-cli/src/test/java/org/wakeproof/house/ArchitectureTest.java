// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.house;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The rules of the house that classes keep; {@link ModulesTest} has those of its modules. */
class ArchitectureTest {
    private static final String[] PORTS = {"..softirq..", "..hpet..", "..sched..", "..cpuidle.."};

    private static final JavaClasses CLASSES = ProductClasses.all();

    static final List<Room> PLAN = Room.PLAN;

    /**
     * With the plan as it is, no port sees the explorer, the explorer sees no port, tools do not see each other, the
     * command line alone knows picocli, and the direct way and the runs of JPF alone know its names.
     */
    @ParameterizedTest
    @FieldSource("PLAN")
    void aModuleUsesWhatThePlanAllows(Room room) {
        classes()
                .that()
                .resideInAPackage(room.packages())
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(room.allowed())
                .check(CLASSES);
    }

    @Test
    void everyClassIsInAModuleOfThePlan() {
        classes()
                .should()
                .resideInAnyPackage(Room.PLAN.stream().map(Room::packages).toArray(String[]::new))
                .check(CLASSES);
    }

    /** What it is made of may change from one day to the next. */
    @Test
    void nobodySeesBelowTheApiOfTheExplorer() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.wakeproof.explorer..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.wakeproof.explorer.*..")
                .check(CLASSES);
    }

    /** Programs and stores know nothing of what is made of them, and sets of states know of stores alone; then come the steps of a model, its properties, searches. */
    @Test
    void theExplorerIsBuiltInLayers() {
        String explorer = "org.wakeproof.explorer.";
        List<String> layers = List.of("store", "program", "model", "property", "search");
        for (int layer = 0; layer < layers.size(); layer++) {
            String[] above = layers.subList(layer + 1, layers.size()).stream()
                    .map(each -> explorer + each)
                    .toArray(String[]::new);
            if (above.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(explorer + layers.get(layer))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(above)
                        .check(CLASSES);
            }
        }
        noClasses()
                .that()
                .resideInAPackage(explorer + "symbolic")
                .should()
                .dependOnClassesThat(resideInAPackage("org.wakeproof..")
                        .and(not(resideInAnyPackage(explorer + "symbolic", explorer + "store"))))
                .check(CLASSES);
    }

    /** Only operations change states; a port that could would step outside the machine. */
    @Test
    void aPortNeverTouchesAState() {
        noClasses()
                .that()
                .resideInAnyPackage("..softirq..", "..sched..", "..cpuidle..")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.wakeproof.machine.State")
                .check(CLASSES);
    }

    /** JPF has no such method; what scenarios say of themselves is not run there. */
    @Test
    void whatJpfRunsEndsNoStreamByToList() {
        noClasses()
                .that()
                .resideInAnyPackage(PORTS)
                .or()
                .resideInAnyPackage("org.wakeproof.machine..", "org.wakeproof.direct..")
                .should()
                .callMethod(Stream.class, "toList")
                .check(CLASSES);
    }

    /** JPF has a String of its own, with the methods of Java 8. */
    @Test
    void whatJpfRunsAsksStringsForNothingNewer() {
        Set<String> newer = Set.of(
                "chars",
                "formatted",
                "indent",
                "isBlank",
                "lines",
                "strip",
                "stripLeading",
                "stripTrailing",
                "transform");
        noClasses()
                .that()
                .resideInAnyPackage(PORTS)
                .or()
                .resideInAnyPackage("org.wakeproof.machine..", "org.wakeproof.direct..")
                .or()
                .haveNameMatching("org\\.wakeproof\\.explorer\\.(Property|ClosedSystem)(\\$.*)?")
                .should()
                .callMethodWhere(target(owner(type(String.class))).and(target(nameMatching(String.join("|", newer)))))
                .check(CLASSES);
    }

    /** JPF calls the classes that it makes of lambdas Outer$1, Outer$2 ..., as javac calls its own. */
    @Test
    void whatJpfRunsHasNoNumberedClasses() {
        noClasses()
                .that()
                .resideInAnyPackage(PORTS)
                .or()
                .resideInAnyPackage(
                        "org.wakeproof.machine..",
                        "org.wakeproof.direct..",
                        "org.wakeproof.scenario..",
                        "org.wakeproof.history..")
                .should()
                .haveNameMatching(".*\\$\\d+")
                .because("an anonymous class or a switch over an enum beside a lambda would be mistaken for it")
                .check(CLASSES);
    }

    /**
     * JPF looks a lambda's body up by its name and types in the class of {@code this}, as if it could be overridden: a subclass
     * whose own lambda is called the same is given that instead. So where a class has subclasses with lambdas a method that
     * has a name is passed.
     */
    @Test
    void whatJpfRunsInheritsNoLambdaThatASubclassSeemsToOverride() throws ReflectiveOperationException {
        List<String> overridden = new ArrayList<>();
        for (JavaClass each : CLASSES) {
            Class<?> subclass = Class.forName(each.getName(), false, ArchitectureTest.class.getClassLoader());
            Set<String> own = lambdas(subclass, false);
            for (Class<?> above = subclass.getSuperclass(); above != null; above = above.getSuperclass()) {
                String pair = above.getName() + " and " + each.getName();
                lambdas(above, true).stream()
                        .filter(own::contains)
                        .forEach(name -> overridden.add(name + " of " + pair));
            }
        }
        assertThat(overridden).isEmpty();
    }

    /** The lambdas of a class by name and types, or those that use {@code this}. */
    private static Set<String> lambdas(Class<?> type, boolean ofInstances) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.isSynthetic() && method.getName().startsWith("lambda$"))
                .filter(method -> !ofInstances || !Modifier.isStatic(method.getModifiers()))
                .map(method ->
                        method.getName() + MethodType.methodType(method.getReturnType(), method.getParameterTypes()))
                .collect(Collectors.toSet());
    }
}
