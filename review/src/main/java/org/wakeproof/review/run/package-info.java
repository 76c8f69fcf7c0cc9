// SPDX-License-Identifier: GPL-2.0-only
/** Runs instructions: the machine's operations one by one, and what lies between them at once. */
package org.wakeproof.review.run;
