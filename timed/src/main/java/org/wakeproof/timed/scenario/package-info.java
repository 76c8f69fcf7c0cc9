// SPDX-License-Identifier: GPL-2.0-only
/** What is run in real units: scenarios with their parameters, and what comes out. */
package org.wakeproof.timed.scenario;
