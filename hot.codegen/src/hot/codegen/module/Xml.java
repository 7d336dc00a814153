// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** An element of a document. No document type is accepted, so nothing outside is ever read. */
record Xml(Element element) {

  static Xml read(Path file) throws IOException, SAXException, ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    // The handler that stands there by default writes to standard error.
    builder.setErrorHandler(new DefaultHandler());
    try (InputStream in = Files.newInputStream(file)) {
      return new Xml(builder.parse(in).getDocumentElement());
    }
  }

  String name() {
    return element.getTagName();
  }

  String text() {
    return element.getTextContent().strip();
  }

  List<Xml> children() {
    List<Xml> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(new Xml(child));
      }
    }
    return children;
  }

  /** Returns the entries of a list; none if it is not there. */
  List<Xml> list(String name) {
    return child(name).map(Xml::children).orElse(List.of());
  }

  Optional<Xml> child(String name) {
    return children().stream().filter(child -> child.name().equals(name)).findFirst();
  }

  /** Returns the text of a child; empty if there is none. */
  Optional<String> text(String child) {
    return child(child).map(Xml::text).filter(text -> !text.isEmpty());
  }
}
