// SPDX-License-Identifier: GPL-2.0-only
/**
 * Lessons in the order of their numbers, the smallest first: each is one file with its real output at the end, which
 * SamplesTest keeps true. Try one: change a line, and run {@code mvn verify -Dtest=SamplesTest
 * -Dsurefire.failIfNoSpecifiedTests=false}.
 */
package org.wakeproof.samples;
