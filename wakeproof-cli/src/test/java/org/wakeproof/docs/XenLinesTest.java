// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.wakeproof.house.ProductClasses;
import org.wakeproof.machine.XenSource;
import org.wakeproof.report.SourcePlace;

/** Every function that a port names has a line in its commit's file, but for those that a macro or nobody defines there. */
class XenLinesTest {
    private static final Set<String> NO_DEFINITION = Set.of(
            "schedule_tail",
            "cpu_online_map",
            "inl",
            "scheduler_disable",
            "vmx_do_vmentry",
            "vcpu_migrate_finish",
            "vcpu_schedule_lock",
            "vcpu_schedule_unlock");

    @Test
    void everyFunctionIsSomewhere() {
        Set<String> nowhere = new TreeSet<>();
        ProductClasses.all()
                .forEach(type -> type.getMethods().stream()
                        .filter(method -> method.isAnnotatedWith(XenSource.class))
                        .map(method -> method.getAnnotationOfType(XenSource.class))
                        .filter(source -> source.commit().matches("(before )?[0-9a-f]{10}")
                                && SourcePlace.of(source).isEmpty())
                        .forEach(source -> nowhere.add(source.value())));
        assertThat(nowhere)
                .as("add 'VERSION FILE FUNCTION COMMIT LINE', with tabs, to xen-lines.txt")
                .isEqualTo(new TreeSet<>(NO_DEFINITION));
    }
}
