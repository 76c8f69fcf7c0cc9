// SPDX-License-Identifier: GPL-2.0-only
/** A C function as a flat list of instructions, with the functions that it calls put in their places. */
package org.wakeproof.review.code;
