// SPDX-License-Identifier: GPL-2.0-only
/**
 * The direct way to run a machine: a Java thread for each CPU and each device, a scheduling point
 * before each transition. Java PathFinder or a seeded random schedule decides who goes on.
 */
package org.wakeproof.direct;
