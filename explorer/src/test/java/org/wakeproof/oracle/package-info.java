// SPDX-License-Identifier: GPL-2.0-only
/**
 * The semantics of the machine, a second time: closed systems as data ({@link org.wakeproof.oracle.Description}), which
 * {@link org.wakeproof.oracle.RealMachine} makes a machine of for the engine to explore, and which {@link
 * org.wakeproof.oracle.Oracle} carries out by itself. Nothing here but {@code RealMachine} and what asks the engine
 * uses a class of the machine or of the engine: what both sides say alike has been written down twice.
 */
package org.wakeproof.oracle;
