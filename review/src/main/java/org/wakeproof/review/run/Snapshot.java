// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.review.run;

import java.util.Map;
import org.wakeproof.review.code.Value;

/**
 * Where the code is, with all that it will read again.
 *
 * @param position the number of an instruction
 * @param known what is known of variables
 */
record Snapshot(int position, Map<String, Value> known) {}
