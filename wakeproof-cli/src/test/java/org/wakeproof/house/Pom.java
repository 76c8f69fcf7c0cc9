// SPDX-License-Identifier: GPL-2.0-only
package org.wakeproof.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What a module's {@code pom.xml} says of it. */
record Pom(Document document) {
    /** What is needed to compile and run the module, not only to test it. */
    record Dependency(String group, String artifact) {}

    static Path folder(String module) {
        return Path.of("..").resolve(module).normalize();
    }

    static Pom of(String module) {
        try {
            return new Pom(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(folder(module).resolve("pom.xml").toFile()));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    List<String> modules() {
        return children(only(document.getDocumentElement(), "modules"), "module").stream()
                .map(Element::getTextContent)
                .toList();
    }

    List<Dependency> dependencies() {
        return children(document.getDocumentElement(), "dependencies").stream()
                .flatMap(list -> children(list, "dependency").stream())
                .filter(each -> children(each, "scope").stream()
                        .noneMatch(scope -> scope.getTextContent().equals("test")))
                .map(each -> new Dependency(
                        only(each, "groupId").getTextContent(),
                        only(each, "artifactId").getTextContent()))
                .toList();
    }

    private static Element only(Element parent, String name) {
        return children(parent, name).get(0);
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                children.add(element);
            }
        }
        return children;
    }
}
