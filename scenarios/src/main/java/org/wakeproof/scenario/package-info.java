// SPDX-License-Identifier: GPL-2.0-only
/**
 * Closed systems: ports wired together with an environment, the properties that they are checked for,
 * and what is expected of each variant.
 */
package org.wakeproof.scenario;
