// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where the functions are that traces name: known once they have been met, each version of them. */
class XenSourcesTest {
    @XenSource(value = "once", file = "xen/common/once.c")
    private void once() {}

    @XenSource(value = "twice", file = "xen/common/twice.c")
    private void twice() {}

    @XenSource(value = "twice", file = "xen/common/twice.c", commit = XenSource.AUGUST_2026)
    private void twice2026() {}

    private static XenSource of(String method) {
        try {
            return XenSourcesTest.class.getDeclaredMethod(method).getAnnotation(XenSource.class);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFunctionHasTheSourcesThatWereMet() {
        once();
        twice();
        twice2026();
        XenSources sources = new Machine(1).sources();
        assertThat(sources.all("once")).isEmpty();
        sources.add(of("once"));
        sources.add(of("once"));
        assertThat(sources.all("once")).containsExactly(of("once"));
        sources.add(of("twice"));
        assertThat(sources.all("twice")).containsExactly(of("twice"));
        sources.add(of("twice2026"));
        assertThat(sources.all("twice")).containsExactly(of("twice"), of("twice2026"));
    }
}
