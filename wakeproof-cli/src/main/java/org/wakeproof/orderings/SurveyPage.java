// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.orderings;

/** stub */
public final class SurveyPage {
    public SurveyPage(SurveyReport report) {}

    public String render() {
        return "";
    }
}
