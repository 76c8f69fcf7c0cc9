// SPDX-License-Identifier: GPL-2.0-only
/** States of a parametric system with so many CPUs, one by one. */
package org.wakeproof.prove.states;
