package io.databricksoperator.databricks.rest;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Stands between a ready connection and the first byte of a request. Lets each request through once
 * (OkHttp repeats a request, a POST too, on a 503 with {@code Retry-After: 0}, whatever its retry
 * flag says), and looks once more at the address that was connected to.
 */
final class Gate implements Interceptor {

  private final GuardedDns dns;

  Gate(GuardedDns dns) {
    this.dns = dns;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    var request = chain.request();
    var connection = chain.connection();
    if (connection == null) {
      throw new IOException("no connection");
    }
    dns.check(request.url().host(), connection.route().socketAddress().getAddress());
    var passage = request.tag(Passage.class);
    if (passage == null || !passage.pass()) {
      throw new IOException("a request is sent only once");
    }
    var response = chain.proceed(request);
    return response.code() == 503 && "0".equals(response.header("Retry-After"))
        ? response.newBuilder().removeHeader("Retry-After").build()
        : response;
  }
}
