package io.databricksoperator.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * One committed change, as watches see it.
 *
 * @param version the resourceVersion it made
 * @param object the object after the change, or as it was last when it is gone
 * @param before the object before the change; empty when it is new
 * @param gone whether the object was removed
 */
record Change(
    Kind kind, long version, ObjectNode object, Optional<ObjectNode> before, boolean gone) {}
