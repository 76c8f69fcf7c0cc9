// SPDX-License-Identifier: GPL-2.0-only
/**
 * Regression specs for idle paths: {@code assertThat(explore(idleTick().variant("v1"))).losesWakeup()}. An exploration that
 * hits a limit fails its test as INCOMPLETE; it never passes one.
 */
package org.wakeproof.junit;
