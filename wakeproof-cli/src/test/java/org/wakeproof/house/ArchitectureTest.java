// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The rules of the house. */
class ArchitectureTest {
    private static final String[] PORTS = {"..softirq..", "..hpet..", "..sched..", "..cpuidle.."};

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.wakeproof");

    @Test
    void aPortNeverSeesTheExplorerOrAReport() {
        noClasses()
                .that()
                .resideInAnyPackage(PORTS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..explorer..",
                        "..report..",
                        "..scenario..",
                        "org.wakeproof.history..",
                        "..cli..",
                        "gov.nasa.jpf..")
                .check(CLASSES);
    }

    @Test
    void theExplorerNeverSeesAPort() {
        noClasses()
                .that()
                .resideInAPackage("..explorer..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PORTS)
                .check(CLASSES);
    }

    @Test
    void theMachineSeesNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("org.wakeproof.machine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..explorer..", "..report..", "..scenario..", "org.wakeproof.history..", "..cli..")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage(PORTS)
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

    @Test
    void dependenciesBetweenPortsOnlyGoDown() {
        noClasses()
                .that()
                .resideInAPackage("..softirq..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..hpet..", "..sched..", "..cpuidle..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("..hpet..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("..sched..", "..cpuidle..")
                .check(CLASSES);
    }

    @Test
    void onlyTheDirectWayKnowsTheNamesOfJpf() {
        noClasses()
                .that()
                .resideOutsideOfPackages("org.wakeproof.direct..", "org.wakeproof.pathfinder..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("gov.nasa.jpf..")
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
}
