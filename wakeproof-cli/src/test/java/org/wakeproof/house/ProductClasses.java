// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

/** What users get of the classes of all modules: no tests, in folders or in the jars that hold tests for other modules. */
public final class ProductClasses {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.wakeproof");

    private ProductClasses() {}

    /** All of them, read once. */
    public static JavaClasses all() {
        return ALL;
    }
}
