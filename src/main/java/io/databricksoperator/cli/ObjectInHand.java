package io.databricksoperator.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Map;
import net.logstash.logback.composite.AbstractJsonProvider;

/**
 * Adds to a log line which object is being reconciled, as the framework says, unless the line says
 * so itself: a JSON object has each key once.
 */
final class ObjectInHand extends AbstractJsonProvider<ILoggingEvent> {

  private static final Map<String, String> KEYS =
      Map.of("resource.kind", "kind", "resource.namespace", "namespace", "resource.name", "name");

  @Override
  public void writeTo(JsonGenerator json, ILoggingEvent event) throws IOException {
    for (var key : KEYS.entrySet()) {
      var value = event.getMDCPropertyMap().get(key.getKey());
      if (value != null && !said(event, key.getValue())) {
        json.writeStringField(key.getValue(), value);
      }
    }
  }

  private static boolean said(ILoggingEvent event, String key) {
    var pairs = event.getKeyValuePairs();
    return pairs != null && pairs.stream().anyMatch(pair -> pair.key.equals(key));
  }
}
