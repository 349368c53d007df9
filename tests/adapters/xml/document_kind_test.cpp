// The kind of a document, told by its root.
#include "adapters/xml/document_kind.hpp"

#include "gtest/gtest.h"

namespace onward::xml {
namespace {

TEST(DocumentKind, IsToldByTheRootAndItsNamespace) {
  EXPECT_EQ(kind_of_document("<b:definitions "
                             "xmlns:b='http://www.omg.org/spec/BPMN/20100524/MODEL'/>"),
            DocumentKind::bpmn);
  EXPECT_EQ(kind_of_document("<process xmlns='urn:onward:process:1'/>"), DocumentKind::compact);
  EXPECT_EQ(kind_of_document("<definitions xmlns='https://www.omg.org/spec/DMN/20191111/MODEL/'/>"),
            DocumentKind::dmn);
  EXPECT_EQ(kind_of_document("<definitions/>"), DocumentKind::unknown);
  EXPECT_EQ(kind_of_document("no XML"), DocumentKind::unknown);
}

}  // namespace
}  // namespace onward::xml
